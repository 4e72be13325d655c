import { feedbackForm } from '#assistant/views/feedback/feedback-form.ts';
import { renderCard } from '#channels/web/render-card.ts';
import { renderForm } from '#channels/web/render-form.ts';
import type { Tone } from '#foundation/cards/card.ts';
import { fit } from '#foundation/cards/fit.ts';
import { namedSampleCards } from '../support/sample-cards.ts';
import { feedbackCards } from '../support/sample-feedback.ts';
import { namedSampleForms } from '../support/sample-forms.ts';
import { files, questions } from '../support/sample-questions.ts';
import { cardsOf, startTestSteward } from '../support/test-steward.ts';

/** A card or a form with the name of its golden file. */
export interface Drawn {
  readonly name: string;
  readonly html: string;
}

const tones: readonly Tone[] = ['good', 'caution', 'bad', 'neutral'];

/** Everything that has a golden file, as the web draws it; the sample cards in every tone. */
export async function everySample(): Promise<readonly Drawn[]> {
  const about = { title: 'Yes — nothing to do', subject: 'left-pad', policy: '2026.1' };
  const first = { form: feedbackForm(about), page: 0, kept: {}, errors: {} };
  const again = {
    ...first,
    kept: { comment: 'See the minutes.' },
    errors: { reason: 'Please answer this.' },
  };
  return [
    ...namedSampleCards.flatMap(([name, card]) =>
      tones.map((tone) => ({
        name: `${name}, ${tone}`,
        html: renderCard(fit({ ...card, tone })),
      })),
    ),
    ...(await answers()),
    ...Object.entries(feedbackCards).map(([name, card]) => ({ name, html: renderCard(card) })),
    ...[...namedSampleForms, ['feedback', first] as const, ['feedback-again', again] as const].map(
      ([name, state]) => ({ name: `form ${name}`, html: renderForm(state) }),
    ),
  ];
}

async function answers(): Promise<readonly Drawn[]> {
  const steward = await startTestSteward();
  const drawn: Drawn[] = [];
  for (const [name, question] of Object.entries(questions)) {
    for (const { card } of await steward.ask(question))
      drawn.push({ name, html: renderCard(card) });
  }
  for (const [name, file] of Object.entries(files)) {
    const replies = cardsOf(await steward.send({ kind: 'file', ...file }));
    for (const { card } of replies) drawn.push({ name, html: renderCard(card) });
  }
  await steward.close();
  return drawn;
}
