import { isDeepStrictEqual } from 'node:util';
import { and, desc, eq, inArray, isNull } from 'drizzle-orm';
import { type Answers, type Form, fieldsOf, given, optionsOf } from '#foundation/cards/form.ts';
import type { Clock } from '#foundation/kernel/clock.ts';
import { newId } from '#foundation/kernel/ids.ts';
import { record } from '#foundation/store/audit-log.ts';
import type { Db } from '#foundation/store/database.ts';
import { requestSteps, requests } from '#foundation/store/tables/requests.ts';
import { approveByPolicy } from '#office/requests/approve-by-policy.ts';
import { findRequest, type Request, withoutVersion } from '#office/requests/find-requests.ts';
import type { RequestForm } from '#office/requests/forms/form-file.ts';
import { keepReviews } from '#office/requests/reviews.ts';
import type { RequestFacts } from '#office/requests/routing/facts.ts';
import type { Route } from '#office/requests/routing/route.ts';
import type { Calendar } from '#office/requests/routing/route-file.ts';
import { tellReviewers } from '#office/requests/tell.ts';

export interface Submitting {
  readonly form: RequestForm;
  /** As it was shown. */
  readonly shown: Form;
  /** Checked. */
  readonly answers: Answers;
  readonly facts: RequestFacts;
  /** Settled: in each group is somebody beside the requester. */
  readonly route: Route;
  /** Of those that the policy approves, so many in a hundred are shown to the OSPO. */
  readonly sample?: number | undefined;
  readonly personId: string;
  /** The request whose decision was seen and is not enough. */
  readonly anyway?: string | undefined;
  readonly clock: Clock;
  /** Whose working days deadlines are counted in. */
  readonly calendar?: Calendar | undefined;
}

export type Submitted =
  | { readonly kind: 'submitted'; readonly request: Request }
  /** The same is open already; of this person, or of somebody else. */
  | { readonly kind: 'open-already'; readonly request: Request }
  /** The same use was decided; what is not known of it again is asked again all the same. */
  | { readonly kind: 'decided-already'; readonly request: Request };

/** The request that makes another one needless. */
export type Same = Exclude<Submitted, { kind: 'submitted' }>;

/** Hands a request in: from now on it waits for its reviewers, or the policy has approved it. */
export async function submit(db: Db, submitting: Submitting): Promise<Submitted> {
  const { form, shown, answers, facts, route, personId, clock, calendar } = submitting;
  const matter = matterOf(form, answers);
  return db.transaction(async (tx): Promise<Submitted> => {
    const at = clock.now();
    const decided = await findDecided(tx, submitting, matter);
    if (decided) return decided;
    const id = newId();
    const added = await tx
      .insert(requests)
      .values({
        id,
        form: form.name,
        formVersion: form.version,
        asked: { form: shown, answers },
        title: titleOf(form, shown, answers),
        matter,
        facts,
        component: componentOf(facts),
        route,
        requesterId: personId,
        state: 'in-review',
        version: 1,
        submittedAt: at,
        changedAt: at,
      })
      // Two at the same moment: the second waits for the first here, and finds it.
      .onConflictDoNothing({
        target: [requests.form, requests.matter],
        where: isNull(requests.closedAt),
      })
      .returning({ id: requests.id });
    if (added.length === 0) {
      const request = await openOn(tx, form.name, matter);
      if (!request) throw new TypeError('an open request was closed while it was looked for');
      // The very same once more: whoever sent it may not have heard that it was taken.
      const isSentAgain =
        request.requester?.personId === personId &&
        request.steps.every(({ by }) => by === undefined || by.personId === personId) &&
        isDeepStrictEqual(request.asked.answers, answers);
      return { kind: isSentAgain ? 'submitted' : 'open-already', request };
    }
    await tx.insert(requestSteps).values({
      requestId: id,
      version: 1,
      step: 'submit',
      personId,
      asked: { form: shown, answers },
      at,
    });
    await record(
      tx,
      { kind: 'request.submitted', requestId: id, form: form.name, formVersion: form.version },
      { actor: personId, at },
    );
    const handedIn = await findRequest(tx, id);
    if (!handedIn) throw new TypeError('a request is gone that was just made');
    if (route.stages.length === 0) {
      const approved = await approveByPolicy(tx, handedIn, submitting.sample ?? 0, at);
      return { kind: 'submitted', request: approved };
    }
    await keepReviews(tx, handedIn, { step: 'submit', at, calendar });
    await tellReviewers(tx, handedIn, at);
    return { kind: 'submitted', request: handedIn };
  });
}

