import { askWithUse } from '#assistant/actions.ts';
import { spoken } from '#assistant/views/answers/words.ts';
import { versionsOf } from '#assistant/views/packages/about-product.ts';
import type { Button, Card } from '#foundation/cards/card.ts';
import type { Product } from '#knowledge/packages/products.ts';
import { type Purl, packageName, printPurl } from '#knowledge/packages/purl.ts';
import type { PartialUse } from '#knowledge/policy/use.ts';

/** The program, or a library to talk to it? Their licenses differ. */
export function whichProductCard(word: string, product: Product, said: PartialUse): Card {
  const changes = product.licenses.map(
    (each) => `${spoken(each.expression)} (${versionsOf(each)})`,
  );
  const clients = bestClients(product);
  return {
    tone: 'neutral',
    title: 'Which one?',
    parts: [
      {
        kind: 'paragraph',
        text: `${product.label} itself is under ${changes.join(', then ')}. Libraries that talk to it have licenses of their own.`,
      },
    ],
    buttons: [
      {
        label: `${product.label} itself`,
        action: askWithUse.with({ subject: { kind: 'product', name: word }, said }),
      },
      ...clients.map((purl) => clientButton(purl, said)),
    ],
  };
}

function clientButton(purl: Purl, said: PartialUse): Button {
  return {
    label: `${ecosystemNames[purl.type] ?? purl.type} client: ${packageName(purl)}`,
    action: askWithUse.with({ subject: { kind: 'package', purl: printPurl(purl) }, said }),
  };
}

/** npm is the one whose facts can be looked up; two more show that there are others. */
function bestClients(product: Product): readonly Purl[] {
  return product.clients.slice(0, 3);
}

export const ecosystemNames: Readonly<Record<string, string>> = {
  npm: 'npm',
  pypi: 'Python',
  maven: 'Java',
  golang: 'Go',
  cargo: 'Rust',
  nuget: '.NET',
  gem: 'Ruby',
  composer: 'PHP',
  github: 'GitHub',
  gitlab: 'GitLab',
};
