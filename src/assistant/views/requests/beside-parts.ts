import { universalTime } from '#assistant/views/feedback/universal-time.ts';
import { rowLabel } from '#assistant/views/requests/parts/answer-rows.ts';
import { outcomeInWords, verdictNames } from '#assistant/views/requests/words.ts';
import type { Part } from '#foundation/cards/card.ts';
import { cutWords } from '#foundation/cards/cut-text.ts';
import { fieldsOf } from '#foundation/cards/form.ts';
import type { AwayFor } from '#office/requests/absences/named-absence.ts';
import { type Request, requestName } from '#office/requests/find-requests.ts';
import type { LegalNote } from '#office/requests/notes.ts';
import type { RequestFacts } from '#office/requests/routing/facts.ts';
import { inWords } from '#office/requests/submit.ts';

/** What is known beside a request itself, as far as this person may know it. */
export interface Beside {
  /** Decisions on the same component, the last first: for those who decide. */
  readonly precedents: readonly Request[];
  /** Only ever read for the legal group. */
  readonly notes: readonly LegalNote[];
  /** What is different by now from what was known when it was handed in: for those who decide. */
  readonly changes?: readonly string[];
  /** By when it should be decided next. */
  readonly dueAt?: Date | undefined;
  /** Who is away of those who have it now, and who covers. */
  readonly away?: readonly AwayFor[];
  /** Milliseconds in which half of such requests were decided: for whoever asked. */
  readonly usually?: number | undefined;
}

export const nothingBeside: Beside = { precedents: [], notes: [] };

const WORDS_MOST = 300;

export function besideParts(request: Request, { precedents, notes }: Beside): readonly Part[] {
  return [
    ...(precedents.length === 0
      ? []
      : [
          {
            kind: 'list' as const,
            title: 'Decided before',
            entries: precedents.map((one) => precedentInWords(one, request)),
          },
        ]),
    ...(notes.length === 0
      ? []
      : [
          {
            kind: 'list' as const,
            title: 'For legal only',
            entries: notes.map(
              ({ by, words, at }) =>
                `${by ?? 'Somebody'}: ${cutWords(words, WORDS_MOST)} (${universalTime(at)})`,
            ),
          },
        ]),
  ];
}

/** "REQ-3 · Use lodash 4 in Checkout · Approved by Lin on …. Conditions: keep the notice. Differs in: Product." */
function precedentInWords(precedent: Request, request: Request): string {
  const conditions = conditionsOf(precedent);
  const last = precedent.steps.at(-1);
  const why =
    precedent.state === 'rejected' && last?.words !== undefined
      ? ` Because: ${cutWords(last.words, WORDS_MOST)}`
      : conditions === undefined
        ? ''
        : ` Conditions: ${cutWords(conditions, WORDS_MOST)}`;
  const differs = differences(precedent, request);
  const how =
    differs.length === 0 ? ' The same in every answer.' : ` Differs in: ${differs.join(', ')}.`;
  return `${requestName(precedent)} · ${precedent.title} · ${outcomeInWords(precedent)}${why}${how}`;
}

/** The conditions that a request was approved on. */
export function conditionsOf({ state, steps }: Request): string | undefined {
  if (state !== 'approved-with-conditions') return undefined;
  const said = steps.flatMap(({ step, words }) =>
    step === 'approve-with-conditions' && words !== undefined ? [words] : [],
  );
  return said.length === 0 ? undefined : said.join('\n');
}

/** The fields whose answers differ, by their labels; what is said in free words always does. */
function differences(one: Request, other: Request): readonly string[] {
  return fieldsOf(other.asked.form)
    .filter(({ kind }) => kind !== 'paragraph')
    .filter(({ id }) => id !== 'purpose' && id !== 'needed-by')
    .filter(
      ({ id }) =>
        inWords(one.asked.form, id, one.asked.answers) !==
        inWords(other.asked.form, id, other.asked.answers),
    )
    .map(rowLabel);
}

/** What is known now, where it differs from what was known then; what cannot be looked up now has not changed. */
export function factChanges(then: RequestFacts, now: RequestFacts): readonly string[] {
  const { licenses, verdict } = now;
  return [
    ...(licenses === undefined || licenses === then.licenses
      ? []
      : [
          `Its license is ${licenses} now. When it was handed in, it was ${then.licenses ?? 'not known'}.`,
        ]),
    ...(verdict === undefined || verdict === then.verdict
      ? []
      : [
          `The policy says “${verdictNames[verdict]}” now. When it was handed in, it said ${then.verdict === undefined ? 'nothing' : `“${verdictNames[then.verdict]}”`}.`,
        ]),
  ];
}
