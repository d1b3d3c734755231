import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Writes as rows of their own, tenants by name, groups and roles, aliases, lineage, inventory, use of grants. */
export class Directory1764300000000 implements MigrationInterface {
  readonly name = 'Directory1764300000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [WRITES, CHANGES, OBJECTS, TENANTS, CALLERS, IDENTITIES, RESOURCES]) {
      await runner.query(statement);
    }
    for (const statement of [GROUPS, MEMBERSHIPS, ROLES, TYPES, GRANTS, GRANT_USE]) {
      await runner.query(statement);
    }
  }

  /** What the foundation cannot hold is lost. */
  async down(runner: QueryRunner): Promise<void> {
    for (const statement of [DROP_NEW, RESTORE_REVISIONS, RESTORE_CHANGES]) {
      await runner.query(statement);
    }
  }
}

// Rows name the write they come from, not its revision: a large import can put its rows in place before it takes
// the tenant's lock, and is given its revision at the very end.
const WRITES = `
  CREATE TABLE writes (
    id bigint GENERATED ALWAYS AS IDENTITY,
    tenant_id text COLLATE "C" NOT NULL,
    revision bigint,
    author text NOT NULL,
    at timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT writes_pk PRIMARY KEY (id),
    CONSTRAINT writes_revision_key UNIQUE (tenant_id, revision),
    CONSTRAINT writes_tenant_fk FOREIGN KEY (tenant_id) REFERENCES tenants (id)
  );
  INSERT INTO writes (tenant_id, revision, author, at)
  SELECT tenant_id, revision, min(author), min(at) FROM changes GROUP BY tenant_id, revision
  ORDER BY tenant_id, revision`;

// Of a key its beginning: two long ids together are more than an index takes.
const CHANGES = `
  ALTER TABLE changes ADD COLUMN write_id bigint;
  UPDATE changes c SET write_id = w.id FROM writes w
  WHERE w.tenant_id = c.tenant_id AND w.revision = c.revision;
  DROP INDEX changes_entity_idx;
  ALTER TABLE changes DROP CONSTRAINT changes_pk, ALTER COLUMN write_id SET NOT NULL,
    DROP COLUMN revision, DROP COLUMN author, DROP COLUMN at,
    ADD CONSTRAINT changes_pk PRIMARY KEY (write_id, position),
    ADD CONSTRAINT changes_write_fk FOREIGN KEY (write_id) REFERENCES writes (id);
  CREATE INDEX changes_entity_idx ON changes (tenant_id, entity, left(key, 400), write_id)`;

const objectWrite = (table: string): string => `
  ALTER TABLE ${table} ADD COLUMN write_id bigint;
  UPDATE ${table} o SET write_id = w.id FROM writes w
  WHERE w.tenant_id = o.tenant_id AND w.revision = o.revision;
  ALTER TABLE ${table} ALTER COLUMN write_id SET NOT NULL, DROP COLUMN revision,
    ADD CONSTRAINT ${table}_write_fk FOREIGN KEY (write_id) REFERENCES writes (id);`;

const OBJECTS = `
  ${objectWrite('identities')}
  ${objectWrite('resources')}
  ALTER TABLE grants ADD COLUMN created_write bigint, ADD COLUMN revoked_write bigint;
  UPDATE grants g SET created_write = w.id FROM writes w
  WHERE w.tenant_id = g.tenant_id AND w.revision = g.created_revision;
  UPDATE grants g SET revoked_write = w.id FROM writes w
  WHERE w.tenant_id = g.tenant_id AND w.revision = g.revoked_revision;
  ALTER TABLE grants DROP CONSTRAINT grants_revoked_check, DROP COLUMN created_revision,
    DROP COLUMN revoked_revision, ALTER COLUMN created_write SET NOT NULL,
    ADD CONSTRAINT grants_created_write_fk FOREIGN KEY (created_write) REFERENCES writes (id),
    ADD CONSTRAINT grants_revoked_write_fk FOREIGN KEY (revoked_write) REFERENCES writes (id),
    ADD CONSTRAINT grants_revoked_check CHECK ((revoked_at IS NULL) = (revoked_write IS NULL))`;

const TENANTS = `
  ALTER TABLE tenants ADD COLUMN display_name text, ADD COLUMN ended_at timestamptz,
    ADD COLUMN write_id bigint,
    ADD CONSTRAINT tenants_write_fk FOREIGN KEY (write_id) REFERENCES writes (id)`;

const CALLERS = `
  ALTER TABLE callers ADD COLUMN identity_uid bigint,
    ADD CONSTRAINT callers_identity_fk FOREIGN KEY (tenant_id, identity_uid)
      REFERENCES identities (tenant_id, uid);
  CREATE INDEX callers_identity_idx ON callers (tenant_id, identity_uid)`;

