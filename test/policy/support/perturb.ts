import type { Json, PolicyInput } from '@legate/core';

/** An input that differs from another in the one value at `path`, which is gone or of another type. */
export interface Perturbed {
  readonly path: string;
  readonly now: string;
  readonly input: PolicyInput;
}

/** Every input with one value, at any depth, removed or replaced by one of another JSON type. */
export function perturb(input: PolicyInput): Perturbed[] {
  return pathsOf(input as unknown as Json).flatMap((path) => {
    const old = path.reduce<Json>(
      (at, key) => (at as Record<string, Json>)[key] ?? null,
      input as unknown as Json,
    );
    const others = [null, true, false, 0, 1, '', 'x', [], [old], {}, { x: old }];
    return [
      changed(input, path, undefined),
      ...others
        .filter((other) => typeName(other) !== typeName(old))
        .map((other) => changed(input, path, other)),
    ];
  });
}

function changed(input: PolicyInput, path: readonly string[], value: Json | undefined): Perturbed {
  const copy = structuredClone(input) as unknown as Record<string, Json>;
  let parent = copy as Record<string, unknown>;
  for (const key of path.slice(0, -1)) {
    parent = parent[key] as Record<string, unknown>;
  }
  const last = path.at(-1) ?? '';
  if (value !== undefined) {
    parent[last] = value;
  } else if (Array.isArray(parent)) {
    parent.splice(Number(last), 1);
  } else {
    // eslint-disable-next-line @typescript-eslint/no-dynamic-delete -- a copy of our own, made to lose a member
    delete parent[last];
  }
  return {
    path: path.join('.'),
    now: value === undefined ? 'removed' : JSON.stringify(value),
    input: copy as unknown as PolicyInput,
  };
}

function pathsOf(value: Json, prefix: readonly string[] = []): string[][] {
  const below =
    typeof value === 'object' && value !== null
      ? Object.entries(value).flatMap(([key, each]) => pathsOf(each, [...prefix, key]))
      : [];
  return prefix.length === 0 ? below : [[...prefix], ...below];
}

function typeName(value: Json): string {
  return value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value;
}
