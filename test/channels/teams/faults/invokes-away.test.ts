import { describe, expect, it } from 'vitest';
import { formDrafts, received } from '#foundation/store/schema.ts';
import { testDatabase } from '../../../support/database.ts';
import { sampleCards } from '../../../support/sample-cards.ts';
import { databaseSwitch } from '../../../support/switchable.ts';
import { isRecord } from '../../../support/teams/fixtures.ts';
import type { Exchange } from '../../../support/teams/sender.ts';
import { inputsOf, wordsOf } from '../../../support/teams/words.ts';
import { formCard, formReply } from '../../contract/script.ts';
import { eventually, openScene, type Scene, saying } from './scene.ts';

const store = testDatabase();
const database = databaseSwitch(store);

const ways = [
  ['hangs', () => database.hang()],
  ['is away', () => database.goAway()],
] as const;

/** A card with a button that leads to a form, and somebody who has been here before. */
async function openForms(): Promise<Scene> {
  const scene = await openScene({
    db: store.db,
    say({ content }) {
      if (content.kind === 'action') return [formReply];
      return [saying(content.kind === 'form' ? sampleCards.no : formCard)];
    },
  });
  await scene.say('developer', 'may I use marzipan?');
  await scene.idle();
  return scene;
}

function toastIn({ body }: Exchange): string {
  return isRecord(body) && typeof body.value === 'string' ? body.value : '';
}

describe.each(ways)('what somebody waits for while the database %s', (_how, takeAway) => {
  it('a press is answered in words, and dealt with when it is back', async () => {
    const scene = await openScene({ db: store.db });
    await scene.say('developer', 'may I use marzipan?');
    await scene.idle();
    takeAway();

    const pressed = await scene.press('developer', 'Why');
    database.comeBack();
    await eventually(() => scene.shown().length === 2);
    await scene.idle();

    expect(pressed.status).toBe(200);
    expect(toastIn(pressed)).toMatch(/\w+/);
    expect(scene.turns).toHaveLength(2);
  });

  it('a form that was asked for is answered in words', async () => {
    const scene = await openForms();
    takeAway();

    const { status } = await scene.press('developer', 'Why');

    expect(status).toBe(200);
    expect(scene.dialog()).toBeUndefined();
    expect(scene.dialogNote()).toMatch(/\w+/);
  });

  it('a form that is sent stays open with all that was typed, says so, and is sent once later', async () => {
    const scene = await openForms();
    await scene.press('developer', 'Why');
    takeAway();

    const refused = await scene.submit('developer', { reason: 'to <b>pad', way: 'shipped' });
    const open = scene.dialog();
    database.comeBack();
    await scene.idle();
    const before = scene.turns.filter(({ content }) => content.kind === 'form').length;
    await scene.submit('developer', {});
    await scene.idle();

    expect(refused.status).toBe(200);
    expect(wordsOf(open?.card)).toContain('Steward cannot save this just now');
    expect(inputsOf(open?.card)).toMatchObject([{ value: 'to <b>pad' }, { value: 'shipped' }]);
    expect(before).toBe(0);
    expect(scene.turns.filter(({ content }) => content.kind === 'form')).toMatchObject([
      { content: { answers: { reason: 'to <b>pad', way: 'shipped' } } },
    ]);
    expect(scene.dialog()).toBeUndefined();
    expect(await store.db.select().from(formDrafts)).toEqual([]);
  });

  it('a package that is sought, a message that is asked about and a card that is shown again', async () => {
    const scene = await openScene({ db: store.db });
    await scene.say('developer', 'may I use marzipan?');
    await scene.idle();
    takeAway();

    const [sought, asked, shown] = await Promise.all([
      scene.search('ospo', 'marzipan'),
      scene.askAbout('legal', '<p>marzipan?</p>'),
      scene.sender.invoke('card-refresh', { replyToId: scene.shown()[0]?.id }),
    ]);

    expect([sought.status, asked.status, shown.status]).toEqual([200, 200, 200]);
    expect(sought.body).toMatchObject({
      composeExtension: { type: 'message', text: expect.stringMatching(/\w+/) },
    });
    expect(scene.dialogNote()).toMatch(/\w+/);
    expect(shown.body).toMatchObject({ statusCode: 404, type: 'application/vnd.microsoft.error' });
  });
});

describe('what takes longer than somebody waits', () => {
  const slow = () => new Promise<void>((resolve) => setTimeout(resolve, 2_400));

  it('is answered in words, and then in the conversation', async () => {
    const scene = await openScene({
      db: store.db,
      async say({ content }) {
        if (content.kind === 'action') await slow();
        return [saying(sampleCards.yes)];
      },
    });
    await scene.say('developer', 'may I use marzipan?');
    await scene.idle();

    const pressed = await scene.press('developer', 'Why');
    await scene.idle();

    expect(toastIn(pressed)).toContain('takes longer than usual');
    expect(scene.shown()).toHaveLength(2);
  });

  it('is a form that then comes as a message with a button', async () => {
    let isSlow = true;
    const scene = await openScene({
      db: store.db,
      async say({ content }) {
        if (content.kind !== 'action') return [saying(formCard)];
        if (isSlow) await slow();
        return [formReply];
      },
    });
    await scene.say('developer', 'may I use marzipan?');
    await scene.idle();

    await scene.press('developer', 'Why');
    const note = scene.dialogNote();
    await scene.idle();
    isSlow = false;
    await scene.press('developer', 'Open the form');

    expect(note).toContain('takes longer than usual');
    expect(scene.dialog()?.title).toBe('What is it for?');
  });

  it('is a sent form that is saved, and answered in the conversation', async () => {
    const scene = await openScene({
      db: store.db,
      async say({ content }) {
        if (content.kind === 'form') await slow();
        if (content.kind === 'action') return [formReply];
        return [saying(content.kind === 'form' ? sampleCards.no : formCard)];
      },
    });
    await scene.say('developer', 'may I use marzipan?');
    await scene.idle();
    await scene.press('developer', 'Why');

    await scene.submit('developer', { reason: 'to pad', way: 'shipped' });
    const note = scene.dialogNote();
    await scene.idle();

    expect(note).toContain('Your answers are saved');
    expect(scene.shown()).toHaveLength(2);
    const open = (await store.db.select().from(received)).filter(({ doneAt }) => doneAt === null);
    expect(open).toEqual([]);
  });
});
