import { load } from '../e2e/fixtures/world-loading.js';
import type { GrantIds } from '../e2e/fixtures/world-loading.js';
import type { Question, World, WorldGrant } from '../reference/world.js';
import type { HttpAnswer, HttpClient } from './http-client.js';
import { pushPolicy } from './shadow-world.js';

const NOTICE = '"type": "notification", "properties": {"to": "ops", "body": "x"}';

/** Policies of which each looks at something else: roles, the chain, the clock, the context, what is asserted. */
const POLICIES = [
  `package policy.main

guards := {"open"}
guard contains "open" if object.get(input.context, "closed", false) == false
permit contains "role" if "admin" in input.subject.properties.roles
permit contains "chain" if count(input.chain) > 0
permit contains "clock" if endswith(input.now, "7Z")
obligations contains {"id": "o", ${NOTICE}} if input.action.name == "write"
advice contains {"id": "a", ${NOTICE}} if input.action.name == "list"
`,
  `package policy.main

guards := set()
permit contains "level" if input.subject.properties.level > 3
permit contains "member" if count(input.subject.properties.groups) > 0
permit contains "stored" if input.resource.stored
permit contains "purpose" if input.chain[_].purpose == "support"
obligations contains {"id": sprintf("%v", [input.now_ns]), ${NOTICE}} if input.mode == "delegated"
`,
] as const;

/** How many questions a batch has. */
const BATCH = 10;

/** A generated world that is asked in every form, by callers that are trusted with more or less, and written to. */
export class ChangingWorld {
  private asked = 0;
  private changes = 0;
  private readonly revoked = new Set<string>();

  private constructor(
    private readonly admin: HttpClient,
    private readonly callers: readonly HttpClient[],
    private readonly bundles: readonly string[],
    private readonly plan: {
      readonly world: World;
      readonly questions: readonly Question[];
      readonly ids: GrantIds;
    },
  ) {}

  /** Loads the world; policies are pushed, and none of them is active yet. */
  static async start(
    admin: HttpClient,
    { world, questions }: { readonly world: World; readonly questions: readonly Question[] },
  ): Promise<ChangingWorld> {
    const ids = await load(admin, world);
    const callers = [
      admin,
      await callerOf(admin, { name: 'minimal', answers: 'minimal' }),
      await callerOf(admin, {
        name: 'trusted',
        trust: { subjectAttributes: ['level'], actorAttributes: ['level'] },
      }),
    ];
    const bundles: string[] = [];
    for (const [at, rego] of POLICIES.entries()) {
      bundles.push(await pushPolicy(admin, `policy-${at}`, { rego }));
    }
    return new ChangingWorld(admin, callers, bundles, { world, questions, ids });
  }

  /** Asks in the next form. @returns how many decisions that was */
  async ask(): Promise<number> {
    const at = (this.asked += 1);
    const question = this.questionAt(at);
    const caller = this.callers[at % this.callers.length] ?? this.admin;
    const form = at % 7;
    if (form === 0) {
      const evaluations = Array.from({ length: BATCH }, (_, item) => this.questionAt(at + item));
      const answer = await caller.post('/access/v1/evaluations', { evaluations });
      return countOf(answer, (answer.body?.evaluations as unknown[] | undefined)?.length ?? 0);
    }
    if (form === 1) {
      const path = at % 2 === 0 ? 'decision' : 'decision/allow';
      return countOf(await this.admin.post(`/v1/data/legate/${path}`, { input: question }), 1);
    }
    return countOf(await caller.evaluate(question), 1);
  }

