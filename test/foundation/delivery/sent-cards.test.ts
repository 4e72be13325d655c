import { describe, expect, it } from 'vitest';
import type { Card } from '#foundation/cards/card.ts';
import {
  changeSentCard,
  findSentCard,
  forgetSentCard,
  forgetSentCards,
  keepSentCard,
} from '#foundation/delivery/sent-cards.ts';
import { sentCards } from '#foundation/store/schema.ts';
import { testDatabase } from '../../support/database.ts';
import { sampleCards } from '../../support/sample-cards.ts';

const test = testDatabase();
const at = new Date('2026-03-02T09:00:00Z');
const message = 'slack:T1/D1/1.1';
const card = sampleCards.yes;

/** A card with a line more. */
function withLine(text: string): (before: Card) => Card {
  return (before) => ({ ...before, parts: [...before.parts, { kind: 'paragraph', text }] });
}

const show = async () => undefined;

describe('a card that was sent', () => {
  it('is found as it stands', async () => {
    await keepSentCard(test.db, { message, card }, at);

    expect(await findSentCard(test.db, message)).toEqual(card);
    expect(await findSentCard(test.db, 'slack:T1/D1/9.9')).toBeUndefined();
  });

  it('is replaced by what stands there now', async () => {
    const later = { ...card, title: 'Later' };
    await keepSentCard(test.db, { message, card }, at);

    await keepSentCard(test.db, { message, card: later }, new Date(at.getTime() + 1000));

    expect((await findSentCard(test.db, message))?.title).toBe('Later');
    expect(await test.db.select().from(sentCards)).toHaveLength(1);
  });

  it('is changed from what it is, shown, and kept as it was shown', async () => {
    const shown: Card[] = [];
    await keepSentCard(test.db, { message, card }, at);

    const isThere = await changeSentCard(
      test.db,
      message,
      withLine('Decided by Lee'),
      async (one) => {
        shown.push(one);
      },
    );

    expect(isThere).toBe(true);
    expect(shown).toHaveLength(1);
    expect(shown[0]?.parts.at(-1)).toEqual({ kind: 'paragraph', text: 'Decided by Lee' });
    expect(await findSentCard(test.db, message)).toEqual(shown[0]);
  });

  it('has both changes when two come at once, and the last that is shown has both', async () => {
    const shown: Card[] = [];
    await keepSentCard(test.db, { message, card }, at);

    await Promise.all(
      ['one', 'two', 'three'].map((line) =>
        changeSentCard(test.db, message, withLine(line), async (one) => void shown.push(one)),
      ),
    );

    const kept = JSON.stringify(await findSentCard(test.db, message));
    for (const line of ['one', 'two', 'three']) {
      expect(kept).toContain(`"${line}"`);
      expect(JSON.stringify(shown.at(-1))).toContain(`"${line}"`);
    }
  });

  it('stays as it is when it could not be shown, so that a second try changes the same', async () => {
    await keepSentCard(test.db, { message, card }, at);

    const change = changeSentCard(test.db, message, withLine('Decided'), async () => {
      throw new TypeError('not shown');
    });

    await expect(change).rejects.toThrow('not shown');
    expect(await findSentCard(test.db, message)).toEqual(card);
  });

  it('is worth another try when somebody else changes it all the time', async () => {
    await keepSentCard(test.db, { message, card }, at);
    let others = 0;

    const change = changeSentCard(test.db, message, withLine('mine'), async () => {
      others += 1;
      await keepSentCard(test.db, { message, card: { ...card, title: `Other ${others}` } }, at);
    });

    await expect(change).rejects.toMatchObject({ code: 'unavailable' });
    expect(others).toBeLessThan(20);
  });

  it('is kept small enough for every channel, however much is added', async () => {
    await keepSentCard(test.db, { message, card }, at);

    for (let line = 0; line < 5; line++) {
      await changeSentCard(test.db, message, withLine('x'.repeat(20_000)), show);
    }

    expect(JSON.stringify(await findSentCard(test.db, message)).length).toBeLessThan(30_000);
  });

  it('cannot be changed when it is not there, or cannot be read any more', async () => {
    await test.db
      .insert(sentCards)
      .values({ message, card: { of: 'an older version' }, sentAt: at });

    const unread = await changeSentCard(test.db, message, withLine('x'), show);
    const missing = await changeSentCard(test.db, 'slack:T1/D1/9.9', withLine('x'), show);

    expect([unread, missing]).toEqual([false, false]);
    expect(await findSentCard(test.db, message)).toBeUndefined();
  });

  it('is forgotten by its name, or when it is old', async () => {
    await keepSentCard(test.db, { message: 'slack:T1/D1/old', card }, at);
    await keepSentCard(test.db, { message: 'slack:T1/D1/gone', card }, new Date(at.getTime() + 1));
    await keepSentCard(test.db, { message, card }, new Date(at.getTime() + 1));

    await forgetSentCards(test.db, new Date(at.getTime() + 1));
    await forgetSentCard(test.db, 'slack:T1/D1/gone');

    expect((await test.db.select().from(sentCards)).map((row) => row.message)).toEqual([message]);
  });
});
