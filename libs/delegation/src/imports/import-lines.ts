import type { IdentityKind } from '@legate/core';
import type {
  GroupLine,
  IdentityLine,
  Lined,
  MembershipLine,
  ResourceLine,
  RoleLine,
  Tally,
  TypeLine,
} from '@legate/directory';
import type { ChangedEntity } from '@legate/persistence';
import type { GrantInput } from '../grant.js';

export interface GrantLine {
  /** Given, or made when there is none. */
  readonly id: string;
  readonly input: GrantInput;
}

/** What a line of an import can say, its shape checked. */
export interface ImportInputs {
  readonly subject_type: TypeLine<IdentityKind>;
  readonly action_type: TypeLine<readonly string[]>;
  readonly identity: IdentityLine;
  readonly group: GroupLine;
  readonly membership: MembershipLine;
  readonly role_assignment: RoleLine;
  readonly resource: ResourceLine;
  readonly grant: GrantLine;
}

export type ImportEntity = keyof ImportInputs;

/** The lines of one import. They can be read more than once. No two are about the same object. */
export interface ImportLines {
  /** Those about one kind of object, in batches of a size that one statement can take. */
  read<E extends ImportEntity>(entity: E): AsyncIterable<readonly Lined<ImportInputs[E]>[]>;
  /** Whether a line is about the object that the feed of changes names so. */
  has(entity: ChangedEntity, key: string): boolean;
}

/** What has become of the lines, by kind of object. */
export type ImportResult = Readonly<Record<ImportEntity, Readonly<Tally>>>;
