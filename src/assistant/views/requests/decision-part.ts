import { conditionsOf } from '#assistant/views/requests/beside-parts.ts';
import { outcomeInWords } from '#assistant/views/requests/words.ts';
import type { Part, Tone } from '#foundation/cards/card.ts';
import { cutWords } from '#foundation/cards/cut-text.ts';
import { productKey } from '#office/products/product-record.ts';
import { type Request, requestName } from '#office/requests/find-requests.ts';
import type { RequestForm } from '#office/requests/forms/form-file.ts';

const CONDITIONS_MOST = 400;

/**
 * What was decided of a component, for the product that was named. Other products are counted and not named: whoever asks
 * may not know of them.
 */
export function decisionPart(
  decisions: readonly Request[],
  forms: ReadonlyMap<string, RequestForm>,
  product: string | undefined,
): Part | undefined {
  if (decisions.length === 0) return undefined;
  const isFor = (request: Request): boolean => {
    const field = forms.get(request.form)?.about?.product;
    const answer = field === undefined ? undefined : request.asked.answers[field];
    return product !== undefined && productKey(String(answer)) === productKey(product);
  };
  const [last] = decisions.filter(isFor);
  const others = decisions.filter((request) => !isFor(request)).length;
  if (product === undefined || !last) {
    const there = others === 1 ? 'One decision was made' : `${others} decisions were made`;
    const which =
      product === undefined
        ? 'Say for which product you ask to see whether it is one of yours.'
        : `${others === 1 ? 'It is not' : 'None of them is'} for ${product}, and an approval holds for one product.`;
    return { kind: 'note', tone: 'neutral', text: `${there} on it here. ${which}` };
  }
  const conditions = conditionsOf(last);
  return {
    kind: 'note',
    tone: toneOfDecision(last.state),
    text: [
      `For ${product}: ${requestName(last)}, ${last.title}. ${outcomeInWords(last)}`,
      conditions === undefined ? '' : ` Conditions: ${cutWords(conditions, CONDITIONS_MOST)}`,
      last.state === 'rejected' ? rejected(last) : '',
    ].join(''),
  };
}

/** Conditions are to be read, not only that it was approved. */
function toneOfDecision(state: Request['state']): Tone {
  if (state === 'approved-with-conditions') return 'caution';
  return state === 'rejected' ? 'bad' : 'good';
}

function rejected({ steps }: Request): string {
  const last = steps.at(-1);
  const instead = last?.alternative === undefined ? '' : ` Instead: ${last.alternative}`;
  return ` Because: ${cutWords(last?.words ?? '', CONDITIONS_MOST)}${instead}`;
}