const IDENTITIES = `
  ALTER TABLE identities ADD COLUMN parent_uid bigint, ADD COLUMN not_before timestamptz,
    ADD CONSTRAINT identities_parent_fk FOREIGN KEY (tenant_id, parent_uid)
      REFERENCES identities (tenant_id, uid);
  CREATE INDEX identities_parent_idx ON identities (tenant_id, parent_uid);
  CREATE TABLE identity_aliases (
    tenant_id text COLLATE "C" NOT NULL,
    issuer text COLLATE "C" NOT NULL,
    subject text COLLATE "C" NOT NULL,
    identity_uid bigint NOT NULL,
    position integer NOT NULL,
    CONSTRAINT identity_aliases_pk PRIMARY KEY (tenant_id, issuer, subject),
    CONSTRAINT identity_aliases_identity_fk FOREIGN KEY (tenant_id, identity_uid)
      REFERENCES identities (tenant_id, uid) ON DELETE CASCADE
  );
  CREATE INDEX identity_aliases_identity_idx ON identity_aliases (tenant_id, identity_uid)`;

const RESOURCES = `
  ALTER TABLE resources ADD COLUMN digest text, ADD COLUMN owner_uid bigint,
    ADD COLUMN status text NOT NULL DEFAULT 'active',
    ADD CONSTRAINT resources_status_check CHECK (status IN ('active', 'retired')),
    ADD CONSTRAINT resources_owner_fk FOREIGN KEY (tenant_id, owner_uid)
      REFERENCES identities (tenant_id, uid);
  CREATE INDEX resources_owner_idx ON resources (tenant_id, owner_uid)`;

const GROUPS = `
  CREATE TABLE groups (
    uid bigint GENERATED ALWAYS AS IDENTITY,
    tenant_id text COLLATE "C" NOT NULL,
    id text COLLATE "C" NOT NULL,
    display_name text,
    status text NOT NULL,
    write_id bigint NOT NULL,
    CONSTRAINT groups_pk PRIMARY KEY (uid),
    CONSTRAINT groups_tenant_uid_key UNIQUE (tenant_id, uid),
    CONSTRAINT groups_id_key UNIQUE (tenant_id, id),
    CONSTRAINT groups_tenant_fk FOREIGN KEY (tenant_id) REFERENCES tenants (id),
    CONSTRAINT groups_write_fk FOREIGN KEY (write_id) REFERENCES writes (id),
    CONSTRAINT groups_status_check CHECK (status IN ('active', 'retired'))
  )`;

// A member is an identity or another group: exactly one of the two.
const MEMBERSHIPS = `
  CREATE TABLE memberships (
    uid bigint GENERATED ALWAYS AS IDENTITY,
    tenant_id text COLLATE "C" NOT NULL,
    group_uid bigint NOT NULL,
    identity_uid bigint,
    member_group_uid bigint,
    write_id bigint NOT NULL,
    CONSTRAINT memberships_pk PRIMARY KEY (uid),
    CONSTRAINT memberships_identity_key UNIQUE (tenant_id, group_uid, identity_uid),
    CONSTRAINT memberships_member_group_key UNIQUE (tenant_id, group_uid, member_group_uid),
    CONSTRAINT memberships_member_check CHECK ((identity_uid IS NULL) <> (member_group_uid IS NULL)),
    CONSTRAINT memberships_group_fk FOREIGN KEY (tenant_id, group_uid) REFERENCES groups (tenant_id, uid),
    CONSTRAINT memberships_identity_fk FOREIGN KEY (tenant_id, identity_uid)
      REFERENCES identities (tenant_id, uid),
    CONSTRAINT memberships_member_group_fk FOREIGN KEY (tenant_id, member_group_uid)
      REFERENCES groups (tenant_id, uid),
    CONSTRAINT memberships_write_fk FOREIGN KEY (write_id) REFERENCES writes (id)
  );
  CREATE INDEX memberships_identity_idx ON memberships (tenant_id, identity_uid);
  CREATE INDEX memberships_member_group_idx ON memberships (tenant_id, member_group_uid)`;

const ROLES = `
  CREATE TABLE role_assignments (
    uid bigint GENERATED ALWAYS AS IDENTITY,
    tenant_id text COLLATE "C" NOT NULL,
    role text COLLATE "C" NOT NULL,
    identity_uid bigint,
    group_uid bigint,
    write_id bigint NOT NULL,
    CONSTRAINT role_assignments_pk PRIMARY KEY (uid),
    CONSTRAINT role_assignments_identity_key UNIQUE (tenant_id, role, identity_uid),
    CONSTRAINT role_assignments_group_key UNIQUE (tenant_id, role, group_uid),
    CONSTRAINT role_assignments_holder_check CHECK ((identity_uid IS NULL) <> (group_uid IS NULL)),
    CONSTRAINT role_assignments_identity_fk FOREIGN KEY (tenant_id, identity_uid)
      REFERENCES identities (tenant_id, uid),
    CONSTRAINT role_assignments_group_fk FOREIGN KEY (tenant_id, group_uid)
      REFERENCES groups (tenant_id, uid),
    CONSTRAINT role_assignments_write_fk FOREIGN KEY (write_id) REFERENCES writes (id)
  );
  CREATE INDEX role_assignments_identity_idx ON role_assignments (tenant_id, identity_uid);
  CREATE INDEX role_assignments_group_idx ON role_assignments (tenant_id, group_uid)`;

