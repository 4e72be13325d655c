import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { renderCard } from '#channels/web/render-card.ts';
import { cardToText } from '#foundation/cards/card-to-text.ts';
import { openQuestions } from '#office/questions/open-questions.ts';
import { testDatabase } from '../support/database.ts';
import { testFolder } from '../support/folder.ts';
import { startTestSteward, type TestSteward } from '../support/test-steward.ts';

describe('asking the handbook', () => {
  const folder = testFolder();
  let steward: TestSteward;
  beforeAll(async () => {
    steward = await startTestSteward();
  });
  afterAll(() => steward.close());

  it('is answered with its own sentences, where they stand, whose they are and since when', async () => {
    const [reply] = await steward.ask('who signs off on a PR to kubernetes?');

    expect(reply?.card.title).toBe('Who approves a contribution');
    expect(reply && cardToText(reply.card)).toContain(
      'Your manager approves that you contribute to an upstream project',
    );
    expect(reply && cardToText(reply.card)).toContain(
      'Handbook: Contributing to projects of others › Who approves a contribution · Open Source Program Office · version 2026.1 · in force since 2026-01-01',
    );
  });

  it('leads to the whole section and to two further ones', async () => {
    const [reply] = await steward.ask('who signs off on a PR to kubernetes?');

    const [whole] = await steward.press(reply, 'Read all of it');
    const also = reply?.card.buttons.filter(({ label }) => label.startsWith('See also: ')) ?? [];
    const [other] = await steward.press(reply, also[0]?.label ?? '');

    expect(whole && cardToText(whole.card)).toContain('Say which project, which license it has');
    expect(also).toHaveLength(2);
    expect(`See also: ${other?.card.title}`).toBe(also[0]?.label);
  });

  it('shows a long section whole, beside the conversation', async () => {
    const words = Array.from({ length: 400 }, (_, number) => `Rule ${number} holds.`).join(' ');
    await writeFile(path.join(folder.path, 'long.md'), `# Zeppelins\n\n${words}\n`);
    const own = await startTestSteward({ handbook: folder.path });
    const [reply] = await own.ask('what is our policy on zeppelins?');
    const action = reply?.card.buttons.find(({ label }) => label === 'Read all of it')?.action;

    const [document] = await own.send({ kind: 'action', action });
    await own.close();

    expect(reply?.card.title).toBe('Zeppelins');
    expect(document).toMatchObject({
      kind: 'document',
      title: 'Zeppelins',
      text: expect.stringContaining('Rule 399 holds.'),
    });
  });

  it('shows markup of the handbook as the words that it is', async () => {
    await writeFile(
      path.join(folder.path, 'page.md'),
      '---\nowner: "<b>us</b>"\n---\n\n# Zeppelins <script>alert(1)</script>\n\nNever <img src=x onerror=alert(1)> fly a *zeppelin*.\n\n# Dogs\n\nDogs wait outside.\n\n# Cats\n\nCats go where they want.\n\n# Birds\n\nBirds fly.\n',
    );
    const own = await startTestSteward({ handbook: folder.path });

    const [reply] = await own.ask('what is our policy on zeppelins?');
    await own.close();

    const page = reply ? renderCard(reply.card) : '';
    expect(page).toContain('zeppelin');
    expect(page).not.toMatch(/<script|<img|<b>/);
  });

  it('answers in the language in which it is written', async () => {
    await writeFile(
      path.join(folder.path, 'seite.md'),
      '---\nlanguage: de\n---\n\n# Beiträge zu fremden Projekten\n\nÜber Beiträge entscheidet die Vorgesetzte.\n\n# Lizenzen\n\nNeue Lizenzen prüft die Rechtsabteilung.\n',
    );
    const own = await startTestSteward({ handbook: folder.path });

    const [answered] = await own.ask('Wer entscheidet über einen Beitrag zu einem Projekt?');
    const [unanswered] = await own.ask('Was kostet das Mittagessen am Dienstag?');
    await own.close();

    expect(answered?.card.title).toBe('Beiträge zu fremden Projekten');
    expect(unanswered?.card.title).toBe('Our handbook does not say');
  });

  it('says honestly that it does not say, and what comes nearest', async () => {
    const [reply] = await steward.ask('what is our policy on parental leave?');

    expect(reply?.card.title).toBe('Our handbook does not say');
    expect(reply?.outcome).toEqual({ kind: 'no-answer' });
    expect(reply?.card.buttons.filter(({ label }) => label.startsWith('Maybe: '))).toHaveLength(2);
  });

  it('is not misled by the name of a project that somebody contributes to', async () => {
    const [reply] = await steward.ask('can I contribute to github.com/facebook/react');

    expect(reply && cardToText(reply.card)).toContain('Contributing to projects');
  });

  it('is offered where the words may mean it, and answers when it is pressed', async () => {
    const [unsure] = await steward.ask('not shipped');
    const [reply] = await steward.press(unsure, 'What our handbook says');

    expect(unsure?.card.title).toBe('What do you mean?');
    expect(reply && cardToText(reply.card)).toMatch(/Handbook: |handbook does not say/);
  });

  it.each([
    ['what is an sbom', 'SBOM and inventory'],
    ['CLA', 'CLA and DCO'],
    ['a journalist asked me about our open source', 'Talks, blog posts and press'],
  ])(
    'answers what it says, also where it was not sure that it is asked: %s',
    async (words, title) => {
      const [reply] = await steward.ask(words);

      expect(reply?.card.title).toBe(title);
    },
  );

  it('is offered beside what Steward can do, when nothing was understood', async () => {
    const [unclear] = await steward.ask('qwoieu zxmcnb alskdj');
    const [reply] = await steward.press(unclear, 'Look in our handbook');

    expect(unclear?.card.title).toBe("I didn't understand that");
    expect(reply && cardToText(reply.card)).toMatch(/Handbook: |handbook does not say/);
  });

  it('says so when a section is gone that a button led to', async () => {
    const [reply] = await steward.send({
      kind: 'action',
      action: { name: 'handbook.section@1', payload: { section: '0'.repeat(32) } },
    });

    expect(reply).toMatchObject({
      card: { title: 'That section is not in the handbook any more' },
      outcome: { kind: 'no-answer' },
    });
  });
});

