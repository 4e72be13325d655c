import type { Tone } from '#foundation/cards/card.ts';
import { licenseFacts } from '#knowledge/licenses/facts.ts';
import type { Verdict } from '#knowledge/policy/judgement.ts';
import type { Asset, Linkage, PartialUse, UseKind } from '#knowledge/policy/use.ts';

/** How people call a kind of use; `inside` fits after "in" or "as". */
export const useNames: Record<UseKind, { readonly name: string; readonly inside: string }> = {
  'dev-tool': { name: 'Development tool', inside: 'as a development tool' },
  internal: { name: 'Internal use', inside: 'for internal use' },
  saas: { name: 'Hosted service', inside: 'in a hosted service' },
  'distributed-binary': { name: 'Shipped product', inside: 'in a shipped product' },
  'distributed-source': { name: 'Shipped as source', inside: 'in something shipped as source' },
  'web-client': { name: 'In the browser', inside: 'in the browser' },
  'mobile-app': { name: 'Mobile app', inside: 'in a mobile app' },
  'embedded-device': { name: 'Device', inside: 'in a device' },
};

export const linkageNames: Record<Linkage, string> = {
  'separate-process': 'run as a separate program',
  dynamic: 'linked dynamically',
  static: 'linked statically',
  'file-copy': 'copied into our code',
};

export const assetNames: Record<Asset, string> = {
  code: 'code',
  font: 'a font',
  data: 'data',
  docs: 'documentation',
  media: 'media',
  model: 'an AI model',
};

export const verdictTones: Record<Verdict, Tone> = {
  allowed: 'good',
  'needs-review': 'caution',
  denied: 'bad',
};

const small = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];

/** `count(2, 'obligation')` → "two obligations". */
export function count(number: number, noun: string): string {
  return `${small[number] ?? String(number)} ${noun}${number === 1 ? '' : 's'}`;
}

/** An expression as people say it: our own ids give way to the names of the licenses behind them. */
export function spoken(expression: string): string {
  return expression
    .split(/([ ()])/)
    .map((word) => (word.startsWith('LicenseRef-') ? (licenseFacts(word)?.name ?? word) : word))
    .join('');
}

/** "Legal", "Legal and Security". */
export function inWords(names: readonly string[]): string {
  if (names.length <= 1) return names.join('');
  return `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** A use in one sentence's worth of words: "in a shipped product, modified, linked statically". */
export function useInWords(use: PartialUse): string {
  const words = [
    use.use ? useNames[use.use].inside : undefined,
    use.delivery === 'container' ? 'delivered as a container' : undefined,
    use.delivery === 'sdk' ? 'delivered as an SDK' : undefined,
    use.asset !== undefined && use.asset !== 'code' ? `as ${assetNames[use.asset]}` : undefined,
    use.modified === undefined ? undefined : use.modified ? 'modified' : 'not modified',
    use.linkage ? linkageNames[use.linkage] : undefined,
    use.role === 'service' ? 'offered as a service' : undefined,
    use.role === 'backing' ? 'behind our service' : undefined,
    use.userProduct === 'consumer' ? 'for consumers' : undefined,
    use.userProduct === 'business' ? 'for businesses' : undefined,
    use.lockedBoot === 'yes' ? 'with locked boot' : undefined,
    use.lockedBoot === 'no' ? 'without locked boot' : undefined,
    use.appStore === 'no' ? 'outside app stores' : undefined,
  ];
  return words.filter((word) => word !== undefined).join(', ');
}

/** How old a fact is: "just now", "3 hours ago", "2 days ago". */
export function age(from: Date, now: Date): string {
  const minutes = Math.max(0, Math.round((now.getTime() - from.getTime()) / 60_000));
  if (minutes < 2) return 'just now';
  if (minutes < 90) return `${minutes} minutes ago`;
  const hours = Math.round(minutes / 60);
  if (hours < 36) return `${hours} hours ago`;
  return `${Math.round(hours / 24)} days ago`;
}