  /** The next kind of write; one that the world does not take at this point is left. */
  async change(): Promise<void> {
    const at = (this.changes += 1);
    const answer = await this.write(at);
    if (answer.status >= 500) {
      throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`);
    }
  }

  private async write(at: number): Promise<HttpAnswer> {
    const { identities, groups, memberships, assignments, resources } = this.plan.world;
    const round = Math.floor(at / WRITES);
    const isOdd = round % 2 === 1;
    const pick = <T>(items: readonly T[]): T | undefined => items[round % (items.length || 1)];
    const identity = pick(identities);
    const group = pick(groups);
    const membership = pick(memberships);
    const assignment = pick(assignments);
    const resource = pick(resources);
    const writes: readonly (() => Promise<HttpAnswer>)[] = [
      async () =>
        await this.put(['identities', identity?.kind, identity?.id], {
          ...identity?.body,
          attributes: { ...identity?.body.attributes, level: round % 7 },
        }),
      async () =>
        await this.put(['identities', identity?.kind, identity?.id], {
          ...identity?.body,
          status: isOdd ? 'active' : 'suspended',
        }),
      async () => await this.put(['groups', group?.id], { status: isOdd ? 'active' : 'retired' }),
      async () =>
        await this.toggle(isOdd, [
          ...['groups', membership?.group, 'members'],
          ...[membership?.member.kind, membership?.member.id],
        ]),
      async () =>
        await this.toggle(isOdd, [
          ...['role-assignments', assignment?.role],
          ...[assignment?.holder.kind, assignment?.holder.id],
        ]),
      async () =>
        await this.put(['resources', resource?.type, resource?.id], {
          ...resource?.body,
          attributes: { ...resource?.body.attributes, owner: isOdd ? 'alice' : 'bob' },
        }),
      async () => await this.put(['subject-types', 'employee'], { kind: isOdd ? 'user' : 'agent' }),
      async () => await this.grantAgain(round),
      async () => await this.revoke(round),
      async () =>
        await this.admin.post(
          `/admin/v1/bundles/${this.bundles[round % this.bundles.length] ?? ''}/activate`,
          {},
        ),
    ];
    return (await writes[at % WRITES]?.()) ?? NOTHING;
  }

  private async grantAgain(round: number): Promise<HttpAnswer> {
    const { grants } = this.plan.world;
    const roots = grants.filter(({ parent }) => parent === null);
    const grant: WorldGrant | undefined = roots[round % (roots.length || 1)];
    return grant === undefined ? NOTHING : await this.admin.post('/admin/v1/grants', grant.body);
  }

  private async revoke(round: number): Promise<HttpAnswer> {
    // Half of them stay, so that there is something to decide on.
    const ids = [...this.plan.ids.values()].filter((_, at) => at % 2 === 0);
    const id = ids[round % (ids.length || 1)];
    if (id === undefined || this.revoked.has(id)) {
      return NOTHING;
    }
    this.revoked.add(id);
    return await this.admin.post(`/admin/v1/grants/${id}/revoke`, { reason: 'by turns' });
  }

  private questionAt(at: number): Question {
    const { questions } = this.plan;
    const question = questions[at % questions.length];
    if (question === undefined) {
      throw new Error('a world without questions');
    }
    const { properties } = question.subject;
    const subject = { ...question.subject, properties: { ...properties, level: at % 9 } };
    return at % 5 === 0 ? { ...question, subject } : question;
  }

  private async put(path: readonly (string | undefined)[], body: object): Promise<HttpAnswer> {
    return await this.send('PUT', path, JSON.stringify(body));
  }

  private async toggle(isOn: boolean, path: readonly (string | undefined)[]): Promise<HttpAnswer> {
    return await (isOn ? this.put(path, {}) : this.send('DELETE', path));
  }

  private async send(
    method: string,
    path: readonly (string | undefined)[],
    body?: string,
  ): Promise<HttpAnswer> {
    return path.includes(undefined)
      ? NOTHING
      : await this.admin.send(
          method,
          `/admin/v1/${path.map((part) => encodeURIComponent(part ?? '')).join('/')}`,
          body,
        );
  }
}

/** Kinds of writes. */
const WRITES = 10;

const NOTHING: HttpAnswer = { status: 204, headers: new Headers(), body: null };

async function callerOf(admin: HttpClient, caller: object): Promise<HttpClient> {
  const answer = await admin.post('/admin/v1/callers', { roles: ['decide'], ...caller });
  if (answer.status !== 201) {
    throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`);
  }
  return admin.as(answer.body.key as string);
}

/** A question that is refused as none is no decision. */
function countOf({ status, body }: HttpAnswer, decisions: number): number {
  if (status >= 500) {
    throw new Error(`${status} ${JSON.stringify(body)}`);
  }
  return status === 200 ? decisions : 0;
}
