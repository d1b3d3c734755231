import { ApiConnection } from './api-connection.js';
import type { Company } from './company.js';
import { newRoot } from './measure-writes.js';
import { summarise } from './percentiles.js';
import type { Latency } from './percentiles.js';
import { EVALUATION, toQuestion } from './questions.js';
import { Random } from './random.js';
import { ADMIN_KEY } from './scale-service.js';

export interface RevocationTimes {
  /** From the sending of the revoke at one process to the first deny of the other. */
  readonly sinceSent: Latency;
  /** From the answer to the revoke; 0 when the other denied before. */
  readonly sinceAnswered: Latency;
}

interface Processes {
  readonly writer: ApiConnection;
  readonly reader: ApiConnection;
}

/**
 * Revokes at one process and asks another, in a tight loop and without a minimal revision, until it denies.
 */
export async function measureRevocation(
  urls: { readonly writer: string; readonly reader: string },
  company: Company,
  { count, from }: { readonly count: number; readonly from: number },
): Promise<RevocationTimes> {
  const writer = new ApiConnection(urls.writer, ADMIN_KEY);
  const reader = new ApiConnection(urls.reader, ADMIN_KEY);
  try {
    const random = new Random(company.size.seed, 4_000_000_000 + from);
    const [sent, answered]: [number[], number[]] = [[], []];
    while (sent.length < count) {
      const grant = await makePermitted({ writer, reader }, newRoot(company, random));
      if (grant === null) {
        continue;
      }
      const times = await revokeAndWatch({ writer, reader }, grant);
      sent.push(times.sinceSent);
      answered.push(times.sinceAnswered);
    }
    return { sinceSent: summarise(sent), sinceAnswered: summarise(answered) };
  } finally {
    writer.close();
    reader.close();
  }
}

interface PermittedGrant {
  readonly id: string;
  readonly question: string;
}

/** Null when its parties cannot act whatever is granted. */
async function makePermitted(
  { writer, reader }: Processes,
  body: string,
): Promise<PermittedGrant | null> {
  const answer = await writer.post('/admin/v1/grants', body);
  const { id, grantor, grantee } = JSON.parse(answer.text) as Granted;
  const delegation = { subject: grantor, actor: grantee, resourceId: 'team-1/area-1/doc-1' };
  const question = toQuestion(delegation);
  for (let attempt = 0; attempt < 50; attempt += 1) {
    if (isPermit((await reader.post(EVALUATION, question)).text)) {
      return { id, question };
    }
  }
  return null;
}

interface Granted {
  readonly id: string;
  readonly grantor: { readonly kind: 'user'; readonly id: string };
  readonly grantee: { readonly kind: 'agent'; readonly id: string };
}

async function revokeAndWatch(
  { writer, reader }: Processes,
  { id, question }: PermittedGrant,
): Promise<{ sinceSent: number; sinceAnswered: number }> {
  const began = performance.now();
  const revoked = writer.post(`/admin/v1/grants/${id}/revoke`, '{"reason":"bench"}');
  let last = await reader.post(EVALUATION, question);
  while (isPermit(last.text)) {
    last = await reader.post(EVALUATION, question);
  }
  const { at } = await revoked;
  return { sinceSent: last.at - began, sinceAnswered: Math.max(0, last.at - at) };
}

function isPermit(text: string): boolean {
  return text.startsWith('{"decision":true');
}
