/** The environment of the process, as it is handed to us. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** A variable of the environment; an empty one counts as not set. */
export function variableOf(environment: Environment, name: string): string | undefined {
  const value = environment[name];
  return value === '' ? undefined : value;
}
