import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The shipped decision log and its roll-ups. Written by COPY and read by SQL only, so there are no entities; nothing
 * refers to these tables and they refer to nothing, so that a day can be dropped at once.
 */
export class DecisionLog1765000000000 implements MigrationInterface {
  readonly name = 'DecisionLog1765000000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [DECISIONS, INDEXES, PARTITIONS, WRITERS, CHECKPOINTS, DAMAGE]) {
      await runner.query(statement);
    }
    for (const statement of [HOURS, GRANT_HOURS, ACTING_HOURS, FIRST_SEEN, EXPORTS]) {
      await runner.query(statement);
    }
  }

  /** The log in the database is lost; sinks and sealed exports have theirs. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE log_exports, first_seen, acting_hours, grant_hours, decision_hours, log_damage,
        log_checkpoints, log_writers, decisions;
      DROP FUNCTION make_decisions_partition(date)`);
  }
}

// `entry` is the exact text whose hash is in the chain. The columns after it are taken out of it, for filters.
const DECISIONS = `
  CREATE TABLE decisions (
    writer uuid NOT NULL,
    seq bigint NOT NULL,
    at timestamptz NOT NULL,
    kind text COLLATE "C" NOT NULL,
    tenant text COLLATE "C",
    decision_id uuid,
    hash bytea NOT NULL,
    entry text COLLATE "C" NOT NULL,
    subject_type text COLLATE "C",
    subject_id text COLLATE "C",
    actor_type text COLLATE "C",
    actor_id text COLLATE "C",
    owners text[] NOT NULL,
    action text COLLATE "C",
    resource_type text COLLATE "C",
    resource_id text COLLATE "C",
    decision boolean,
    outcome text COLLATE "C",
    reasons text[] NOT NULL,
    grants uuid[] NOT NULL,
    bundle_revision text COLLATE "C",
    bundle_digest text COLLATE "C",
    revision bigint,
    caller text COLLATE "C",
    request_id text COLLATE "C",
    CONSTRAINT decisions_pk PRIMARY KEY (at, writer, seq)
  ) PARTITION BY RANGE (at)`;

// Each filter with the time behind it, so that a page is read in its order and stops when it is full; those of one
// instant are sorted by (writer, seq). The lists are in one index without an order: a rare value is found by it, a
// frequent one by time. Type and id go together, as one index serves "of this type" too.
const INDEXES = `
  CREATE INDEX decisions_tenant_idx ON decisions (tenant, at);
  CREATE INDEX decisions_subject_idx ON decisions (tenant, subject_type, subject_id, at);
  CREATE INDEX decisions_actor_idx ON decisions (tenant, actor_type, actor_id, at)
    WHERE actor_id IS NOT NULL;
  CREATE INDEX decisions_action_idx ON decisions (tenant, action, at);
  CREATE INDEX decisions_resource_idx ON decisions (tenant, resource_type, resource_id, at);
  CREATE INDEX decisions_outcome_idx ON decisions (tenant, outcome, at);
  CREATE INDEX decisions_bundle_idx ON decisions (tenant, bundle_revision, at);
  CREATE INDEX decisions_id_idx ON decisions (decision_id) WHERE decision_id IS NOT NULL;
  CREATE INDEX decisions_lists_idx ON decisions USING gin (reasons, grants, owners)`;

// A day is made beside the table and then attached, since that lets readers and writers of the other days go on.
// SECURITY DEFINER: whoever may write entries may make a day, and need not own the table.
const PARTITIONS = `
  CREATE FUNCTION make_decisions_partition(day date) RETURNS text
  LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
  DECLARE
    part text := 'decisions_' || to_char(day, 'YYYYMMDD');
    lower_bound text := to_char(day, 'YYYY-MM-DD') || ' 00:00:00+00';
    upper_bound text := to_char(day + 1, 'YYYY-MM-DD') || ' 00:00:00+00';
  BEGIN
    PERFORM pg_advisory_xact_lock(7106118, 0);
    IF NOT EXISTS (SELECT FROM pg_inherits
        WHERE inhparent = 'decisions'::regclass AND inhrelid = to_regclass(part)) THEN
      EXECUTE format('CREATE TABLE %I (LIKE decisions INCLUDING ALL)', part);
      EXECUTE format('ALTER TABLE decisions ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)',
        part, lower_bound, upper_bound);
    END IF;
    RETURN part;
  END $$`;

// Moved in the transaction that copies the entries: what is up to shipped_seq is there, once.
const WRITERS = `
  CREATE TABLE log_writers (
    writer uuid NOT NULL,
    started_at timestamptz NOT NULL,
    stopped_at timestamptz,
    shipped_seq bigint NOT NULL DEFAULT 0,
    shipped_hash bytea,
    shipped_at timestamptz,
    host text NOT NULL,
    pid integer NOT NULL,
    CONSTRAINT log_writers_pk PRIMARY KEY (writer)
  ) WITH (fillfactor = 50)`;

// The marks of checkpoints once more, since they outlive the days that they are in.
const CHECKPOINTS = `
  CREATE TABLE log_checkpoints (
    writer uuid NOT NULL,
    seq bigint NOT NULL,
    at timestamptz NOT NULL,
    hash bytea NOT NULL,
    entry text COLLATE "C" NOT NULL,
    CONSTRAINT log_checkpoints_pk PRIMARY KEY (writer, seq)
  );
  CREATE INDEX log_checkpoints_at_idx ON log_checkpoints (at)`;

const DAMAGE = `
  CREATE TABLE log_damage (
    writer uuid NOT NULL,
    segment bigint NOT NULL,
    at_byte bigint NOT NULL,
    after_seq bigint NOT NULL,
    resumed_seq bigint,
    reason text NOT NULL,
    kept_at text NOT NULL,
    host text NOT NULL,
    found_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT log_damage_pk PRIMARY KEY (writer, segment, at_byte)
  )`;

/** Its texts together can be more than an index takes: the key is a digest of them. */
const rollUp = (table: string, columns: string, indexes: readonly string[]): string => `
  CREATE TABLE ${table} (
    hour timestamptz NOT NULL,
    key bytea NOT NULL,
    tenant text COLLATE "C" NOT NULL,
    ${columns},
    outcome text COLLATE "C" NOT NULL,
    count bigint NOT NULL,
    CONSTRAINT ${table}_pk PRIMARY KEY (hour, key)
  ) WITH (fillfactor = 70);
  ${indexes.map((columnsOfIndex, at) => `CREATE INDEX ${table}_${at + 1}_idx ON ${table} (${columnsOfIndex})`).join(';')}`;

