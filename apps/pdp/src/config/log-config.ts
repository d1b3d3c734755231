import { LOG_DURABILITIES } from '@legate/decision-log';
import type { LogDurability } from '@legate/decision-log';
import { Setting } from '@legate/platform';
import { IsIn, IsInt, Max, Min } from 'class-validator';

/** What happens to answers while the decision log cannot be written. */
const ON_LOG_FAILURE = ['deny', 'insecure-answer'] as const;
type OnLogFailure = (typeof ON_LOG_FAILURE)[number];

const LOG_MODES = ['on', 'insecure-off'] as const;
type LogMode = (typeof LOG_MODES)[number];

/** Settings of the decision log (docs/decision-log.md). */
export abstract class LogConfig {
  @Setting({
    name: 'LEGATE_LOG',
    description:
      'Whether decisions and admin writes are logged: `on`, or `insecure-off`, when nobody can see afterwards what was answered.',
  })
  @IsIn(LOG_MODES)
  log: LogMode = 'on';

  @Setting({
    name: 'LEGATE_LOG_DURABILITY',
    description:
      'What the entry of a decision has survived before the answer leaves: `process` (the death of the process), `disk` (that of the machine: each group of answers waits for fdatasync).',
  })
  @IsIn(LOG_DURABILITIES)
  logDurability: LogDurability = 'process';

  @Setting({
    name: 'LEGATE_LOG_ON_FAILURE',
    description:
      'What is answered while decisions cannot be recorded: `deny` with `indeterminate.log`, and admin writes are refused, or `insecure-answer`: as if they were, and counted.',
  })
  @IsIn(ON_LOG_FAILURE)
  logOnFailure: OnLogFailure = 'deny';

  @Setting({
    name: 'LEGATE_LOG_REFUSALS_PER_SECOND',
    description:
      'Refused admin requests and refused keys that get an entry each, and a fifth of that for one sender; what is beyond is counted, and the count is an entry.',
  })
  @IsInt()
  @Min(1)
  @Max(100_000)
  logRefusalsPerSecond = 50;

  @Setting({
    name: 'LEGATE_LOG_SPOOL_MAX_BYTES',
    description:
      'Most bytes of the spool in `LEGATE_DATA_DIR`; above it decisions are denied with `indeterminate.log` until it has been shipped.',
  })
  @IsInt()
  @Min(1024 * 1024)
  @Max(1024 ** 4)
  logSpoolMaxBytes = 4 * 1024 ** 3;

  @Setting({
    name: 'LEGATE_LOG_SEGMENT_BYTES',
    description: 'Size at which a segment of the spool ends and the next begins.',
  })
  @IsInt()
  @Min(64 * 1024)
  @Max(1024 ** 3)
  logSegmentBytes = 64 * 1024 ** 2;

  @Setting({
    name: 'LEGATE_LOG_SEGMENT_AGE_MS',
    description:
      'Age at which a segment of the spool ends; what is shipped is removed by segments.',
  })
  @IsInt()
  @Min(100)
  @Max(86_400_000)
  logSegmentAgeMs = 60_000;

  @Setting({
    name: 'LEGATE_LOG_MASK',
    description:
      'What of each entry to mask, as a JSON list of `{"pointer": "/context/phone", "op": "erase"}`; `op` is `erase`, `replace` (by `value`) or `hash` (by `LEGATE_LOG_MASK_KEY`).',
  })
  logMask = '';

  @Setting({
    name: 'LEGATE_LOG_MASK_KEY',
    description: 'Key of the hashes that `LEGATE_LOG_MASK` asks for.',
    secret: true,
  })
  logMaskKey = '';
}
