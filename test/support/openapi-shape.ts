import { readFileSync } from 'node:fs';
import { join } from 'node:path';

interface Schema {
  readonly $ref?: string;
  readonly allOf?: readonly Schema[];
  readonly type?: string;
  readonly format?: string;
  readonly enum?: readonly unknown[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean;
}

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

interface Operation {
  readonly responses: Readonly<
    Record<string, { readonly content?: Readonly<Record<string, { readonly schema: Schema }>> }>
  >;
}

const DOCUMENT = JSON.parse(
  readFileSync(join(__dirname, '..', '..', 'docs', 'openapi.json'), 'utf8'),
) as Document;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * Where a 200 answer of a POST route is not as docs/openapi.json has it, or null. A member that the document does
 * not name is wrong too, but where it leaves members open.
 */
export function findShapeProblem(path: string, body: unknown): string | null {
  const { schema } =
    DOCUMENT.paths[path]?.['post']?.responses['200']?.content?.['application/json'] ?? {};
  if (schema === undefined) {
    throw new Error(`docs/openapi.json does not say how ${path} answers`);
  }
  return findProblem(schema, body, '');
}

function findProblem(schema: Schema, value: unknown, at: string): string | null {
  const { $ref, allOf = [] } = schema;
  if ($ref !== undefined) {
    return findProblem(DOCUMENT.components.schemas[$ref.split('/').at(-1) ?? ''] ?? {}, value, at);
  }
  const [inherited] = allOf;
  if (inherited !== undefined) {
    return findProblem(inherited, value, at);
  }
  return isOfType(schema, value)
    ? findInside(schema, value, at)
    : `${at || '/'} is not as documented`;
}

function findInside(schema: Schema, value: unknown, at: string): string | null {
  const { items = {}, properties, required = [] } = schema;
  if (Array.isArray(value)) {
    return first(value.map((item, index) => findProblem(items, item, `${at}/${index}`)));
  }
  if (typeof value !== 'object' || value === null || properties === undefined) {
    return null;
  }
  const missing = required.find((name) => !Object.hasOwn(value, name));
  return missing === undefined
    ? first(
        Object.entries(value).map(([name, member]) => {
          const known = Object.hasOwn(properties, name) ? properties[name] : undefined;
          return known === undefined
            ? `${at}/${name} is not documented`
            : findProblem(known, member, `${at}/${name}`);
        }),
      )
    : `${at}/${missing} is missing`;
}

function isOfType({ type, format, enum: choices }: Schema, value: unknown): boolean {
  const isType =
    type === undefined ||
    (type === 'array' ? Array.isArray(value) : typeof value === type && value !== null);
  const isChoice = choices === undefined || choices.includes(value);
  const isUuid = format !== 'uuid' || (typeof value === 'string' && UUID.test(value));
  return isType && isChoice && isUuid;
}

function first(problems: readonly (string | null)[]): string | null {
  return problems.find((problem) => problem !== null) ?? null;
}
