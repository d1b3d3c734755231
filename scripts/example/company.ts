import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { checkMembers } from './check-members.js';

/** What the files of an example hold. `kind/id` and `type/id` are references. */
export interface Company {
  readonly identities: readonly Member[];
  readonly resources: readonly Thing[];
  readonly grants: readonly Delegation[];
  readonly questions: readonly Question[];
}

export interface Member {
  readonly kind: 'user' | 'service' | 'agent';
  readonly id: string;
  readonly name: string;
  readonly roles?: readonly string[];
  readonly owners?: readonly string[];
  readonly ceiling?: object;
  readonly autonomous?: object;
  readonly status?: string;
}

export interface Thing {
  readonly type: string;
  readonly id: string;
  readonly attributes: object;
}

export interface Delegation {
  readonly name: string;
  readonly from: string;
  readonly to: string;
  readonly under?: string;
  /** Why it is revoked once everything is loaded. */
  readonly revoke?: string;
  /** All other members, as the API takes them. */
  readonly terms: object;
}

export interface Question {
  readonly why: string;
  readonly who: string;
  readonly by?: string;
  /** Whether the actor goes in `subject.properties.act` instead of `context.agent`. */
  readonly act?: boolean;
  readonly asserted?: object;
  readonly do: string;
  readonly amount?: unknown;
  readonly on: string;
  readonly with?: object;
  readonly context?: object;
  readonly permit?: readonly string[];
  readonly deny?: readonly string[];
  readonly chain?: readonly string[];
  readonly 'denied-by'?: string;
}

type GrantEntry = Omit<Delegation, 'terms'> & Readonly<Record<string, unknown>>;

type Counted = Thing & { readonly count?: number };

type Lists = Readonly<Record<string, readonly object[]>>;

/** Reads the four files of an example. @throws Error that names a double, a missing or an unknown name */
export async function readCompany(folder: string): Promise<Company> {
  const read = async <T>(name: string): Promise<T> => {
    const lists = parse(await readFile(join(folder, `${name}.yaml`), 'utf8')) as Lists;
    for (const [list, entries] of Object.entries(lists)) {
      checkMembers(list, entries);
    }
    return lists as T;
  };
  const people = await read<Record<'users' | 'services' | 'agents', Member[]>>('identities');
  const company: Company = {
    identities: [
      ...people.users.map((one) => ({ ...one, kind: 'user' as const })),
      ...people.services.map((one) => ({ ...one, kind: 'service' as const })),
      ...people.agents.map((one) => ({ ...one, kind: 'agent' as const })),
    ],
    resources: (await read<{ resources: Counted[] }>('resources')).resources.flatMap(expand),
    grants: (await read<{ grants: GrantEntry[] }>('grants')).grants.map(toDelegation),
    questions: (await read<{ questions: Question[] }>('questions')).questions,
  };
  checkNames(company);
  return company;
}

function toDelegation({ name, from, to, under, revoke, ...terms }: GrantEntry): Delegation {
  return { name, from, to, terms, ...(under && { under }), ...(revoke && { revoke }) };
}

function expand({ count, ...thing }: Counted): Thing[] {
  return count === undefined
    ? [thing]
    : Array.from({ length: count }, (_, at) => ({
        ...thing,
        id: thing.id.replace('{n}', String(at + 1)),
      }));
}

function checkNames({ identities, resources, grants, questions }: Company): void {
  const members = unique(identities.map(({ kind, id }) => `${kind}/${id}`));
  unique(resources.map(({ type, id }) => `${type}/${id}`));
  const names = unique(grants.map(({ name }) => name));
  for (const [at, { name, from, to, under }] of grants.entries()) {
    requireKnown(members, from, name);
    requireKnown(members, to, name);
    if (under !== undefined) {
      requireKnown(names, under, name);
      // Without an id of its parent it would be made as a root.
      if (!grants.slice(0, at).some((earlier) => earlier.name === under)) {
        throw new Error(`"${name}" is under "${under}", which must come before it`);
      }
    }
  }
  for (const question of questions) {
    const { why, permit, deny, chain = [] } = question;
    if ((permit === undefined) === (deny === undefined)) {
      throw new Error(`"${why}" must expect either permit or deny`);
    }
    const deniedBy = question['denied-by'];
    for (const name of deniedBy === undefined ? chain : [...chain, deniedBy]) {
      requireKnown(names, name, why);
    }
  }
}

function unique(names: readonly string[]): ReadonlySet<string> {
  const double = names.find((name, at) => names.indexOf(name) !== at);
  if (double !== undefined) {
    throw new Error(`"${double}" is there twice`);
  }
  return new Set(names);
}

function requireKnown(known: ReadonlySet<string>, name: string, where: string): void {
  if (!known.has(name)) {
    throw new Error(`"${where}" names "${name}", which does not exist`);
  }
}