const TYPES = `
  CREATE TABLE subject_types (
    tenant_id text COLLATE "C" NOT NULL,
    type text COLLATE "C" NOT NULL,
    kind text COLLATE "C" NOT NULL,
    write_id bigint NOT NULL,
    CONSTRAINT subject_types_pk PRIMARY KEY (tenant_id, type),
    CONSTRAINT subject_types_tenant_fk FOREIGN KEY (tenant_id) REFERENCES tenants (id),
    CONSTRAINT subject_types_write_fk FOREIGN KEY (write_id) REFERENCES writes (id),
    CONSTRAINT subject_types_kind_check CHECK (kind IN ('user', 'service', 'agent'))
  );
  CREATE TABLE action_types (
    tenant_id text COLLATE "C" NOT NULL,
    resource_type text COLLATE "C" NOT NULL,
    actions jsonb NOT NULL,
    write_id bigint NOT NULL,
    CONSTRAINT action_types_pk PRIMARY KEY (tenant_id, resource_type),
    CONSTRAINT action_types_tenant_fk FOREIGN KEY (tenant_id) REFERENCES tenants (id),
    CONSTRAINT action_types_write_fk FOREIGN KEY (write_id) REFERENCES writes (id)
  )`;

const GRANTS = `
  ALTER TABLE grants ADD COLUMN audience jsonb, ADD COLUMN reason text,
    ADD COLUMN created_as text NOT NULL DEFAULT 'any',
    ADD CONSTRAINT grants_created_as_check CHECK (created_as IN ('grantor', 'any'));
  ALTER TABLE grants ALTER COLUMN created_as DROP DEFAULT;
  CREATE INDEX grants_path_idx ON grants (tenant_id, path)`;

// One row for each action a grant was used for: when last, how often, and what the ids had in common.
const GRANT_USE = `
  CREATE TABLE grant_use (
    tenant_id text COLLATE "C" NOT NULL,
    grant_id uuid NOT NULL,
    action text COLLATE "C" NOT NULL,
    resource_type text COLLATE "C" NOT NULL,
    uses bigint NOT NULL,
    last_used_at timestamptz NOT NULL,
    common_id text NOT NULL,
    is_one_id boolean NOT NULL,
    CONSTRAINT grant_use_pk PRIMARY KEY (tenant_id, grant_id, action, resource_type),
    CONSTRAINT grant_use_grant_fk FOREIGN KEY (tenant_id, grant_id) REFERENCES grants (tenant_id, id)
  )`;

const DROP_NEW = `
  DROP TABLE grant_use, role_assignments, memberships, groups, subject_types, action_types, identity_aliases;
  ALTER TABLE callers DROP COLUMN identity_uid;
  ALTER TABLE tenants DROP COLUMN display_name, DROP COLUMN ended_at, DROP COLUMN write_id;
  ALTER TABLE identities DROP COLUMN parent_uid, DROP COLUMN not_before;
  ALTER TABLE resources DROP COLUMN digest, DROP COLUMN owner_uid, DROP COLUMN status;
  DROP INDEX grants_path_idx;
  ALTER TABLE grants DROP COLUMN audience, DROP COLUMN reason, DROP COLUMN created_as`;

const restoreRevision = (table: string, from: string, to: string): string => `
  ALTER TABLE ${table} ADD COLUMN ${to} bigint;
  UPDATE ${table} o SET ${to} = w.revision FROM writes w WHERE w.id = o.${from};
  ALTER TABLE ${table} DROP COLUMN ${from};`;

const RESTORE_REVISIONS = `
  ALTER TABLE grants DROP CONSTRAINT grants_revoked_check;
  ${restoreRevision('identities', 'write_id', 'revision')}
  ${restoreRevision('resources', 'write_id', 'revision')}
  ${restoreRevision('grants', 'created_write', 'created_revision')}
  ${restoreRevision('grants', 'revoked_write', 'revoked_revision')}
  ALTER TABLE identities ALTER COLUMN revision SET NOT NULL;
  ALTER TABLE resources ALTER COLUMN revision SET NOT NULL;
  ALTER TABLE grants ALTER COLUMN created_revision SET NOT NULL,
    ADD CONSTRAINT grants_revoked_check CHECK ((revoked_at IS NULL) = (revoked_revision IS NULL))`;

const RESTORE_CHANGES = `
  ALTER TABLE changes ADD COLUMN revision bigint, ADD COLUMN author text, ADD COLUMN at timestamptz;
  UPDATE changes c SET revision = w.revision, author = w.author, at = w.at FROM writes w WHERE w.id = c.write_id;
  DROP INDEX changes_entity_idx;
  ALTER TABLE changes DROP COLUMN write_id, ALTER COLUMN author SET NOT NULL, ALTER COLUMN at SET NOT NULL,
    ALTER COLUMN at SET DEFAULT now(), ADD CONSTRAINT changes_pk PRIMARY KEY (tenant_id, revision, position);
  CREATE INDEX changes_entity_idx ON changes (tenant_id, entity, key, revision);
  DROP TABLE writes`;
