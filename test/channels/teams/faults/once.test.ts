import { describe, expect, it } from 'vitest';
import { testDatabase } from '../../../support/database.ts';
import { cardType } from '../../../support/teams/card-checker.ts';
import type { Payload } from '../../../support/teams/fixtures.ts';
import type { Exchange } from '../../../support/teams/sender.ts';
import { contractCard, contractForm, formCard, formReply } from '../../contract/script.ts';
import { forAWhile, openScene, type Scene, type SceneOptions, saying } from './scene.ts';

const store = testDatabase();
const card = saying(contractCard);

function pressed(scene: Scene): number {
  return scene.turns.filter(({ content }) => content.kind === 'action').length;
}

function sentForms(scene: Scene): number {
  return scene.turns.filter(({ content }) => content.kind === 'form').length;
}

async function ask(scene: Scene): Promise<void> {
  await scene.say('developer', 'may I use marzipan?');
  await scene.idle();
}

/** The same once more, as somebody does it some seconds later. */
function later({ activity }: Exchange, seconds: number): Payload {
  const at = new Date(Date.parse(String(activity.timestamp)) + seconds * 1000);
  return { ...activity, id: `f:later-${seconds}`, timestamp: at.toISOString() };
}

/** With the form of the contract open, and all that it asks filled in. */
async function withForm(options: Partial<SceneOptions> = {}): Promise<Scene> {
  const scene = await openScene({
    db: store.db,
    say({ content }) {
      if (content.kind === 'text') return [saying(formCard)];
      return content.kind === 'action' ? [formReply] : [card];
    },
    ...options,
  });
  await ask(scene);
  await scene.press('developer', 'Why');
  return scene;
}

describe('a message that Teams sends more than once', () => {
  it('is answered once when it comes again', async () => {
    const scene = await openScene({ db: store.db, say: () => [card] });
    const { activity } = await scene.say('developer', 'may I use marzipan?');
    await scene.idle();

    const again = await scene.sender.again(activity);
    await scene.idle();

    expect([again.status, again.text]).toEqual([200, '']);
    expect(scene.turns).toHaveLength(1);
    expect(scene.shown()).toHaveLength(1);
  });

  it('is answered once when it comes twenty times at once', async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const scene = await openScene({
      db: store.db,
      async say() {
        await promise;
        return [card];
      },
    });
    const { activity } = await scene.say('developer', 'may I use marzipan?');

    const again = await Promise.all(Array.from({ length: 20 }, () => scene.sender.again(activity)));
    resolve();
    await scene.idle();

    expect(new Set(again.map(({ status }) => status))).toEqual(new Set([200]));
    expect(scene.turns).toHaveLength(1);
    expect(scene.shown()).toHaveLength(1);
  });

  it('is another one with the same words and another id', async () => {
    const scene = await openScene({ db: store.db, say: () => [card] });

    await ask(scene);
    await ask(scene);

    expect(scene.shown()).toHaveLength(2);
  });

  it('is another one with the same id in another conversation', async () => {
    const scene = await openScene({ db: store.db, say: () => [card] });

    await scene.say('developer', 'marzipan?', { id: '1790000001123' });
    await scene.say('legal', 'marzipan?', { id: '1790000001123' });
    await scene.idle();

    expect(scene.turns).toHaveLength(2);
  });

  it('is known by what it says where it has no id', async () => {
    const scene = await openScene({ db: store.db, say: () => [card] });
    const { activity } = await scene.say('developer', 'marzipan?', { id: undefined });
    await scene.idle();

    await scene.sender.again(activity);
    await scene.idle();

    expect(scene.turns).toHaveLength(1);
  });
});

