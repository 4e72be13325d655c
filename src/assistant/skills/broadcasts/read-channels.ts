import { platformsInWords } from '#assistant/views/broadcasts/words.ts';
import type { Place, Places } from '#foundation/delivery/places.ts';

const CHANNELS_MOST = 10;

export interface ReadChannels {
  readonly places: readonly Place[];
  /** What is wrong with what was typed. */
  readonly error?: string;
}

/** The channels that somebody named, one on each line. */
export async function readChannels(
  words: string,
  places: Pick<Places, 'list'>,
): Promise<ReadChannels> {
  const names = words
    .split(/[\n,;]/)
    .map(bare)
    .filter((name) => name !== '');
  if (names.length === 0) return wrong('Please name a channel, such as #open-source.');
  if (names.length > CHANNELS_MOST) return wrong(`Please name ${CHANNELS_MOST} channels at most.`);
  const { places: known, silent } = await places.list();
  const found: Place[] = [];
  for (const name of new Set(names)) {
    const [place, another] = placesCalled(name, known);
    if (!place && silent.length > 0) {
      return wrong(
        `I know no channel called “${name}”, but ${platformsInWords(silent)} did not answer just now. Please send this again in a minute; if it stays so, “npx steward doctor” says what is missing.`,
      );
    }
    if (!place) {
      return wrong(
        `I am in no channel called “${name}”. Invite me there first, or check how it is written.`,
      );
    }
    if (another) {
      const both = `“${place.name}” (${place.platform}) and “${another.name}” (${another.platform})`;
      return wrong(
        `Two channels are called like “${name}”: ${both}. Please type more of the name, such as “Team › Channel”.`,
      );
    }
    found.push(place);
  }
  return { places: found };
}

/** By the whole name, or without the team before it. */
function placesCalled(name: string, known: readonly Place[]): readonly Place[] {
  const whole = known.filter((place) => bare(place.name) === name);
  if (whole.length > 0) return whole;
  return known.filter((place) => bare(place.name.split('›').at(-1) ?? '') === name);
}

/** As people may write it: with or without `#`, and in any case. */
function bare(name: string): string {
  return name
    .trim()
    .replace(/^#/, '')
    .replaceAll(/\s*[›>]\s*/g, ' › ')
    .toLowerCase();
}

function wrong(error: string): ReadChannels {
  return { places: [], error };
}
