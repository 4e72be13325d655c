import { askWithUse } from '#assistant/actions.ts';
import { answerCard } from '#assistant/views/answers/answer-card.ts';
import type { Card } from '#foundation/cards/card.ts';
import { code } from '#foundation/cards/text.ts';
import type { Answer } from '#knowledge/policy/consider.ts';
import type { Policy } from '#knowledge/policy/file/policy-file.ts';
import type { PartialUse } from '#knowledge/policy/use.ts';

/** A license with something added or changed: the answer for an unread text, and a way back to the plain license. */
export function variantCard(of: string, said: PartialUse, answer: Answer, policy: Policy): Card {
  const subject = { kind: 'license', text: of } as const;
  const card = answerCard(
    {
      subject,
      name: `${of} with something added or changed`,
      said,
      lead: [
        code(of),
        ' with something added or changed is another license. What was added decides, so a person reads it first.',
      ],
      notes: [],
      details: [],
      licenses: [],
      sources: [],
    },
    answer,
    policy,
  );
  return {
    ...card,
    buttons: [{ label: `It is plain ${of}`, action: askWithUse.with({ subject, said }) }],
  };
}
