import { isDeepStrictEqual } from 'node:util';
import { and, eq, isNull } from 'drizzle-orm';
import type { Answers, Form } from '#foundation/cards/form.ts';
import { tell } from '#foundation/delivery/notice.ts';
import type { Clock } from '#foundation/kernel/clock.ts';
import { newId } from '#foundation/kernel/ids.ts';
import type { Role } from '#foundation/people/roles.ts';
import { record } from '#foundation/store/audit-log.ts';
import type { Db } from '#foundation/store/database.ts';
import { requestSteps, requests } from '#foundation/store/tables/requests.ts';
import { findRequest, type Request } from '#office/requests/find-requests.ts';
import type { RequestForm } from '#office/requests/forms/form-file.ts';

/** What is told about requests; the matter is the request's id. */
export const requestNotices = {
  /** To the reviewers: it waits for them. Its card closes in place. */
  review: 'request.review',
  /** To whoever asked: somebody wants to know more. */
  asked: 'request.asked',
  /** To the reviewer who wanted to know more. */
  answered: 'request.answered',
  /** To whoever asked: it is decided. */
  decided: 'request.decided',
} as const;

export interface Submitting {
  readonly form: RequestForm;
  /** As it was shown. */
  readonly shown: Form;
  /** Checked. */
  readonly answers: Answers;
  readonly personId: string;
  /** Who is told that it waits. */
  readonly told: Role;
  readonly clock: Clock;
}

export type Submitted =
  | { readonly kind: 'submitted'; readonly request: Request }
  /** The same is open already; of this person, or of somebody else. */
  | { readonly kind: 'open-already'; readonly request: Request };

/** Hands a request in: from now on it waits for its reviewers. */
export async function submit(db: Db, submitting: Submitting): Promise<Submitted> {
  const { form, shown, answers, personId, told, clock } = submitting;
  const matter = matterOf(form, answers);
  return db.transaction(async (tx): Promise<Submitted> => {
    const at = clock.now();
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
        requesterId: personId,
        reviewers: form.reviewers,
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
      const [open] = await tx
        .select({ id: requests.id })
        .from(requests)
        .where(
          and(eq(requests.form, form.name), eq(requests.matter, matter), isNull(requests.closedAt)),
        );
      const request = open && (await findRequest(tx, open.id));
      if (!request) throw new TypeError('an open request was closed while it was looked for');
      // The very same once more: whoever sent it may not have heard that it was taken.
      const isSentAgain =
        request.requester?.personId === personId &&
        request.version === 1 &&
        isDeepStrictEqual(request.asked.answers, answers);
      return { kind: isSentAgain ? 'submitted' : 'open-already', request };
    }
    await tx
      .insert(requestSteps)
      .values({ requestId: id, version: 1, step: 'submit', personId, at });
    await record(
      tx,
      { kind: 'request.submitted', requestId: id, form: form.name, formVersion: form.version },
      { actor: personId, at },
    );
    await tell(tx, { kind: requestNotices.review, matter: id }, { kind: 'role', role: told }, at);
    const request = await findRequest(tx, id);
    if (!request) throw new TypeError('a request is gone that was just made');
    return { kind: 'submitted', request };
  });
}

const TITLE_MOST = 150;

/** What is asked for in a line, from the answers. */
function titleOf(form: RequestForm, shown: Form, answers: Answers): string {
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
  const answer = Object.hasOwn(answers, id) ? answers[id] : undefined;
  if (answer === undefined) return '–';
  const field = form.pages.flatMap(({ fields }) => fields).find((one) => one.id === id);
  const label = (value: string): string => {
    if (field?.kind === 'choice' || field?.kind === 'choices') {
      return field.options.find((option) => option.value === value)?.label ?? value;
    }
    if (field?.kind === 'yes-no-not-sure') {
      return value === 'not-sure' ? 'Not sure' : value === 'yes' ? 'Yes' : 'No';
    }
    return value;
  };
  return typeof answer === 'object' ? answer.map(label).join(', ') : label(String(answer));
}

/** The same things asked for by the same name are one matter, however it is cased or spaced. */
function matterOf(form: RequestForm, answers: Answers): string {
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
