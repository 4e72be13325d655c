import { describe, expect, it } from 'vitest';
import type { FormReply } from '#assistant/turn.ts';
import type { Form } from '#foundation/cards/form.ts';
import { nameOf } from '#foundation/people/accounts.ts';
import { testDatabase } from '../../../support/database.ts';
import { sampleCards } from '../../../support/sample-cards.ts';
import { inputsOf, wordsOf } from '../../../support/teams/words.ts';
import { formCard, formReply } from '../../contract/script.ts';
import { openScene, type Scene, saying } from '../faults/scene.ts';

const store = testDatabase();

const form: Form = {
  name: 'reason',
  title: 'Why?',
  submitLabel: 'Send',
  pages: [
    {
      title: 'Why',
      fields: [
        {
          id: 'why',
          label: 'Why?',
          kind: 'choice',
          required: true,
          options: [
            { value: 'wrong', label: 'It is wrong' },
            { value: 'other', label: 'Something else' },
          ],
        },
        {
          id: 'right',
          label: 'What would be right?',
          kind: 'text',
          required: true,
          showWhen: { field: 'why', is: ['wrong'] },
        },
        { id: 'who', label: 'Who knows?', kind: 'person' },
      ],
    },
  ],
};
const reply: FormReply = { kind: 'form', form, context: { about: 'marzipan' } };

async function openForm(say: FormReply = reply): Promise<Scene> {
  const scene = await openScene({
    db: store.db,
    say({ content }) {
      if (content.kind === 'action') return [say];
      return [saying(content.kind === 'form' ? sampleCards.no : formCard)];
    },
  });
  await scene.say('developer', 'may I use marzipan?');
  await scene.idle();
  await scene.press('developer', 'Why');
  return scene;
}

function sentIn({ turns }: Scene): readonly unknown[] {
  return turns.flatMap(({ content }) => (content.kind === 'form' ? [content.answers] : []));
}

describe('a form in a dialog', () => {
  it('asks what an answer brings up, without calling it a mistake, before it is sent', async () => {
    const scene = await openForm();
    const before = inputsOf(scene.dialog()?.card).map(({ id }) => id);

    await scene.submit('developer', { why: 'wrong' });
    const asked = scene.dialog()?.card;
    await scene.submit('developer', { right: 'A yes.' });
    await scene.idle();

    expect(before).toEqual(['field:why', 'field:who']);
    expect(inputsOf(asked).map(({ id }) => id)).toEqual(['field:why', 'field:right', 'field:who']);
    expect(wordsOf(asked)).toContain('There is more to answer here');
    expect(wordsOf(asked)).not.toContain('Needs another look');
    expect(sentIn(scene)).toEqual([{ why: 'wrong', right: 'A yes.', who: '' }]);
    expect(scene.dialog()).toBeUndefined();
  });

  it('takes somebody who was chosen as the person that they are', async () => {
    const scene = await openForm();
    const { legal } = scene.double.people;
    await scene.say('legal', 'may I use marzipan?');
    await scene.idle();

    await scene.submit('developer', { why: 'other', who: legal.aadObjectId });
    await scene.idle();

    const [answers] = sentIn(scene);
    const who = typeof answers === 'object' && answers && 'who' in answers ? answers.who : '';
    expect(await nameOf(store.db, String(who))).toBe('Lee Legal');
  });

  it.each(['\u0000', '../../x', '\ud800', 'x'.repeat(300)])(
    'takes nobody for an id that is none: %j',
    async (id) => {
      const scene = await openForm();

      const { status } = await scene.submit('developer', { why: 'other', who: id });
      await scene.idle();

      expect(status).toBe(200);
      expect(sentIn(scene)).toEqual([{ why: 'other', who: '' }]);
    },
  );

  it('is sent once, though the button was pressed twice at once', async () => {
    const scene = await openForm();
    const { activity } = await scene.submit('developer', { why: 'other' });

    await Promise.all([
      scene.sender.again({ ...activity, id: 'f:again-1' }),
      scene.sender.again({ ...activity, id: 'f:again-2' }),
    ]);
    await scene.idle();

    expect(sentIn(scene)).toHaveLength(1);
    expect(scene.shown()).toHaveLength(2);
  });

  it('says that it was sent already where another dialog of it is open still', async () => {
    const scene = await openForm();
    const open = scene.dialog();
    await scene.submit('developer', { why: 'other' });
    await scene.idle();

    const again = await scene.sender.invoke(
      'dialog-submit',
      { replyToId: scene.shown()[0]?.id },
      { value: { data: { ...dataOf(open?.card), 'field:why': 'other', dialog: 'another' } } },
    );
    await scene.idle();

    expect(JSON.stringify(again.body)).toContain('sent already');
    expect(sentIn(scene)).toHaveLength(1);
  });

  it('of somebody else is not to be had by its name', async () => {
    const scene = await openForm(formReply);
    const data = dataOf(scene.dialog()?.card);

    const stolen = await scene.sender.invoke(
      'dialog-submit',
      {},
      { who: 'legal', value: { data: { ...data, 'field:reason': 'mine now' } } },
    );
    await scene.idle();

    expect(JSON.stringify(stolen.body)).toContain('sent already');
    expect(sentIn(scene)).toEqual([]);
  });
});

function dataOf(card: unknown): Readonly<Record<string, unknown>> {
  const text = JSON.stringify(card);
  const found = /"data":(\{"steward":"page".*?\})/.exec(text)?.[1] ?? '{}';
  return JSON.parse(found);
}
