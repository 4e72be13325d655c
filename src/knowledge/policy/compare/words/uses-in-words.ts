import type { Uses } from '#knowledge/policy/compare/change.ts';
import { parts, valuesOf } from '#knowledge/policy/compare/group-uses.ts';
import { joined } from '#knowledge/policy/compare/words/lists.ts';
import type { Use, UseKind } from '#knowledge/policy/use.ts';

/** "in what we ship, linked or copied into our code". */
export function usesInWords(uses: Uses): string {
  const more = parts.filter((part) => part !== 'use').map((part) => partInWords(part, uses));
  return [kindsInWords(uses.use), ...more].filter((words) => words !== undefined).join(', ');
}

function kindsInWords(kinds: readonly UseKind[]): string {
  const left = new Set(kinds);
  const words = together.flatMap(({ kinds: several, words: name }) => {
    if (!several.every((kind) => left.has(kind))) return [];
    for (const kind of several) left.delete(kind);
    return [name];
  });
  return joined(words, 'or');
}

const SHIPPED: readonly UseKind[] = [
  'distributed-binary',
  'distributed-source',
  'web-client',
  'mobile-app',
  'embedded-device',
];

/** The largest first. */
const together: readonly { readonly kinds: readonly UseKind[]; readonly words: string }[] = [
  { kinds: valuesOf.use, words: 'in every use' },
  { kinds: ['saas', ...SHIPPED], words: 'in hosted services and in what we ship' },
  { kinds: SHIPPED, words: 'in what we ship' },
  { kinds: ['dev-tool'], words: 'as a development tool' },
  { kinds: ['internal'], words: 'for internal use' },
  { kinds: ['saas'], words: 'in a hosted service' },
  { kinds: ['distributed-binary', 'distributed-source'], words: 'in a shipped product' },
  { kinds: ['distributed-binary'], words: 'in a product shipped as a binary' },
  { kinds: ['distributed-source'], words: 'in something shipped as source' },
  { kinds: ['web-client'], words: 'in the browser' },
  { kinds: ['mobile-app'], words: 'in a mobile app' },
  { kinds: ['embedded-device'], words: 'in a device' },
];

type Part = Exclude<keyof Use, 'use'>;

/** Undefined where it does not matter. */
function partInWords(part: Part | 'use', uses: Uses): string | undefined {
  if (part === 'use') return undefined;
  const all: readonly unknown[] = valuesOf[part];
  const meant: readonly unknown[] = uses[part];
  if (meant.length === all.length) return undefined;
  const named = (values: readonly unknown[]): string =>
    joined(
      values.map((value) => names[part][String(value)] ?? String(value)),
      'or',
    );
  if (part === 'linkage' || part === 'modified') return linksTogether(named(meant));
  const missing = all.filter((value) => !meant.includes(value));
  return missing.length < meant.length ? `not ${named(missing)}` : named(meant);
}

function linksTogether(words: string): string {
  return words
    .replace('linked dynamically, linked statically', 'linked')
    .replace('linked dynamically or linked statically', 'linked');
}

const names: Readonly<Record<Part, Readonly<Record<string, string>>>> = {
  modified: { false: 'unchanged', true: 'changed by us' },
  linkage: {
    'separate-process': 'run as a separate program',
    dynamic: 'linked dynamically',
    static: 'linked statically',
    'file-copy': 'copied into our code',
  },
  asset: {
    code: 'as code',
    font: 'as a font',
    data: 'as data',
    docs: 'as documentation',
    media: 'as media',
    model: 'as an AI model',
  },
  delivery: { none: 'on its own', container: 'in a container', sdk: 'in an SDK' },
  userProduct: {
    consumer: 'for consumers',
    business: 'for businesses',
    'not-sure': 'for nobody knows whom',
  },
  role: {
    backing: 'behind our service',
    service: 'offered as a service',
    'not-sure': 'in a role that is not known',
  },
  lockedBoot: {
    yes: 'with locked boot',
    no: 'without locked boot',
    'not-sure': 'with a boot that may be locked',
  },
  appStore: {
    yes: 'in an app store',
    no: 'outside app stores',
    'not-sure': 'where an app store is not sure',
  },
};
