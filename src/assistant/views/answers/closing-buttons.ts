import { type AnswerInWords, askWhyNotHelpful, showLicenseText } from '#assistant/actions.ts';
import type { Button } from '#foundation/cards/card.ts';
import { cutText } from '#foundation/cards/cut-text.ts';
import { plainText } from '#foundation/cards/text.ts';
import { describeLicense } from '#knowledge/licenses/spdx.ts';

/** Asks why an answer did not help; the last button of every answer. */
export function notHelpfulButton({ title, subject, policy }: AnswerInWords): Button {
  const about = { title: cut(title, 150), subject: cut(subject, 200), policy: cut(policy, 60) };
  return { label: 'Not helpful', action: askWhyNotHelpful.with({ about }), opens: 'form' };
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