describe('going on from an answer of the handbook', () => {
  const test = testDatabase();
  let steward: TestSteward;
  beforeAll(async () => {
    steward = await startTestSteward({ db: test.db });
  });
  afterAll(() => steward.close());
  const titles = async (...questions: readonly string[]) => {
    const said: (string | undefined)[] = [];
    for (const question of questions) said.push((await steward.ask(question))[0]?.card.title);
    return said;
  };

  it('keeps in mind what was asked', async () => {
    expect(
      await titles(
        'can I contribute a fix to kubernetes?',
        'how long does it take?',
        'and if it is a whole feature?',
      ),
    ).toEqual([
      'Contributions that need no approval',
      'How long does a legal review take?',
      'Who approves a contribution',
    ]);
  });

  it('keeps for the OSPO what a question went on from', async () => {
    await titles(
      'can I contribute a fix to kubernetes?',
      'and what about blockchains and zeppelins?',
    );

    const texts = (await openQuestions(test.db)).flatMap(({ questions }) =>
      questions.map(({ text }) => text),
    );
    expect(texts).toEqual([
      'and what about blockchains and zeppelins? (after: can I contribute a fix to kubernetes?)',
    ]);
  });

  it('asks the handbook about a license or a package, and goes on about that', async () => {
    const [denied, who, backend] = await titles(
      'can we ship GPL-3.0 code in our iOS app?',
      'who approves that?',
      'and on the backend only?',
    );

    expect(denied).toBe('No, not in a mobile app');
    expect(who).toBe('Approval for a component');
    expect(backend).toBe('Needs review by Legal if linked, yes as a separate program');
  });

  it('takes a question that says all it asks for by itself', async () => {
    expect(await titles('do we have to publish an sbom', 'who can sign the google cla')).toEqual([
      'SBOM and inventory',
      'CLA and DCO',
    ]);
  });

  it('knows the other one of two, and of those asked one after the other', async () => {
    const [, bsd] = await titles(
      'difference between MIT and BSD-3-Clause',
      'what about the other one',
    );
    const [, second, first] = await titles(
      'is GPL-2.0-only ok for our backend',
      'what about the other one?',
      'and the other one?',
    );

    expect(bsd).toBe('Yes, with two obligations when you ship it');
    expect([second, first]).toEqual([
      'Yes, with two obligations when you ship it',
      'Needs review by Legal if linked, yes as a separate program',
    ]);
  });

  it('forgets the other one after twelve hours, whatever was asked since', async () => {
    await steward.ask('is MIT ok', 'one day');
    steward.clock.advance(11 * 3_600_000);
    await steward.ask('is GPL-2.0-only ok for our backend', 'one day');
    steward.clock.advance(2 * 3_600_000);

    const [reply] = await steward.ask('what about the other one?', 'one day');

    expect(reply?.card.title).toBe("I didn't understand that");
  });

  it('needs something to go on from', async () => {
    const [reply] = await steward.ask('what about the other one?', 'a new thread');

    expect(reply?.card.title).toBe("I didn't understand that");
  });
});
