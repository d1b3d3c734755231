import type { Api } from './api.js';
import { askQuestions } from './ask-questions.js';
import type { Asked } from './ask-questions.js';
import { readCompany } from './company.js';
import type { Company } from './company.js';
import { loadCompany } from './load-company.js';

/** Loads an example and asks its questions. @returns whether every answer was as expected */
export async function runExample(
  folder: string,
  admin: Api,
  print: (line: string) => void,
): Promise<boolean> {
  const company = await readCompany(folder);
  const { identities, resources, grants, questions } = company;
  print(`${identities.length} identities, ${resources.length} resources, ${grants.length} grants`);
  const asked = await loadAndAsk(admin, company);
  for (const one of asked) {
    printRow(one, print);
  }
  const right = asked.filter(({ isAsExpected }) => isAsExpected).length;
  print(`\n${right} of ${questions.length} as expected`);
  return right === questions.length;
}

/** Asks with a caller of its own, which may decide and nothing else, and ends it afterwards. */
async function loadAndAsk(admin: Api, company: Company): Promise<readonly Asked[]> {
  const loaded = await loadCompany(admin, company);
  const caller = await admin.send<{ id: string; key: string }>('POST', '/admin/v1/callers', {
    name: 'support-desk example',
    roles: ['decide'],
  });
  try {
    return await askQuestions(admin.withKey(caller.key), company.questions, loaded);
  } finally {
    await admin.send('DELETE', `/admin/v1/callers/${caller.id}`);
  }
}

function printRow(
  { question, expected, got, isAsExpected }: Asked,
  print: (line: string) => void,
): void {
  const who = question.by === undefined ? question.who : `${question.who} by ${question.by}`;
  const asked = `${who}: ${question.do} ${question.on}`;
  print(`\n${isAsExpected ? 'ok  ' : 'DIFF'} ${question.why}`);
  printPair(asked, got, print);
  if (!isAsExpected) {
    printPair('expected', expected, print);
  }
}

const COLUMNS = 120;

/** In two columns, or below each other where that is too wide. */
function printPair(left: string, right: string, print: (line: string) => void): void {
  const line = `     ${left.padEnd(60)} ${right}`;
  if (line.length <= COLUMNS) {
    print(line);
  } else {
    print(`     ${left}`);
    print(`       ${right}`);
  }
}
