import { askWithUse } from '#assistant/actions.ts';
import type { Card } from '#foundation/cards/card.ts';
import { code } from '#foundation/cards/text.ts';
import type { LicenseFinding } from '#knowledge/licenses/normalize.ts';
import { describeLicense } from '#knowledge/licenses/spdx.ts';
import type { PartialUse } from '#knowledge/policy/use.ts';

/** A family was named, or something near to several licenses: which one decides. */
export function whichLicenseCard(
  family: string,
  candidates: readonly string[],
  said: PartialUse,
): Card {
  return {
    tone: 'neutral',
    title: `Which ${family} is it?`,
    ...choice(
      'The answer differs from one to the other. The license file or the package page says which one holds.',
      candidates,
      said,
    ),
  };
}

/** Nothing of that name, but something near it: a guess is never an answer. */
export function nearLicenseCard(
  text: string,
  candidates: readonly string[],
  said: PartialUse,
): Card {
  return {
    tone: 'caution',
    title: `I know no license ${text}`.slice(0, 150),
    ...choice('Did you mean one of these?', candidates, said),
  };
}

function choice(
  question: string,
  candidates: readonly string[],
  said: PartialUse,
): Pick<Card, 'parts' | 'buttons' | 'source'> {
  const shown = candidates.slice(0, 5);
  const more = candidates.length - shown.length;
  return {
    parts: [
      { kind: 'paragraph', text: question },
      {
        kind: 'facts',
        rows: shown.map((id) => ({ label: id, value: describeLicense(id)?.name ?? id })),
      },
    ],
    ...(more > 0
      ? { source: `There ${more === 1 ? 'is one' : `are ${more}`} more; type the one that it is.` }
      : {}),
    buttons: shown.map((id) => ({
      label: id,
      action: askWithUse.with({ subject: { kind: 'license', text: id }, said }),
    })),
  };
}

/** Something that was taken for a license and is none that we know. */
export function unreadableLicenseCard(text: string, finding: LicenseFinding): Card {
  return {
    tone: 'caution',
    title: "I don't know that license",
    parts: [
      { kind: 'paragraph', text: [code(text.slice(0, 200)), `: ${finding.reason}.`] },
      {
        kind: 'paragraph',
        text: 'Check the spelling against the SPDX list, or ask with the exact words of the license field.',
      },
    ],
    buttons: [],
  };
}

export function noTextCard(id: string): Card {
  return {
    tone: 'neutral',
    title: 'I have no text of that license',
    parts: [
      { kind: 'paragraph', text: [code(id), ' is not in the SPDX license list that I carry.'] },
    ],
    buttons: [],
  };
}