// Who acted: the actor, or the subject that acted for itself; of persons that acted for themselves only the type.
const HOURS = rollUp(
  'decision_hours',
  `agent_type text COLLATE "C" NOT NULL,
    agent_id text COLLATE "C" NOT NULL,
    action text COLLATE "C" NOT NULL,
    resource_type text COLLATE "C" NOT NULL,
    tool text COLLATE "C" NOT NULL`,
  ['tenant, hour', 'tenant, agent_type, agent_id, hour'],
);

const GRANT_HOURS = rollUp(
  'grant_hours',
  `agent_type text COLLATE "C" NOT NULL,
    agent_id text COLLATE "C" NOT NULL,
    grant_id uuid NOT NULL`,
  ['tenant, agent_type, agent_id, hour', 'grant_id, hour'],
);

const ACTING_HOURS = rollUp(
  'acting_hours',
  `subject_type text COLLATE "C" NOT NULL,
    subject_id text COLLATE "C" NOT NULL,
    actor_type text COLLATE "C" NOT NULL,
    actor_id text COLLATE "C" NOT NULL`,
  ['tenant, subject_type, subject_id, hour', 'tenant, actor_type, actor_id, hour'],
);

const FIRST_SEEN = `
  CREATE TABLE first_seen (
    key bytea NOT NULL,
    tenant text COLLATE "C" NOT NULL,
    agent_type text COLLATE "C" NOT NULL,
    agent_id text COLLATE "C" NOT NULL,
    action text COLLATE "C" NOT NULL,
    resource_type text COLLATE "C" NOT NULL,
    at timestamptz NOT NULL,
    decision_id uuid,
    outcome text COLLATE "C" NOT NULL,
    CONSTRAINT first_seen_pk PRIMARY KEY (key)
  );
  CREATE INDEX first_seen_at_idx ON first_seen (tenant, at);
  CREATE INDEX first_seen_agent_idx ON first_seen (tenant, agent_type, agent_id, at)`;

const EXPORTS = `
  CREATE TABLE log_exports (
    day date NOT NULL,
    part integer NOT NULL,
    entries bigint NOT NULL,
    sha256 text COLLATE "C" NOT NULL,
    file text NOT NULL,
    manifest text NOT NULL,
    dropped_at timestamptz NOT NULL,
    CONSTRAINT log_exports_pk PRIMARY KEY (day, part)
  )`;
