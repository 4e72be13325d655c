import type { Answered } from '#assistant/answering.ts';
import { licenseTextCard, noTextCard } from '#assistant/views/licenses/license-text-card.ts';
import { describeLicense, findLicenseId, licenseText } from '#knowledge/licenses/spdx.ts';

/** Shows the text of a listed license. */
export function showText(written: string): Answered {
  const id = findLicenseId(written);
  const text = id === undefined ? undefined : licenseText(id);
  if (id === undefined || text === undefined) {
    return { replies: [{ card: noTextCard(written), outcome: { kind: 'no-answer' } }] };
  }
  const card = licenseTextCard(id, describeLicense(id)?.name ?? id, text, describeLicense(id)?.url);
  return { replies: [{ card, outcome: { kind: 'said' } }] };
}
