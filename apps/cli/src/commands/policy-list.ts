import type { ServerBundle } from '../server/bundle.js';
import { EXIT } from '../terminal/exit-codes.js';
import { shown } from '../terminal/plain-text.js';
import { table } from '../terminal/table.js';
import type { CliCommand } from './command.js';

const DEFAULT_LIMIT = 20;

export const policyList: CliCommand = {
  name: 'policy list',
  summary: 'Lists the policies that were pushed, the newest first',
  options: [{ flags: '--limit <count>', description: `at most so many; default ${DEFAULT_LIMIT}` }],
  usesServer: true,
  run: async (call) => {
    const limit = call.options.count('limit', { min: 1, max: 200, absent: DEFAULT_LIMIT });
    const { items } = await call
      .server()
      .call<{ readonly items: readonly ServerBundle[] }>('GET', `/admin/v1/bundles?limit=${limit}`);
    return {
      exit: EXIT.ok,
      json: { items },
      text: () =>
        items.length === 0 ? 'Nothing was pushed: the starter policy decides.' : shownTable(items),
    };
  },
};

function shownTable(items: readonly ServerBundle[]): string {
  const rows = items.map(({ state, bundleRevision, id, createdAt }) => [
    state,
    bundleRevision.slice(0, 40),
    id,
    createdAt,
  ]);
  const head = ['state', 'revision', 'id', 'pushed'];
  return table(
    [head, ...rows].map((row) => row.map(shown)),
    '',
  );
}