describe('a button that is pressed', () => {
  it('twice within a second counts once, and both presses are answered with the card', async () => {
    const scene = await openScene({ db: store.db, say: () => [card] });
    await ask(scene);

    const first = await scene.press('developer', 'Why');
    const second = await scene.sender.again(later(first, 0.4));
    await scene.idle();

    expect(pressed(scene)).toBe(1);
    expect([first, second].map(({ body }) => body)).toEqual(
      [1, 2].map(() => expect.objectContaining({ statusCode: 200, type: cardType })),
    );
  });

  it('five times at once counts once, and each press is answered with the card', async () => {
    const scene = await openScene({ db: store.db, say: () => [card] });
    await ask(scene);

    const all = await Promise.all(
      Array.from({ length: 5 }, () => scene.press('developer', 'Why', scene.shown()[0])),
    );
    await scene.idle();

    expect(pressed(scene)).toBe(1);
    for (const { body } of all) expect(body).toMatchObject({ statusCode: 200, type: cardType });
  });

  it('again two seconds later counts again', async () => {
    const scene = await openScene({ db: store.db, say: () => [card] });
    await ask(scene);

    const first = await scene.press('developer', 'Why');
    await scene.idle();
    await scene.sender.again(later(first, 2));
    await scene.idle();

    expect(pressed(scene)).toBe(2);
    expect(scene.shown()).toHaveLength(3);
  });

  it('and sent again by Teams some seconds later is answered with the card once more', async () => {
    const scene = await openScene({ db: store.db, say: () => [card] });
    await ask(scene);
    const { activity } = await scene.press('developer', 'Why');
    await forAWhile(1200);

    const again = await scene.sender.again(activity);

    expect(pressed(scene)).toBe(1);
    expect(again.body).toMatchObject({ statusCode: 200, type: cardType });
  });

  it('again right after a first time that took long is answered with what came of the second', async () => {
    let times = 0;
    const scene = await openScene({
      db: store.db,
      async say({ content }) {
        if (content.kind !== 'action') return [card];
        times += 1;
        const parts = [{ kind: 'paragraph' as const, text: `Pressed ${times}` }];
        await forAWhile(300);
        return [{ kind: 'edit', card: content.card ?? '', edit: (now) => ({ ...now, parts }) }];
      },
    });
    await ask(scene);

    const first = await scene.press('developer', 'Why');
    const second = await scene.sender.again(later(first, 1.1));
    await scene.idle();

    expect(first.text).toContain('Pressed 1');
    expect(second.text).toContain('Pressed 2');
  });

  it('by two people counts twice', async () => {
    const scene = await openScene({ db: store.db, say: () => [card] });
    await scene.sayInChannel('developer', 'may I use marzipan?');
    await scene.idle();
    const [message] = scene.shown({ id: scene.double.team.channel });

    await scene.press('developer', 'Why', message);
    await scene.press('legal', 'Why', message);
    await scene.idle();

    expect(pressed(scene)).toBe(2);
  });
});

describe('a form', () => {
  it('that is sent twice at once is acted on once, and both are answered', async () => {
    const scene = await withForm();

    const both = await Promise.all(
      [1, 2].map(() => scene.submit('developer', { reason: 'marzipan' })),
    );
    await scene.idle();

    expect(sentForms(scene)).toBe(1);
    expect(both.map(({ status }) => status)).toEqual([200, 200]);
    expect(scene.turns.at(-1)).toMatchObject({ content: { form: contractForm.name } });
  });

  it('that is sent again afterwards is not acted on, and says so', async () => {
    const scene = await withForm();
    const { activity } = await scene.submit('developer', { reason: 'marzipan' });
    await scene.idle();

    const again = await scene.sender.again(activity);
    const other = await scene.sender.again({ ...activity, id: 'f:other' });
    await scene.idle();

    expect(sentForms(scene)).toBe(1);
    for (const { status, text } of [again, other]) {
      expect(status).toBe(200);
      expect(text).toContain('This form was sent already');
    }
  });

  it('is acted on again when what was wrong was mended', async () => {
    let sendings = 0;
    const scene = await withForm({
      say({ content }) {
        if (content.kind === 'text') return [saying(formCard)];
        if (content.kind === 'action') return [formReply];
        sendings += 1;
        return sendings === 1 ? [{ ...formReply, errors: { reason: 'Say more.' } }] : [card];
      },
    });

    const wrong = await scene.submit('developer', { reason: 'marzipan' });
    await scene.submit('developer', { reason: 'marzipan for all' });
    await scene.idle();

    expect(wrong.text).toContain('Say more.');
    expect(scene.dialog()).toBeUndefined();
    expect(sendings).toBe(2);
  });
});
