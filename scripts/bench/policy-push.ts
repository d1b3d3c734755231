import { GitClient, remoteOf } from '../../test/support/git-client.js';
import { HttpClient } from '../../test/support/http-client.js';
import { USER_ALONE } from './questions.js';
import { median } from './runtime/median.js';
import { startLegate } from './servers.js';
import { ask } from './steady-load.js';

const ROUNDS = 5;
const RULES = 20;

/** Policy repositories of 100 files, as a team has them and at worst: each file a package that is asked. */
const REPOSITORIES = {
  '50 packages of 20 rules, each with its tests': (round: number) => files(50, round, true),
  '100 packages of 20 rules': (round: number) => files(100, round, false),
} as const;

/** How long `git push` takes until what it has pushed decides. Every push is another policy. */
export async function measurePushes(key: string): Promise<void> {
  const server = await startLegate(key, { LEGATE_LOG_LEVEL: 'error' });
  const git = await GitClient.create();
  try {
    const client = new HttpClient(server.url, key);
    await git.init('work', remoteOf(server.url, key));
    for (const [name, filesOf] of Object.entries(REPOSITORIES)) {
      const times: number[] = [];
      for (let round = 0; round < ROUNDS; round += 1) {
        await git.commit('work', filesOf(round));
        times.push(await pushMs(git));
        await requireDecides(client, round);
      }
      console.log(
        `${name}: pushed and active in ${seconds(median(times))} s (most ${seconds(Math.max(...times))})`,
      );
    }
  } finally {
    await git.remove();
    await server.stop();
  }
}

async function pushMs(git: GitClient): Promise<number> {
  const started = performance.now();
  const { code, stderr } = await git.run('work', 'push', 'origin', 'main');
  if (code !== 0) {
    throw new Error(`git push ended with ${String(code)}: ${stderr}`);
  }
  return performance.now() - started;
}

async function requireDecides(client: HttpClient, round: number): Promise<void> {
  const { reasons } = (await ask(client, USER_ALONE)).context;
  if (!reasons.some((reason) => reason.endsWith(`round${round}`))) {
    throw new Error(`what was pushed does not decide: ${reasons.join()}`);
  }
}

function files(packages: number, round: number, withTests: boolean): Record<string, string> {
  const all = Array.from({ length: packages }, (_, at) => at);
  return Object.fromEntries(
    all.flatMap((at): [string, string][] => [
      [`policy/p${at}/rules.rego`, rules(at, round)],
      ...(withTests ? [[`policy/p${at}/rules_test.rego`, tests(at)] as [string, string]] : []),
    ]),
  );
}

function rules(at: number, round: number): string {
  const permits = Array.from(
    { length: RULES },
    (_, rule) =>
      `permit contains "rule${rule}" if {\n\tinput.action.name == "action${rule}"\n\t"role${rule}" in input.subject.properties.roles\n\tinput.subject.properties.department == "d${at}"\n}\n`,
  );
  return [
    `package policy.p${at}\n\nguards := {"known"}\n`,
    'guard contains "known" if is_string(input.subject.id)\n',
    `permit contains "round${round}" if is_string(input.action.name)\n`,
    ...permits,
  ].join('\n');
}

const tests = (at: number): string =>
  `package policy.p${at}_test\n\nimport data.policy.p${at}\n\n` +
  [3, 7]
    .map(
      (rule) =>
        `test_rule${rule} if "rule${rule}" in p${at}.permit with input as {"subject": {"id": "a", "properties": {"roles": ["role${rule}"], "department": "d${at}"}}, "action": {"name": "action${rule}"}}\n`,
    )
    .join('\n');

function seconds(ms: number): string {
  return (ms / 1000).toFixed(1);
}
