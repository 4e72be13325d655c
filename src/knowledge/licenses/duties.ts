import { z } from 'zod';

/**
 * What a license asks of someone who passes the software on, or uses it.
 * The order is the order in which people read them: notices, changes, source, then what is forbidden.
 */
export const Duty = z.enum([
  'include-license-text',
  'keep-copyright-notices',
  'attribution-with-link',
  'carry-notice-file',
  'no-endorsement',
  'acknowledgement-in-ads-or-docs',
  'display-attribution-in-ui',
  'state-changes',
  'rename-modified',
  'seek-express-assent',
  'provide-source',
  'same-license-files',
  'same-license-library',
  'same-license-work',
  'allow-relinking',
  'permit-reverse-engineering',
  'notice-of-use',
  'installation-info-user-products',
  'source-to-network-users',
  'service-source-code',
  'no-additional-restrictions',
  'no-commercial-use',
  'no-sharing-of-modified',
  'no-standalone-sale',
  'no-hosted-service',
  'no-license-key-circumvention',
  'production-use-limited',
  'respect-use-restrictions',
]);
export type Duty = z.infer<typeof Duty>;

/** Each duty alone, as a short request to the reader. */
export const dutyTexts: Readonly<Record<Duty, string>> = {
  'include-license-text': 'Pass on the license text',
  'keep-copyright-notices': 'Keep the copyright notices',
  'attribution-with-link': 'Credit the author, with a link to the license',
  'carry-notice-file': 'Pass on the NOTICE file, if there is one',
  'no-endorsement': "Don't use the authors' names to promote your product",
  'acknowledgement-in-ads-or-docs':
    'Show the credit that the license words, in your documentation or wherever it says',
  'display-attribution-in-ui': 'Show the credit to users on their screen',
  'state-changes': 'Say that you changed it, and what',
  'rename-modified': 'Give your changed version another name',
  'seek-express-assent': 'Ask recipients to agree to the license, as far as that is reasonable',
  'provide-source': 'Give the source of exactly this version, or offer it in writing',
  'same-license-files': 'Keep its files, and files with parts of it, under this license',
  'same-license-library': 'Keep the changed library under this license',
  'same-license-work': 'Put the whole work that contains it under this license',
  'allow-relinking': 'Let users replace the library with a build of their own',
  'permit-reverse-engineering': "Don't forbid reverse engineering for debugging such changes",
  'notice-of-use': 'Say that your product uses this library and under which license',
  'installation-info-user-products':
    'For consumer devices, tell owners how to install a changed version',
  'source-to-network-users': 'Offer the source to those who use it over a network',
  'service-source-code': 'If you offer it as a service, publish the source of the whole service',
  'no-additional-restrictions': 'Add no terms or locks that take away what the license allows',
  'no-commercial-use': "Don't use it for commercial purposes",
  'no-sharing-of-modified': "Don't pass on a changed version",
  'no-standalone-sale': "Don't sell it by itself",
  'no-hosted-service': "Don't offer it to others as a hosted service",
  'no-license-key-circumvention': "Don't remove or work around its license keys",
  'production-use-limited': "Don't use it in production beyond what the licensor grants",
  'respect-use-restrictions': 'Keep to the uses that the license permits, and pass that limit on',
};

/** Something one must not do, to be shown as such. Not endorsing and not restricting count as conditions. */
export function isProhibition(duty: Duty): boolean {
  if (duty === 'no-endorsement' || duty === 'no-additional-restrictions') return false;
  return duty.startsWith('no-') || duty.endsWith('-limited');
}

/** One line for the reader, and the duties that it stands for. */
export interface DutyPhrase {
  readonly text: string;
  readonly duties: readonly Duty[];
  readonly prohibition: boolean;
}

/**
 * Duties as few lines as they can be said in: those met by one act share a line.
 * Each duty is in exactly one line; prohibitions come last.
 */
export function combineDuties(duties: readonly Duty[]): readonly DutyPhrase[] {
  const open = new Set(duties);
  const phrases: DutyPhrase[] = [];
  for (const duty of Duty.options) {
    if (!open.has(duty)) continue;
    const line = linesForSeveral.find(
      (candidate) =>
        candidate.duties[0] === duty && candidate.duties.every((part) => open.has(part)),
    ) ?? { text: dutyTexts[duty], duties: [duty] };
    for (const part of line.duties) open.delete(part);
    phrases.push({ ...line, prohibition: isProhibition(duty) });
  }
  return [
    ...phrases.filter((phrase) => !phrase.prohibition),
    ...phrases.filter((phrase) => phrase.prohibition),
  ];
}

// Of the lines that begin with the same duty the longer stands first. None mixes a prohibition with anything else.
const linesForSeveral: readonly { readonly text: string; readonly duties: readonly Duty[] }[] = [
  {
    text: 'Keep the notice: copyright line and license text, for example on your notices page',
    duties: ['include-license-text', 'keep-copyright-notices'],
  },
  {
    text: 'Credit the author: keep the copyright notice and link to the license',
    duties: ['keep-copyright-notices', 'attribution-with-link'],
  },
  {
    text: 'Give your changed version another name and say what you changed',
    duties: ['state-changes', 'rename-modified'],
  },
  {
    text: 'Keep its files, and files with parts of it, under this license and give their source',
    duties: ['provide-source', 'same-license-files'],
  },
  {
    text: 'Keep the changed library under this license and give its source',
    duties: ['provide-source', 'same-license-library'],
  },
  {
    text: 'Put the whole work that contains it under this license and give its complete source',
    duties: ['provide-source', 'same-license-work'],
  },
  {
    text: "Let users replace the library with a build of their own, and don't forbid reverse engineering for that",
    duties: ['allow-relinking', 'permit-reverse-engineering'],
  },
];
