import { and, asc, eq, gt, inArray, isNull, or, type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Db } from '#foundation/store/database.ts';
import { people } from '#foundation/store/schema.ts';
import { packageFacts } from '#foundation/store/tables/package-facts.ts';
import { requests } from '#foundation/store/tables/requests.ts';
import { CachedFacts } from '#knowledge/packages/facts.ts';
import { parsePurl } from '#knowledge/packages/purl.ts';
import { judgeMatter } from '#knowledge/policy/consider.ts';
import type { Policy } from '#knowledge/policy/file/policy-file.ts';
import type { Judgement } from '#knowledge/policy/judgement.ts';
import { Asked, withoutVersion } from '#office/requests/find-requests.ts';
import type { RequestForm } from '#office/requests/forms/form-file.ts';
import { RequestFacts } from '#office/requests/routing/facts.ts';
import { endOf } from '#office/requests/submit.ts';
import { matterKept } from '#office/requests/touched/judge-kept.ts';
import { type Judged, Touched, type TouchedPage } from '#office/requests/touched/touched.ts';

export interface Comparing {
  readonly old: Policy;
  readonly now: Policy;
  /** As they are: they say which answers speak of the use. */
  readonly forms: ReadonlyMap<string, RequestForm>;
  /** The day for which both policies judge. */
  readonly on: Date;
}

/** Requests that are read at once. */
const PAGE = 200;

/**
 * Which open requests and approvals would get another verdict, by their number, from `after` on: one page of those that
 * were looked at. Judged by the answers and facts that were kept. What was decided with an end that is over is left out.
 */
export async function findTouched(
  db: Db,
  comparing: Comparing,
  { after = 0, most = PAGE }: { readonly after?: number; readonly most?: number } = {},
): Promise<TouchedPage> {
  const rows = await readRows(db, and(gt(requests.number, after), isLive), most);
  const cached = looksAtPackages(comparing) ? await factsOf(db, rows) : new Map();
  const results = rows.map((row) => compareOne(row, comparing, cached));
  const last = rows.length === most ? rows.at(-1) : undefined;
  return {
    touched: results.filter((one) => typeof one === 'object'),
    looked: rows.length,
    unjudged: results.filter((one) => one === 'unjudged').length,
    ...(last && { next: last.number }),
  };
}

/** All pages, one after the other. */
export async function* touchedPages(db: Db, comparing: Comparing): AsyncGenerator<TouchedPage> {
  let after: number | undefined = 0;
  while (after !== undefined) {
    const page: TouchedPage = await findTouched(db, comparing, { after });
    yield page;
    after = page.next;
  }
}

const isLive = or(
  isNull(requests.closedAt),
  inArray(requests.state, ['approved', 'approved-with-conditions']),
);

const Row = z.object({
  id: z.uuid(),
  number: z.int(),
  form: z.string(),
  title: z.string(),
  answers: Asked.shape.answers,
  facts: RequestFacts,
  state: Touched.shape.state,
  submittedAt: z.date(),
  closedAt: z.date().nullable(),
  requesterId: z.string().nullable(),
  requesterName: z.string().nullable(),
});
type Row = z.infer<typeof Row>;

/** Without the forms, which are most of a request. */
async function readRows(db: Db, which: SQL | undefined, most: number): Promise<readonly Row[]> {
  const rows = await db
    .select({
      id: requests.id,
      number: requests.number,
      form: requests.form,
      title: requests.title,
      answers: sql<unknown>`${requests.asked} -> 'answers'`,
      facts: requests.facts,
      state: requests.state,
      submittedAt: requests.submittedAt,
      closedAt: requests.closedAt,
      requesterId: requests.requesterId,
      requesterName: people.displayName,
    })
    .from(requests)
    .leftJoin(people, eq(people.id, requests.requesterId))
    .where(which)
    .orderBy(asc(requests.number))
    .limit(most);
  return rows.map((row) => Row.parse(row));
}

function looksAtPackages({ old, now }: Comparing): boolean {
  return [...old.packages, ...now.packages].some(
    ({ when: { deprecated, youngerThanDays, olderThanDays } }) =>
      deprecated !== undefined || youngerThanDays !== undefined || olderThanDays !== undefined,
  );
}

/** What is kept of the very versions that were asked for, by their purls. */
async function factsOf(db: Db, rows: readonly Row[]): Promise<ReadonlyMap<string, CachedFacts>> {
  const purls = [...new Set(rows.flatMap(({ facts: { component } }) => component ?? []))];
  // Facts of what was asked for without a version are kept without one.
  const keys = [...new Set(purls.flatMap((purl) => [purl, withoutVersion(purl)]))];
  if (keys.length === 0) return new Map();
  const found = await db.select().from(packageFacts).where(inArray(packageFacts.key, keys));
  const byKey = new Map(found.map(({ key, facts }) => [key, CachedFacts.safeParse(facts).data]));
  const entries = purls.flatMap((purl) => {
    const version = parsePurl(purl)?.version;
    const facts = [purl, withoutVersion(purl)]
      .map((key) => byKey.get(key))
      .find((one) => one?.version === version);
    return facts ? [[purl, facts] as const] : [];
  });
  return new Map(entries);
}

function compareOne(
  row: Row,
  { old, now, forms, on }: Comparing,
  cached: ReadonlyMap<string, CachedFacts>,
): Touched | 'unjudged' | 'same' {
  const { answers, facts } = row;
  const form = forms.get(row.form);
  const kept = facts.component === undefined ? undefined : cached.get(facts.component);
  const matter = form && matterKept(form, answers, facts, kept);
  if (!matter) return 'unjudged';
  if (row.closedAt && endOf(form, answers) < on.getTime()) return 'same';
  const before = judgeMatter(matter, old, on);
  const after = judgeMatter(matter, now, on);
  if (!before && !after) return 'unjudged';
  if (before?.verdict === after?.verdict) return 'same';
  return touchedFrom(row, form, { before: judgedFrom(before), after: judgedFrom(after) });
}

function judgedFrom(judgement: Judgement | undefined): Judged {
  if (!judgement) return { reasons: [] };
  return { verdict: judgement.verdict, reasons: judgement.reasons.map(({ text }) => text) };
}

function touchedFrom(
  row: Row,
  { about }: RequestForm,
  judged: Pick<Touched, 'before' | 'after'>,
): Touched {
  const { id, number, title, answers, state, submittedAt, closedAt } = row;
  const { component, licenses = '' } = row.facts;
  const answer = (name: string | undefined): string | undefined =>
    name === undefined || !Object.hasOwn(answers, name) ? undefined : String(answers[name]);
  const product = answer(about?.product);
  const until = closedAt ? answer(about?.until) : undefined;
  const { requesterId: personId, requesterName: name } = row;
  return {
    id,
    number,
    title,
    licenses,
    state,
    submittedAt,
    ...judged,
    ...(component === undefined ? {} : { component }),
    ...(product === undefined ? {} : { product }),
    ...(personId === null ? {} : { requester: { personId, ...(name === null ? {} : { name }) } }),
    ...(closedAt && { decidedAt: closedAt }),
    ...(until === undefined ? {} : { until }),
  };
}
