import type { Looked } from '#commands/policy/look-at-requests.ts';
import { verdictNames } from '#knowledge/policy/compare/words/verdicts.ts';
import { requestName } from '#office/requests/find-requests.ts';
import type { Judged, Touched } from '#office/requests/touched/touched.ts';

/** What of the open requests and approvals is touched, a line each. */
export function lookedInWords(requests: Looked): string {
  if (requests.kind === 'not-looked') return `Requests are not looked at: ${requests.why}`;
  const { looked, unjudged, count, touched } = requests;
  const left = count - touched.length;
  const head =
    count === 0
      ? `No open request and no approval gets another verdict (looked at: ${looked}).`
      : `Open requests and approvals that get another verdict: ${count} of ${looked}.`;
  return [
    head,
    ...touched.map((one) => `  ${touchedInWords(one)}`),
    ...(left > 0 ? [`  And ${left} more; --json lists them all.`] : []),
    ...(unjudged > 0
      ? [`Neither policy says anything of ${unjudged}: no license is known, or no use.`]
      : []),
  ].join('\n');
}

function touchedInWords(one: Touched): string {
  const { title, requester, before, after } = one;
  const who = requester === undefined ? '' : `${requester.name ?? 'somebody'}, `;
  const reason = after.reasons.length === 1 ? ` ${after.reasons[0]}` : '';
  return `${requestName(one)} ${title} (${who}${stateInWords(one)}): ${verdictIn(before)} → ${verdictIn(after)}.${reason}`;
}

function stateInWords({ submittedAt, decidedAt, until }: Touched): string {
  if (!decidedAt) return `open since ${day(submittedAt)}`;
  const end = until === undefined ? '' : `; it keeps its own end, ${until}`;
  return `approved ${day(decidedAt)}${end}`;
}

function verdictIn({ verdict }: Judged): string {
  return verdict === undefined ? 'depends on the use' : verdictNames[verdict];
}

function day(date: Date): string {
  return date.toISOString().slice(0, 10);
}