/** The request on a matter that is open; there is never more than one. */
export async function openOn(tx: Db, form: string, matter: string): Promise<Request | undefined> {
  const [open] = await tx
    .select({ id: requests.id })
    .from(requests)
    .where(and(eq(requests.form, form), eq(requests.matter, matter), isNull(requests.closedAt)));
  return open && findRequest(tx, open.id);
}

/** Without its version: decisions are found by it. */
export function componentOf({ component }: RequestFacts): string | null {
  return component === undefined ? null : withoutVersion(component);
}

/**
 * The last decision on the same matter. An approval holds as long as nothing that it hangs on differs; a rejection is
 * shown before it is asked again.
 */
export async function findDecided(
  tx: Db,
  { form, answers, facts, personId, anyway, clock }: Submitting,
  matter: string,
): Promise<Submitted | undefined> {
  const [last] = await tx
    .select({ id: requests.id })
    .from(requests)
    .where(
      and(
        eq(requests.form, form.name),
        eq(requests.matter, matter),
        inArray(requests.state, ['approved', 'approved-with-conditions', 'rejected']),
      ),
    )
    .orderBy(desc(requests.closedAt))
    .limit(1);
  const request = last && (await findRequest(tx, last.id));
  if (!request || request.id === anyway) return undefined;
  const isOver = endOf(form, request.asked.answers) < clock.now().getTime();
  if (
    isOver ||
    fingerprint(form, request.asked.answers, request.facts) !== fingerprint(form, answers, facts)
  ) {
    return undefined;
  }
  // The very same once more, where the policy decided at once: whoever sent it may not have heard.
  const isSentAgain =
    request.requester?.personId === personId &&
    request.steps.length === 2 &&
    request.steps[1]?.by === undefined &&
    isDeepStrictEqual(request.asked.answers, answers);
  return { kind: isSentAgain ? 'submitted' : 'decided-already', request };
}

/** The last day that was asked for, where the form asks for one; else it has no end. */
export function endOf({ about }: RequestForm, answers: Answers): number {
  const day = about?.until === undefined ? undefined : answers[about.until];
  return day === undefined ? Infinity : Date.parse(`${day}T23:59:59Z`);
}

/** What a decision hangs on: how it is used, and the license that it was given for. */
export function fingerprint(form: RequestForm, answers: Answers, facts: RequestFacts): string {
  const { distribution, linkage, modified } = form.about ?? {};
  const use = [distribution, linkage, modified].map((id) =>
    id === undefined ? null : answers[id],
  );
  return JSON.stringify([...use, facts.licenses ?? null]);
}

const TITLE_MOST = 150;

/** What is asked for in a line, from the answers. */
export function titleOf(form: RequestForm, shown: Form, answers: Answers): string {
  const title = form.summary.replace(/\{([^{}]*)\}/g, (_, id: string) =>
    inWords(shown, id, answers),
  );
  const characters = Array.from(title.replace(/\s+/g, ' ').trim());
  return characters.length <= TITLE_MOST
    ? characters.join('')
    : `${characters.slice(0, TITLE_MOST - 1).join('')}…`;
}

/** An answer as people read it: the labels of what was chosen. */
export function inWords(form: Form, id: string, answers: Answers): string {
  if (!Object.hasOwn(answers, id)) return '–';
  const field = fieldsOf(form).find((one) => one.id === id);
  const label = (value: string): string => {
    if (!field) return value;
    const isPerson = field.kind === 'person';
    const known = (isPerson ? (field.people ?? []) : optionsOf(field)).find(
      (option) => option.value === value,
    );
    return known?.label ?? (isPerson ? 'Somebody' : value);
  };
  return given(answers, id).map(label).join(', ');
}

/** The same things asked for by the same name are one matter, however it is cased or spaced. */
export function matterOf(form: RequestForm, answers: Answers): string {
  return JSON.stringify(
    form.sameIf.map((id) =>
      String(answers[id] ?? '')
        .normalize('NFKC')
        .toLowerCase()
        .replaceAll(/[\s@]+/g, ' ')
        .trim(),
    ),
  );
}
