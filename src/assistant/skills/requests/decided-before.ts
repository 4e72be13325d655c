import { startRequest } from '#assistant/actions.ts';
import type { Answered, Steward } from '#assistant/answering.ts';
import { decisionPart } from '#assistant/views/requests/decision-part.ts';
import type { Button, Card } from '#foundation/cards/card.ts';
import { payloadOf } from '#foundation/cards/read-action.ts';
import { printPurl } from '#knowledge/packages/purl.ts';
import type { PackageReading } from '#knowledge/packages/read-packages.ts';
import type { ProductRecord } from '#office/products/product-record.ts';

const DECISIONS_MOST = 50;

/** Says on the answer about a package what was decided of it, and begins a request with the product that was named. */
export async function withDecisions(
  answered: Answered,
  reading: PackageReading,
  product: ProductRecord | undefined,
  { db, forms }: Steward,
): Promise<Answered> {
  const [first, ...others] = reading.packages;
  if (!db || !first || others.some(({ start }) => start !== first.start)) return answered;
  const { decidedOn, withoutVersion } = await import('#office/requests/find-requests.ts');
  const component = withoutVersion(printPurl(first.purl));
  const decisions = await decidedOn(db, component, DECISIONS_MOST);
  const part = decisionPart(decisions, forms, product?.name);
  const replies = answered.replies.map((reply) =>
    reply.kind === 'card'
      ? { ...reply, card: withPart(withProduct(reply.card, product), part) }
      : reply,
  );
  return { ...answered, replies };
}

function withPart(card: Card, part: Card['parts'][number] | undefined): Card {
  if (!part) return card;
  const at = card.parts.findIndex(({ kind }) => kind === 'more');
  const before = at === -1 ? card.parts.length : at;
  return { ...card, parts: [...card.parts.slice(0, before), part, ...card.parts.slice(before)] };
}

/** The form has a field of that name as it is shipped; in one that has not, what is known is left out. */
function withProduct(card: Card, product: ProductRecord | undefined): Card {
  if (!product) return card;
  const named = (button: Button): Button => {
    const payload = payloadOf(startRequest, button.action);
    if (!payload) return button;
    const known = { ...payload.known, product: product.name };
    return { ...button, action: startRequest.with({ ...payload, known }) };
  };
  return { ...card, buttons: card.buttons.map(named) };
}
