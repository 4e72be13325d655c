import { describe, expect, it } from 'vitest';
import { testDatabase } from '../../../support/database.ts';
import { sampleCards } from '../../../support/sample-cards.ts';
import { isRecord } from '../../../support/teams/fixtures.ts';
import type { Exchange } from '../../../support/teams/sender.ts';
import { buttonsOf, wordsOf } from '../../../support/teams/words.ts';
import { openScene, type Scene, saying } from '../faults/scene.ts';

const store = testDatabase();
const products = async () => ['Photo Desk'];

function threadOf({ activity }: Exchange): string {
  return isRecord(activity.conversation) ? String(activity.conversation.id) : '';
}

function readIn(scene: Scene, where: Parameters<Scene['shown']>[0]): readonly string[] {
  return scene.shown(where).map((message) => wordsOf(scene.shownTo('developer', message)));
}

describe('what others may read', () => {
  it('is that a question about a product was answered, and nothing of the answer', async () => {
    const scene = await openScene({ db: store.db, products });

    const asked = await scene.sayInChannel('developer', 'may we use marzipan in PHOTO desk?');
    await scene.idle();

    expect(readIn(scene, 'developer')).toEqual([expect.stringContaining('Yes, nothing to do')]);
    const inThread = scene.double.messages(threadOf(asked)).map(({ activity }) => activity);
    expect(inThread).toHaveLength(1);
    expect(JSON.stringify(inThread)).toContain('Answered in private');
    expect(JSON.stringify(inThread)).not.toContain('left-pad');
  });

  it('is how to open a chat, where somebody cannot be written to alone', async () => {
    const scene = await openScene({ db: store.db, products });
    scene.double.fail('create', { status: 403, code: 'Forbidden' });

    const asked = await scene.sayInChannel('developer', 'may we use marzipan in Photo Desk?');
    await scene.idle();

    const [note] = scene.double.messages(threadOf(asked));
    expect(wordsOf(scene.shownTo('legal', note ?? expect.fail()))).toContain(
      'Open a conversation with me',
    );
    expect(JSON.stringify(note)).not.toContain('left-pad');
    expect(scene.shown()).toEqual([]);
  });

  it('is not what only whoever pressed has use for', async () => {
    const scene = await openScene({
      db: store.db,
      say: ({ content }) =>
        content.kind === 'action'
          ? [saying({ ...sampleCards.broken, title: 'Thank you' })]
          : [{ ...saying(sampleCards.yes), outcome: { kind: 'verdict', verdict: 'allowed' } }],
    });
    const asked = await scene.sayInChannel('developer', 'may I use marzipan?');
    await scene.idle();
    const [card] = scene.double.messages(threadOf(asked));

    const pressed = await scene.press('developer', 'Why', card);
    await scene.idle();

    expect(scene.double.messages(threadOf(asked))).toHaveLength(1);
    expect(pressed.text).toContain('The answer is in your own chat with me.');
    expect(readIn(scene, 'developer')).toEqual([expect.stringContaining('Thank you')]);
  });

  it('is where a long text went, which is offered as a file to whoever asked', async () => {
    const scene = await openScene({
      db: store.db,
      say: () => [{ kind: 'document', title: 'A license', text: 'All of it.', source: 'SPDX' }],
    });

    const asked = await scene.sayInChannel('developer', 'the text of marzipan, please');
    await scene.idle();

    expect(scene.shown()).toHaveLength(1);
    const note = scene.double.messages(threadOf(asked)).map(({ activity }) => activity.summary);
    expect(note).toEqual([expect.stringContaining('Sent to you in private')]);
  });

  it('is that a text is to be asked for in fewer words, where these are too many to ask again', async () => {
    const scene = await openScene({
      db: store.db,
      say: () => [{ kind: 'document', title: 'A license', text: 'All of it.', source: 'SPDX' }],
    });

    await scene.say('developer', `the text of ${'marzipan '.repeat(400)}`);
    await scene.idle();

    expect(readIn(scene, 'developer')).toEqual([expect.stringContaining('in fewer words')]);
  });

  it('is nothing of what is asked beside a conversation, also when a file cannot be given', async () => {
    const scene = await openScene({
      db: store.db,
      say: () => [{ kind: 'document', title: 'A license', text: 'All of it.', source: 'SPDX' }],
    });
    scene.double.fail('create', { status: 403, code: 'Forbidden' });

    const { text } = await scene.askAbout('developer', 'the text of marzipan, please');
    await scene.idle();

    expect(text).toContain('Open a conversation with me');
    expect(scene.double.messages()).toEqual([]);
  });

  it('is all of it in a group chat, where no product is named', async () => {
    const scene = await openScene({ db: store.db, products });

    await scene.sayInGroup('legal', 'may we use marzipan?');
    await scene.idle();

    const { id } = scene.double.groupChat;
    expect(readIn(scene, { id })).toEqual([expect.stringContaining('Yes, nothing to do')]);
    expect(buttonsOf(scene.shownTo('legal', scene.shown({ id })[0] ?? expect.fail()))).toContain(
      'Why',
    );
  });
});
