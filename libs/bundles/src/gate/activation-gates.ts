import { RevisionedWriter, toDatabaseError } from '@legate/persistence';
import type { WriteScope, Written } from '@legate/persistence';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { hasChanged } from '../bundle-freezer.js';
import type { ActivationGate, GateDemand } from './activation-gate.js';

/** What tenants demand before one caller alone can activate a bundle. */
@Injectable()
export class ActivationGates {
  constructor(
    private readonly writer: RevisionedWriter,
    private readonly dataSource: DataSource,
  ) {}

  /** @throws UnavailableError */
  async get(tenant: string): Promise<ActivationGate> {
    try {
      const [row]: GateDemand[] = await this.dataSource.query(FIND, [tenant]);
      return row ?? null;
    } catch (cause) {
      throw toDatabaseError(cause);
    }
  }

  /** Sets the gate, or takes it away. @throws UnavailableError */
  async set(scope: WriteScope, gate: ActivationGate): Promise<Written<ActivationGate>> {
    return await this.writer.write(scope, async ({ tx, writeId, record }) => {
      const { tenant, author } = scope;
      const statement: [string, unknown[]] =
        gate === null
          ? [REMOVE, [tenant]]
          : [
              SET,
              [
                tenant,
                gate.maxNewlyAllowed,
                gate.minDecisions,
                gate.confirmWithinS,
                author,
                writeId,
              ],
            ];
      if (await hasChanged(tx, statement)) {
        const operation = gate === null ? 'delete' : 'put';
        const document = gate === null ? null : { ...gate };
        record({ entity: 'bundle_gate', key: '', operation, document });
      }
      return gate;
    });
  }
}

const FIND = `
  SELECT max_newly_allowed AS "maxNewlyAllowed", min_decisions AS "minDecisions",
    confirm_within_s AS "confirmWithinS"
  FROM bundle_gates WHERE tenant_id = $1`;

const SET = `
  INSERT INTO bundle_gates (tenant_id, max_newly_allowed, min_decisions, confirm_within_s, author, write_id)
  VALUES ($1, $2, $3, $4, $5, $6)
  ON CONFLICT (tenant_id) DO UPDATE SET max_newly_allowed = excluded.max_newly_allowed,
    min_decisions = excluded.min_decisions, confirm_within_s = excluded.confirm_within_s,
    author = excluded.author, write_id = excluded.write_id
  WHERE (bundle_gates.max_newly_allowed, bundle_gates.min_decisions, bundle_gates.confirm_within_s)
    <> (excluded.max_newly_allowed, excluded.min_decisions, excluded.confirm_within_s)
  RETURNING tenant_id`;

const REMOVE = 'DELETE FROM bundle_gates WHERE tenant_id = $1 RETURNING tenant_id';
