import { readText } from '../policy/read-inputs.js';
import { addReplayed, renderReplayed, type Replayed } from '../server/replay.js';
import { CliError } from '../terminal/cli-error.js';
import { EXIT } from '../terminal/exit-codes.js';
import type { Report } from '../terminal/report.js';
import type { Call, CliCommand } from './command.js';

/** Lines that are sent at a time. */
const CHUNK_LINES = 2000;

export const replay: CliCommand = {
  name: 'replay',
  summary: 'Decides again what the server has decided, by the policy of then or by another one',
  args: [
    {
      name: '[file]',
      description: 'entries, one a line (- is standard input); default: those in the log',
    },
  ],
  options: [
    {
      flags: '-w, --where <filter>',
      description:
        'entries of the log as its filters say: subject=user/alice, from=2026-11-23T00:00:00Z',
      repeats: true,
    },
    { flags: '--limit <n>', description: 'most entries of the log; default: all' },
    {
      flags: '--candidate <bundle>',
      description: 'id or digest of a stored policy to decide instead',
    },
    {
      flags: '--as-of <when>',
      description: 'judge by the facts and the clock of then, or of now',
      choices: ['recorded', 'now'],
    },
    {
      flags: '--against <what>',
      description: 'compare a candidate with what was recorded, or with the active policy',
      choices: ['recorded', 'active'],
    },
  ],
  usesServer: true,
  example: 'legate replay --where subject=user/alice --where from=2026-11-01T00:00:00Z',
  run: async (call) => {
    const [file] = call.args;
    const filters = readFilters(call);
    if (file !== undefined && filters.length > 0) {
      throw new CliError('cli.usage', '--where is for the log: give a file or filters, not both');
    }
    const replayed =
      file === undefined ? await replayLog(call, filters) : await replayFile(call, file);
    return toReport(replayed);
  },
};

type Parameter = readonly [string, string];

function readFilters({ options }: Call): readonly Parameter[] {
  return options.texts('where').map((filter) => {
    const at = filter.indexOf('=');
    if (at < 1) {
      throw new CliError('cli.usage', `--where takes name=value, not "${filter}"`);
    }
    return [filter.slice(0, at), filter.slice(at + 1)];
  });
}

function readHow({ options }: Call): readonly Parameter[] {
  return [
    ...given('candidate', options.text('candidate')),
    ...given('as_of', options.text('asOf')),
    ...given('against', options.text('against')),
  ];
}

function given(name: string, value: string | undefined): readonly Parameter[] {
  return value === undefined ? [] : [[name, value]];
}

/** Call by call, until there is no more: what each takes is bounded by the server. */
async function replayLog(call: Call, filters: readonly Parameter[]): Promise<Replayed> {
  const { options, context } = call;
  const most = options.count('limit', { min: 1, max: 100_000_000, absent: 0 });
  const parameters = [...filters, ...readHow(call)];
  let sum: Replayed | null = null;
  for (let cursor: string | undefined; sum === null || cursor !== undefined;) {
    const left = most - (sum?.entries ?? 0);
    const page: Replayed = await call
      .server()
      .replay([
        ...parameters,
        ...given('limit', most === 0 ? undefined : String(left)),
        ...given('cursor', cursor),
      ]);
    sum = sum === null ? page : addReplayed(sum, page);
    cursor = most > 0 && sum.entries >= most ? undefined : page.nextCursor;
    context.progress(`${sum.entries} entries`);
  }
  return sum;
}

async function replayFile(call: Call, file: string): Promise<Replayed> {
  const lines = (await readText(call.context, file)).split('\n');
  let sum: Replayed | null = null;
  for (let at = 0; at < lines.length; at += CHUNK_LINES) {
    const chunk = lines.slice(at, at + CHUNK_LINES).join('\n');
    const page = placed(await call.server().replay(readHow(call), chunk), at);
    sum = sum === null ? page : addReplayed(sum, page);
    call.context.progress(`${sum.entries} entries`);
  }
  return sum ?? (await call.server().replay(readHow(call), ''));
}

/** Lines of the file, not of what was sent of it. */
function placed(page: Replayed, before: number): Replayed {
  const place = <T extends { readonly line?: number }>(one: T): T =>
    one.line === undefined ? one : { ...one, line: one.line + before };
  return {
    ...page,
    differences: page.differences.map(place),
    notReplayable: page.notReplayable.map((one) => ({ ...one, samples: one.samples.map(place) })),
  };
}

/** With a candidate differences are what was asked for, without they are a fault. */
function toReport(replayed: Replayed): Report {
  const isFault = replayed.candidate === null && replayed.different > 0;
  const { nextCursor: _, ...json } = replayed;
  return {
    exit: isFault ? EXIT.refused : EXIT.ok,
    json: { replay: json },
    text: (style) => renderReplayed(replayed, style),
  };
}
