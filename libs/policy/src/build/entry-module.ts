/** The rules of a package that its entry gathers. */
export type EntryMember = 'permit' | 'guard' | 'obligations' | 'advice';

/** A generated module: one rule that gives all that one package says. */
export interface EntryModule {
  readonly path: string;
  readonly source: string;
  /** Name of the WASM entrypoint. */
  readonly entrypoint: string;
}

/**
 * The entry of the package numbered `index`, holding only the members it defines: a reference to one that is
 * not there would make the whole undefined. It is undefined when the input is not an object, as when the
 * module could not parse it: then nothing may be proven from a missing input.
 */
export function entryModule(
  index: number,
  packageName: string,
  members: readonly EntryMember[],
): EntryModule {
  const fields = members.map((member) => `\t"${member}": data.${packageName}.${member},`);
  return {
    path: `p${index}.rego`,
    source: [
      `package legate_entry.p${index}`,
      '',
      'result := {',
      ...fields,
      '} if is_object(input)',
      '',
    ].join('\n'),
    entrypoint: `legate_entry/p${index}/result`,
  };
}
