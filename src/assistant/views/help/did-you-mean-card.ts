import { askAsMeant, askWords } from '#assistant/actions.ts';
import type { Intent } from '#assistant/understand/intent/intents.ts';
import { examples } from '#assistant/views/help/help-card.ts';
import type { Button, Card } from '#foundation/cards/card.ts';
import { cutWords } from '#foundation/cards/cut-text.ts';

/** Not sure what was meant: what is likely is offered, and nothing done yet. */
export function didYouMeanCard(text: string, maybe: readonly Intent[]): Card {
  return {
    tone: 'neutral',
    title: 'What do you mean?',
    parts: [
      {
        kind: 'paragraph',
        text: [
          'I am not sure what to do with “',
          cutWords(text, 200),
          '”. Is it one of these? Else say it in other words, for example: ',
          examples[0] ?? '',
        ],
      },
    ],
    buttons: maybe.map((meant) => meantButton(text, meant)),
  };
}

function meantButton(text: string, meant: Intent): Button {
  const label = labels[meant];
  return meant === 'help'
    ? { label, action: askWords.with({ text: 'help' }) }
    : { label, action: askAsMeant.with({ text: cutWords(text, 400), meant }) };
}

const labels: Readonly<Record<Intent, string>> = {
  package_question: 'Whether we may use a package',
  license_question: 'What a license allows',
  compatibility_question: 'Whether licenses go together',
  expression_question: 'What a license expression means',
  policy_question: 'What our handbook says',
  start_form: 'Start a request',
  my_requests: 'See my requests',
  request_status: 'How a request stands',
  review_queue: 'See what waits for my review',
  broadcast: 'Announce something',
  metrics_report: 'See figures',
  training: 'Find a course',
  sbom_audit: 'Have a list of components looked at',
  identify_license_text: 'Find out which license a text is',
  help: 'See what I can do',
  smalltalk: 'Just say hello',
  other: 'Something else',
};
