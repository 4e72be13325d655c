import { askWithUse } from '#assistant/actions.ts';
import type { Subject } from '#assistant/memory.ts';
import { ecosystemNames } from '#assistant/views/packages/which-product-card.ts';
import type { Button, Card } from '#foundation/cards/card.ts';
import { code, strong } from '#foundation/cards/text.ts';
import { unreachable } from '#foundation/kernel/unreachable.ts';
import type { Contact } from '#foundation/people/contacts.ts';
import type { PackageResult } from '#knowledge/packages/facts.ts';
import { npmPurl, type Purl, packageName, printPurl } from '#knowledge/packages/purl.ts';
import type { PackageMention, Refusal } from '#knowledge/packages/reading/mention.ts';
import type { PartialUse } from '#knowledge/policy/use.ts';

type NoSuchVersion = Extract<PackageResult, { kind: 'no-such-version' }>;
type Unavailable = Extract<PackageResult, { kind: 'unavailable' }>;

/** A name that does not exist is never answered with another package's facts. */
export function noSuchPackageCard(name: string, near: readonly string[], said: PartialUse): Card {
  const shown = near.slice(0, 3);
  return {
    tone: 'caution',
    title: 'There is no such npm package',
    parts: [
      { kind: 'paragraph', text: ['The registry knows no package ', strong(name), '.'] },
      ...(shown.length > 0
        ? [{ kind: 'paragraph', text: `Did you mean ${shown.join(' or ')}?` } as const]
        : []),
      {
        kind: 'note',
        tone: 'caution',
        text: 'A misspelt name can be a trap: check before you install.',
      },
    ],
    buttons: shown.map((other) => packageButton(other, npmPurl(other), said)),
  };
}

export function noSuchVersionCard(
  purl: Purl,
  wanted: string | undefined,
  result: NoSuchVersion,
  said: PartialUse,
): Card {
  const { version: _version, ...name } = purl;
  const versions = [
    ...new Set([...result.near, ...(result.latest === undefined ? [] : [result.latest])]),
  ].slice(0, 4);
  return {
    tone: 'caution',
    title: 'There is no such version',
    parts: [
      {
        kind: 'paragraph',
        text: [strong(packageName(purl)), ' has no version ', code(wanted ?? ''), '.'],
      },
      ...(result.latest === undefined
        ? []
        : [{ kind: 'paragraph', text: `The latest is ${result.latest}.` } as const]),
    ],
    buttons: versions.map((version) =>
      packageButton(`${packageName(purl)} ${version}`, { ...name, version }, said),
    ),
  };
}

export function mayNotSeeCard(name: string): Card {
  return {
    tone: 'caution',
    title: 'I may not see that package',
    parts: [
      {
        kind: 'paragraph',
        text: [
          'The registry keeps ',
          strong(name),
          ' from me: it may be private. That is not the same as “does not exist”.',
        ],
      },
      {
        kind: 'paragraph',
        text: 'Whoever runs Steward can give it a token for that registry in its .npmrc. Until then, ask with the license instead: “can I use MIT in …?”',
      },
    ],
    buttons: [],
  };
}

/** The source could not be asked: what happened, what still works. */
export function sourceDownCard(
  name: string,
  result: Unavailable,
  subject: Subject,
  said: PartialUse,
): Card {
  return {
    tone: 'caution',
    title: "I couldn't look that package up just now",
    parts: [
      {
        kind: 'paragraph',
        text: ['The facts about ', strong(name), ` were not to be had: ${troubleWords(result)}.`],
      },
      {
        kind: 'paragraph',
        text: 'License and policy questions still work: ask with the license, for example “can I ship MIT?”',
      },
    ],
    buttons: [{ label: 'Try again', action: askWithUse.with({ subject, said }) }],
  };
}

export function refusedNameCard(refused: Refusal): Card {
  return {
    tone: 'caution',
    title: 'That is not the name of a package',
    parts: [
      {
        kind: 'paragraph',
        text: [code(refused.text), `: ${refusalWords(refused.reason)}. I looked nothing up.`],
      },
      {
        kind: 'paragraph',
        text: 'Name the package as you would install it, for example left-pad or @slack/bolt@4.0.0.',
      },
    ],
    buttons: [],
  };
}

/** A package of an ecosystem whose facts cannot be looked up here. */
export function otherEcosystemCard(purl: Purl, contact: Contact): Card {
  return {
    tone: 'neutral',
    title: `I look up npm packages; ${packageName(purl)} is not one`.slice(0, 150),
    parts: [
      {
        kind: 'paragraph',
        text: [
          code(printPurl(purl)),
          ` is for ${ecosystemNames[purl.type] ?? purl.type}. Tell me its license and I answer from the policy: “can I use Apache-2.0 in …?”`,
        ],
      },
      {
        kind: 'paragraph',
        text: `Or ask ${contact.who}${contact.reach ? `: ${contact.reach}` : ''}.`,
      },
    ],
    buttons: [],
  };
}

/** The same word names packages of several ecosystems. */
export function whichPackageCard(readings: readonly PackageMention[], said: PartialUse): Card {
  const [first] = readings;
  return {
    tone: 'neutral',
    title: `Which ${first ? packageName(first.purl) : 'package'}?`,
    parts: [
      {
        kind: 'paragraph',
        text: 'Packages of that name exist for more than one language, and their licenses differ.',
      },
    ],
    buttons: readings
      .slice(0, 5)
      .map((mention) =>
        packageButton(
          `${ecosystemNames[mention.purl.type] ?? mention.purl.type}: ${packageName(mention.purl)}`,
          mention.purl,
          said,
        ),
      ),
  };
}

function packageButton(label: string, purl: Purl, said: PartialUse): Button {
  return {
    label,
    action: askWithUse.with({ subject: { kind: 'package', purl: printPurl(purl) }, said }),
  };
}

/** Why a source could not be asked, as the end of a sentence. */
export function troubleWords(result: Unavailable): string {
  switch (result.reason) {
    case 'timeout':
      return 'the registry took too long';
    case 'rate-limited':
      return result.retryAfterMs === undefined
        ? 'the registry asks us to wait'
        : `the registry asks us to wait ${Math.ceil(result.retryAfterMs / 1000)} seconds`;
    case 'network':
      return 'the registry cannot be reached';
    case 'server-error':
      return 'the registry has trouble of its own';
    case 'nonsense':
      return 'what answered was not the registry';
    case 'too-large':
      return 'the answer was larger than any package needs';
    case 'paused':
      return 'the registry failed several times, so I leave it alone for half a minute';
    case 'misconfigured':
      return 'the npm settings of this Steward cannot be read; the log says more';
    case 'no-source':
      return 'nobody I ask knows that kind of package';
    default:
      return unreachable(result.reason);
  }
}

function refusalWords(reason: Refusal['reason']): string {
  switch (reason) {
    case 'path':
      return 'it is a path';
    case 'address':
      return 'it is an address, and addresses that people type are never opened';
    case 'too-long':
      return 'it is longer than any package name';
    case 'letters':
      return 'it has letters that no package name has; some look like others on purpose';
    default:
      return 'it cannot be a package name';
  }
}
