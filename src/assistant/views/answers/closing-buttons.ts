import {
  type AnswerInWords,
  askWhyNotHelpful,
  markHelpful,
  showLicenseText,
} from '#assistant/actions.ts';
import type { Button } from '#foundation/cards/card.ts';
import { cutText } from '#foundation/cards/cut-text.ts';
import { plainText } from '#foundation/cards/text.ts';
import { describeLicense } from '#knowledge/licenses/spdx.ts';

/** As many as there is room for beside those that say whether it helped. */
export const BESIDE_RATING = 3;

/**
 * The buttons of an answer, and last whether it helped. One with more of them asks something back: there is nothing yet
 * that could have helped.
 */
export function withRating(buttons: readonly Button[], answer: AnswerInWords): readonly Button[] {
  const { title, subject, policy, isQuestion } = answer;
  const about = {
    title: cut(title, 150),
    subject: cut(subject, isQuestion ? 400 : 200),
    policy: cut(policy, 60),
    ...(isQuestion && { isQuestion }),
  };
  return [
    ...buttons,
    ...(buttons.length > BESIDE_RATING
      ? []
      : [{ label: 'Helpful', action: markHelpful.with({ about }) }]),
    { label: 'Not helpful', action: askWhyNotHelpful.with({ about }), opens: 'form' },
  ];
}

/** Shows the text of the only license that an answer is about, where the list has it. */
export function textButton(ids: readonly string[]): readonly Button[] {
  const [id] = ids;
  if (id === undefined || ids.length > 1 || !describeLicense(id)) return [];
  return [{ label: 'Show the text', action: showLicenseText.with({ id }) }];
}

/** Two bytes a character on average: what an action holds is bound in bytes. */
function cut(words: string, characters: number): string {
  return plainText(cutText(words, characters, 2 * characters + 2));
}
