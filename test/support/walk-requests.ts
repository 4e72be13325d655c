/** A process that takes requests through their lives at random, and says each step once the database has it. */
import { systemClock } from '#foundation/kernel/clock.ts';
import { silentLog } from '#foundation/kernel/log.ts';
import type { Role, Roles } from '#foundation/people/roles.ts';
import { type Db, openDatabase } from '#foundation/store/database.ts';
import { people } from '#foundation/store/schema.ts';
import type { Request } from '#office/requests/find-requests.ts';
import { RequestForm, toForm } from '#office/requests/forms/form-file.ts';
import { requestSteps, type Taken } from '#office/requests/lifecycle.ts';
import type { Stage } from '#office/requests/routing/route.ts';
import { submit } from '#office/requests/submit.ts';
import { takeStep } from '#office/requests/take-step.ts';

/** What the walker says of a step that was taken. */
export interface Walked {
  readonly id: string;
  readonly version: number;
  readonly step: string;
}

const STEPS_MOST = 14;
const REQUESTER = person(0);
const held: Readonly<Record<string, readonly Role[]>> = {
  [person(1)]: ['reviewer:legal'],
  [person(2)]: ['reviewer:legal'],
  [person(3)]: ['ospo'],
  [person(4)]: ['ospo', 'reviewer:security'],
  [person(5)]: ['reviewer:security'],
};
const everybody = [REQUESTER, ...Object.keys(held)];
const groups = ['legal', 'ospo', 'security'];

function person(at: number): string {
  return `00000000-0000-4000-8000-00000000000${at}`;
}

const roles: Roles = {
  of: async (personId) => new Set(held[personId]),
  holders: async (role) => Object.keys(held).filter((id) => held[id]?.includes(role)),
};

const form = RequestForm.parse({
  name: 'use',
  version: 1,
  title: 'Use',
  submit: 'Send',
  reviewers: 'ospo',
  summary: 'Use {package}',
  sameIf: ['package'],
  pages: [
    { title: 'What', fields: [{ id: 'package', type: 'text', label: 'Package', required: true }] },
  ],
});

/** One request from its beginning to wherever chance leads it. */
async function walk(db: Db, name: string, random: () => number): Promise<void> {
  const some = <T>(of: readonly T[]): T => {
    const one = of[Math.floor(random() * of.length)];
    if (one === undefined) throw new TypeError('nothing to choose from');
    return one;
  };
  const facts = { risk: { score: 0, lines: [] } };
  const route = () => ({
    lane: 'walk',
    title: 'Walk',
    why: [],
    stages: Array.from({ length: Math.floor(random() * 4) }, (): Stage => {
      const theirs = groups.filter(() => random() < 0.6);
      const needs = some(['any', 'all', 2] as const);
      return { title: 'Stage', needs, groups: theirs.length > 0 ? theirs : ['ospo'] };
    }),
  });
  const answers = { package: name };
  const shown = toForm(form, new Date());
  const personId = REQUESTER;
  const handedIn = { form, shown, answers, facts, route: route(), personId, clock: systemClock };
  const submitted = await submit(db, handedIn);
  let request: Request = submitted.request;
  // Where there is no stage, the policy has approved it with that.
  for (const { version, step } of request.steps) say({ id: request.id, version, step });
  const steps = requestSteps.filter((step): step is Taken => step !== 'submit');
  for (let tried = 0; tried < STEPS_MOST; tried++) {
    const step = some(steps);
    const words = `because ${tried}`;
    const wanted = {
      id: request.id,
      version: request.version,
      step,
      words,
      ...(step === 'delegate' && { toPersonId: some(Object.keys(held)) }),
      ...((step === 'reassign' || step === 'escalate') && { toGroup: some(groups) }),
      ...(step === 'resubmit' && {
        sent: {
          asked: { form: shown, answers },
          formVersion: form.version,
          matter: JSON.stringify([name]),
          title: `Use ${name}`,
          facts,
          route: route(),
        },
      }),
    };
    const by = { personId: some(everybody), roles, clock: systemClock };
    const taken = await takeStep(db, wanted, by);
    if (taken.kind !== 'taken') continue;
    const { id, version: before } = request;
    request = taken.request;
    const since = request.steps.filter(({ version }) => version > before);
    for (const { version, step } of since) say({ id, version, step });
  }
}

function say(walked: Walked): void {
  process.stdout.write(`${JSON.stringify(walked)}\n`);
}

/** The same numbers for the same seed (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const [where = '', seed = '1'] = process.argv.slice(2);
const target = where.startsWith('postgres')
  ? ({ kind: 'postgres', url: where } as const)
  : ({ kind: 'embedded', folder: where } as const);
const { db } = await openDatabase(target, silentLog);
await db
  .insert(people)
  .values(everybody.map((id, at) => ({ id, displayName: `Person ${at}`, createdAt: new Date() })))
  .onConflictDoNothing();
process.stdout.write('open\n');
const random = randomFrom(Number(seed));
for (let at = 1; ; at++) await walk(db, `package-${seed}-${at}`, random);
