import { createPublicKey } from 'node:crypto';
import { resolve } from 'node:path';
import { CheckpointKeys } from '@legate/decision-log';
import type { Call } from '../commands/command.js';
import { readText } from '../policy/read-inputs.js';
import { CliError } from '../terminal/cli-error.js';

const DAY_MS = 86_400_000;
const RFC3339 = /^\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d))?$/;

export type WhereToVerify =
  | { readonly kind: 'server' }
  | { readonly kind: 'database' | 'spool' | 'exports'; readonly at: string };

/** What one run is to verify. */
export interface VerifyHereOrder {
  readonly where: WhereToVerify;
  readonly range: { readonly from: Date; readonly to: Date };
  /** PEM texts. */
  readonly keys: string;
  readonly exportKey: string | null;
  readonly outsideFile: string | null;
  readonly nowMs: number;
}

/** @throws CliError */
export async function readVerifyOrder(call: Call): Promise<VerifyHereOrder> {
  const { options, context } = call;
  const now = context.clock();
  const where = whereOf(call);
  const outside = options.text('checkpoints');
  if (where.kind === 'server' && (outside ?? options.text('publicKey')) !== undefined) {
    const message =
      'the server uses its own file and keys: to use yours, name --database, --spool or --exports';
    throw new CliError('cli.usage', message);
  }
  return {
    where,
    range: {
      from: timeOf(options.text('from'), '--from') ?? new Date(now.getTime() - DAY_MS),
      // Clocks of other machines may be ahead of this one.
      to: timeOf(options.text('to'), '--to') ?? new Date(now.getTime() + DAY_MS),
    },
    keys: where.kind === 'server' ? '' : await readKeys(call),
    exportKey: await readExportKey(call),
    outsideFile: outside === undefined ? null : resolve(context.cwd, outside),
    nowMs: now.getTime(),
  };
}

function whereOf({ options, context }: Call): WhereToVerify {
  const given = (['database', 'spool', 'exports'] as const).flatMap((kind) => {
    const at = options.text(kind);
    return at === undefined ? [] : [{ kind, at }];
  });
  if (given.length > 1) {
    throw new CliError('cli.usage', 'give one of --database, --spool and --exports');
  }
  const [where] = given;
  if (where === undefined) {
    return { kind: 'server' };
  }
  return where.kind === 'database' ? where : { ...where, at: resolve(context.cwd, where.at) };
}

function timeOf(text: string | undefined, option: string): Date | null {
  if (text === undefined) {
    return null;
  }
  const time = new Date(text);
  if (!RFC3339.test(text) || Number.isNaN(time.getTime())) {
    const message = `${option} must be a day, 2026-01-31, or a time, 2026-01-31T12:00:00Z`;
    throw new CliError('cli.usage', message);
  }
  return time;
}

async function readKeys({ options, context }: Call): Promise<string> {
  const file = options.text('publicKey');
  if (file === undefined) {
    throw new CliError('cli.usage', 'give the public keys that count with --public-key');
  }
  const text = await readText(context, file);
  if ((CheckpointKeys.parse(text)?.ids.length ?? 0) === 0) {
    throw new CliError('cli.input', `${file} must hold Ed25519 public keys as PEM`);
  }
  return text;
}

async function readExportKey({ options, context }: Call): Promise<string | null> {
  const file = options.text('exportKey');
  if (file === undefined) {
    return null;
  }
  const text = await readText(context, file);
  try {
    createPublicKey(text);
  } catch {
    throw new CliError('cli.input', `${file} must hold a public key as PEM`);
  }
  return text;
}
