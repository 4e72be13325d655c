import { describe, expect, it } from 'vitest';
import { testDatabase } from '../../../support/database.ts';
import { sampleCards } from '../../../support/sample-cards.ts';
import { wordsOf } from '../../../support/teams/words.ts';
import { openScene } from '../faults/scene.ts';

const store = testDatabase();

describe('the home card', () => {
  it.each(['home', 'Home', ' home! '])('comes at the word alone: %j', async (word) => {
    const scene = await openScene({ db: store.db, home: async () => [sampleCards.review] });

    await scene.say('developer', word);
    await scene.idle();

    expect(scene.turns).toEqual([]);
    expect(scene.shown()).toHaveLength(1);
    expect(wordsOf(scene.shownTo('developer', scene.shown()[0] ?? expect.fail()))).toContain(
      'Needs review by Legal',
    );
  });

  it('says where Steward answers in Teams', async () => {
    let reached = '';
    const scene = await openScene({
      db: store.db,
      async home(_personId, words) {
        reached = words;
        return [sampleCards.yes];
      },
    });

    await scene.say('developer', 'home');
    await scene.idle();

    expect(reached).toContain('Ask Steward');
    expect(reached).not.toContain('/oss');
  });

  it('shows anew what is true after a button on it was pressed', async () => {
    let pressed = 0;
    const scene = await openScene({
      db: store.db,
      say() {
        pressed += 1;
        return [];
      },
      home: async () => [{ ...sampleCards.yes, title: `Pressed ${pressed} times` }],
    });
    await scene.say('developer', 'home');
    await scene.idle();

    const { body } = await scene.press('developer', 'Why');
    await scene.idle();

    expect(scene.turns.map(({ content }) => content)).toMatchObject([{ kind: 'action' }]);
    expect(scene.turns[0]?.content).not.toHaveProperty('card');
    expect(scene.shown()).toHaveLength(1);
    expect(wordsOf(scene.shownTo('developer', scene.shown()[0] ?? expect.fail()))).toContain(
      'Pressed 1 times',
    );
    expect(body).toMatchObject({ statusCode: 200, value: 'Done.' });
  });

  it('is a word as any other where others read along', async () => {
    const scene = await openScene({ db: store.db });

    await scene.sayInChannel('developer', 'home');
    await scene.idle();

    expect(scene.turns.map(({ content }) => content)).toEqual([{ kind: 'text', text: 'home' }]);
  });
});
