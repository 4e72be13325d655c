import { feedbackForm } from '#assistant/views/feedback/feedback-form.ts';
import { cardToMessage, moreToModal } from '#channels/slack/render-card.ts';
import { formToModal } from '#channels/slack/render-form.ts';
import { cardToAdaptive } from '#channels/teams/render-card.ts';
import { formToDialog } from '#channels/teams/render-form.ts';
import { renderCard } from '#channels/web/render-card.ts';
import { renderForm, type FormState as WebFormState } from '#channels/web/render-form.ts';
import type { Card, Tone } from '#foundation/cards/card.ts';
import { fit } from '#foundation/cards/fit.ts';
import { absenceCards, absenceForms } from '../support/sample-absences.ts';
import { broadcastCards, broadcastForms } from '../support/sample-broadcasts.ts';
import { namedSampleCards } from '../support/sample-cards.ts';
import { feedbackCards } from '../support/sample-feedback.ts';
import { namedSampleForms } from '../support/sample-forms.ts';
import { questionCards } from '../support/sample-open-questions.ts';
import { productCards, productForms } from '../support/sample-products.ts';
import { files, questions } from '../support/sample-questions.ts';
import { requestForms } from '../support/sample-request-forms.ts';
import { requestCards } from '../support/sample-requests.ts';
import { cardsOf, startTestSteward } from '../support/test-steward.ts';
import { drawSlackMessage, drawSlackModal } from './draw-slack.ts';
import { drawTeamsDialog, drawTeamsMessage } from './draw-teams.ts';

/** A card or a form with the name of its golden file. */
export interface Drawn {
  readonly name: string;
  /** On our page. */
  readonly html: string;
  /** In Slack; absent where it looks as another one does: tones are words there. */
  readonly slack?: string;
  /** In Teams. */
  readonly teams: string;
}

const tones: readonly Tone[] = ['good', 'caution', 'bad', 'neutral'];

/** Everything that has a golden file, as each channel draws it; the sample cards in every tone. */
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
      tones.map((tone) => {
        const { slack, ...drawn } = drawCard(`${name}, ${tone}`, fit({ ...card, tone }));
        return tone === card.tone ? { ...drawn, slack } : drawn;
      }),
    ),
    ...(await answers()),
    ...Object.entries(feedbackCards).map(([name, card]) => drawCard(name, card)),
    ...Object.entries(questionCards).map(([name, card]) => drawCard(name, card)),
    ...Object.entries(absenceCards).map(([name, card]) => drawCard(name, card)),
    ...Object.entries(broadcastCards).map(([name, card]) => drawCard(name, card)),
    ...Object.entries(productCards).map(([name, card]) => drawCard(name, card)),
    ...Object.entries(requestCards).map(([name, card]) => drawCard(name, card)),
    ...[
      ...namedSampleForms,
      ...absenceForms,
      ...broadcastForms,
      ...productForms,
      ...requestForms,
      ['feedback', first] as const,
      ['feedback-again', again] as const,
    ].map(([name, state]) => drawForm(`form ${name}`, state)),
  ];
}

async function answers(): Promise<readonly Drawn[]> {
  const steward = await startTestSteward();
  const drawn: Drawn[] = [];
  for (const [name, question] of Object.entries(questions)) {
    for (const { card } of await steward.ask(question)) drawn.push(drawCard(name, card));
  }
  for (const [name, file] of Object.entries(files)) {
    const replies = cardsOf(await steward.send({ kind: 'file', ...file }));
    for (const { card } of replies) drawn.push(drawCard(name, card));
  }
  await steward.close();
  return drawn;
}

function drawCard(name: string, card: Card): Required<Drawn> {
  const modals = card.parts.flatMap((_, at) => moreToModal(card, at) ?? []);
  const message = drawSlackMessage(cardToMessage(card).blocks);
  return {
    name,
    html: renderCard(card),
    slack: message + modals.map(drawSlackModal).join(''),
    teams: drawTeamsMessage(cardToAdaptive(card)),
  };
}

function drawForm(name: string, state: WebFormState): Drawn {
  const { people = [], ...rest } = state;
  const modal = formToModal(rest, { callbackId: 'form', metadata: '' });
  const known = new Map(people.map(({ id, name: called }) => [id, { id, name: called }]));
  const dialog = formToDialog({ ...rest, people: known }, { context: 'c', dialog: 'd' });
  return {
    name,
    html: renderForm(state),
    slack: drawSlackModal(modal),
    teams: drawTeamsDialog(dialog),
  };
}
