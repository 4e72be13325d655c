import type { Channel } from '#foundation/delivery/channel.ts';
import type { LaneKind, Measure } from '#foundation/kernel/measure/measure.ts';

/** The same channel, with what becomes of each sending and change counted. */
export function measuredChannel(channel: Channel, lane: LaneKind, measure: Measure): Channel {
  const { platform } = channel;
  async function counted<T extends { readonly kind: string }>(calling: Promise<T>): Promise<T> {
    try {
      const outcome = await calling;
      if (outcome.kind === 'changed') measure.delivered(platform, lane, 'sent');
      else if (isCounted(outcome.kind)) measure.delivered(platform, lane, outcome.kind);
      return outcome;
    } catch (cause) {
      measure.delivered(platform, lane, 'failed');
      throw cause;
    }
  }
  const { places } = channel;
  return {
    ...channel,
    ...(places && {
      places: { ...places, post: (...posting) => counted(places.post(...posting)) },
    }),
    send: (...sending) => counted(channel.send(...sending)),
    change: (...changing) => counted(channel.change(...changing)),
  };
}

/** A card that is gone was not to be reached, and needs nobody's attention: it is told anew, or needs no change. */
function isCounted(kind: string): kind is 'sent' | 'unreachable' | 'later' {
  return kind === 'sent' || kind === 'unreachable' || kind === 'later';
}
