import { type Answered, answered, say } from '#assistant/answering.ts';
import { noTextCard } from '#assistant/views/licenses/which-license-card.ts';
import { link } from '#foundation/cards/text.ts';
import { describeLicense, findLicenseId, licenseText } from '#knowledge/licenses/spdx.ts';

/** Shows the text of a listed license, to read and to search. */
export function showText(written: string): Answered {
  const id = findLicenseId(written);
  const text = id === undefined ? undefined : licenseText(id);
  if (id === undefined || text === undefined) {
    return say(noTextCard(written), { kind: 'no-answer' });
  }
  const listed = describeLicense(id);
  const from = 'Text from the SPDX license list';
  return answered({
    kind: 'document',
    title: `${id}: ${listed?.name ?? id}`,
    text: text.trim(),
    source: listed?.url ? [`${from} · `, link('its own page', listed.url)] : from,
  });
}
