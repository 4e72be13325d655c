import { expect, it } from 'vitest';
import { able, type Harness } from './chat.ts';
import { contractCard, decided, script } from './script.ts';

export function describePlaces(start: Harness['start']): void {
  const first = { key: 'notice-1', isRetry: false };
  const begin = async () => {
    const found = able(await start(script(() => []).respond), 'places');
    const { places } = found.channel;
    if (!places) throw new Error('it has no places');
    return { ...found, places };
  };

  it('knows the places that it is in, and who is there', async () => {
    const { places, place, members } = await begin();

    const found = await places.list();
    const there = await places.membersOf(place.externalId);

    expect(found).toContainEqual(place);
    expect([...(there ?? [])].sort()).toEqual([...members].sort());
    expect(await places.membersOf(`${place.externalId}0`)).toBeUndefined();
  });

  it('says something to all of them, and changes it where it stands', async () => {
    const { channel, places, place, shown } = await begin();
    await places.list();

    const sent = await places.post(place.externalId, contractCard, first);
    const before = shown();
    const changed = sent.kind === 'sent' && (await channel.change(sent.message, decided));

    expect(before).toHaveLength(1);
    expect(before[0]).toContain('Keep the notice.');
    expect(changed).toEqual({ kind: 'changed' });
    expect(shown()).toHaveLength(1);
    expect(shown()[0]).toContain('Decided');
  });

  it('says that nobody is reached where it was archived, or is not any more', async () => {
    const { places, place, shown, archive } = await begin();
    await places.list();
    archive();

    const sent = await places.post(place.externalId, contractCard, first);

    expect(sent).toEqual({ kind: 'unreachable' });
    expect(shown()).toEqual([]);
  });
}
