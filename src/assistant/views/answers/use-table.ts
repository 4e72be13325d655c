import { reviewersInWords } from '#assistant/views/answers/title.ts';
import { inWords, useNames } from '#assistant/views/answers/words.ts';
import type { Part } from '#foundation/cards/card.ts';
import { strong, type Text } from '#foundation/cards/text.ts';
import type { Policy } from '#knowledge/policy/file/policy-file.ts';
import type { Judgement, Verdict } from '#knowledge/policy/judgement.ts';
import type { UseKind } from '#knowledge/policy/use.ts';

const order: readonly Verdict[] = ['allowed', 'needs-review', 'denied'];

/** The small table use → verdict: one row for each answer, best first. */
export function useParts(
  judgements: ReadonlyMap<UseKind, Judgement>,
  policy: Policy,
  assumes: boolean,
): readonly Part[] {
  const groups = Map.groupBy(judgements, ([, judgement]) => judgement.verdict);
  const rows = order.flatMap((verdict): readonly (readonly Text[])[] => {
    const group = groups.get(verdict) ?? [];
    if (group.length === 0) return [];
    const uses = group.map(([use], at) =>
      at === 0 ? useNames[use].name : lower(useNames[use].name),
    );
    return [
      [
        uses.join(', '),
        answerText(
          group.map(([, judgement]) => judgement),
          policy,
        ),
      ],
    ];
  });
  return [
    { kind: 'table', columns: ['Use', 'Answer'], rows },
    ...(assumes ? [{ kind: 'paragraph', text: ASSUMED } as const] : []),
  ];
}

const ASSUMED =
  'Assumed: not modified, and joined with your code as is usual there. Say how you use it for an exact answer.';

/** The answer, with its reason where all uses of the row share it; a yes needs none. */
function answerText(judgements: readonly Judgement[], policy: Policy): Text {
  const [first] = judgements;
  if (!first || first.verdict === 'allowed') return [strong('Yes')];
  const who = [...new Set(judgements.map((judgement) => reviewersInWords(judgement, policy)))];
  const words = first.verdict === 'denied' ? 'No' : `Review by ${inWords(who)}`;
  const reasons = new Set(judgements.map((judgement) => judgement.reasons[0]?.text ?? ''));
  return reasons.size === 1 ? [strong(words), `. ${[...reasons][0]}`] : [strong(words)];
}

function lower(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
