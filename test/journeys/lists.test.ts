import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { CardReply } from '#assistant/turn.ts';
import { cardToText } from '#foundation/cards/card-to-text.ts';
import { fit } from '#foundation/cards/fit.ts';
import { testDatabase } from '../support/database.ts';
import { files } from '../support/sample-questions.ts';
import { cardsOf, startTestSteward, type TestSteward } from '../support/test-steward.ts';

const HOUR = 3_600_000;

describe('a list of packages', () => {
  const test = testDatabase();
  let steward: TestSteward;
  beforeAll(async () => {
    steward = await startTestSteward({ db: test.db });
  });
  beforeEach(() => steward.registry.mend());
  afterAll(() => steward.close());

  async function handOver(text: string, name = 'packages.txt', thread?: string) {
    const [reply] = cardsOf(await steward.send({ kind: 'file', name, text }, thread));
    return reply ?? never();
  }

  it('is answered on one card, the worst first, and what could not be checked is said', async () => {
    const reply = await handOver(files['list-package-json']?.text ?? '', 'package.json');

    expect(reply.card.title).toBe(
      '5 of 10 fine; 2 need a look, 1 depends on the use, 2 could not be checked',
    );
    expect(cellsOf(reply)).toEqual([
      ['no-license 1.0.0', 'not stated', 'Review by Legal'],
      ['see-file 1.0.0', 'unclear: “SEE LICENSE IN EULA.md”', 'Review by Legal'],
      ['ua-parser-js 2.0.0', 'AGPL-3.0-or-later', 'Depends on the use'],
    ]);
    expect(cardToText(reply.card)).toContain('recat-router: there is no such npm package');
    expect(cardToText(reply.card)).toContain(
      'core: workspace:* is nothing that the npm registry knows',
    );
  });

  it('asks for the use, and takes a press for the answer, also after other questions', async () => {
    const asked = await handOver('express\nua-parser-js@2.0.0');
    await steward.ask('can I use MIT code?');

    const [shipped] = await steward.press(asked, 'Shipped product');
    const [hosted] = await steward.press(asked, 'Hosted service');

    expect(asked.outcome).toEqual({ kind: 'asked' });
    expect(shipped?.card.title).toBe('1 of 2 fine; 1 is not allowed');
    expect(shipped?.outcome).toEqual({ kind: 'verdict', verdict: 'denied' });
    expect(hosted?.card.title).toBe('1 of 2 fine; 1 needs a look');
  });

  it('is what the conversation is about: the use may be typed', async () => {
    await handOver('express\nua-parser-js@2.0.0', 'packages.txt', 'typed');

    const [shipped] = await steward.ask('and in a product that we ship?', 'typed');

    expect(shipped?.card.title).toBe('1 of 2 fine; 1 is not allowed');
  });

  it('leads to the answer for one of its packages', async () => {
    const asked = await handOver('express\nua-parser-js@2.0.0');
    const [shipped] = await steward.press(asked, 'Shipped product');

    const [one] = await steward.press(shipped, 'More on ua-parser-js');

    expect(cardToText(one?.card ?? never())).toContain('ua-parser-js 2.0.0 (npm) is under AGPL');
    expect(one?.outcome).toEqual({ kind: 'verdict', verdict: 'denied' });
  });

  it('judges what is needed to build as a development tool, however the rest is used', async () => {
    const text =
      '{"dependencies": {"express": "5.0.0"}, "devDependencies": {"ua-parser-js": "2.0.0"}}';
    const asked = await handOver(text, 'package.json');

    expect(asked.card.title).toBe('All 2 are fine');
    expect(cardToText(asked.card)).toContain('judged as development tools');
  });

  it('is forgotten after twelve hours, which a press then hears', async () => {
    const asked = await handOver('express\nua-parser-js@2.0.0');
    steward.clock.advance(13 * HOUR);

    const [reply] = await steward.press(asked, 'Shipped product');

    expect(reply?.card.title).toBe('I no longer have that list');
  });

  it('is nobody else’s: a forged press finds no list', async () => {
    const payload = { list: '0'.repeat(32), said: { use: 'internal' } };
    const action = { name: 'ask.list@1', payload };

    const [reply] = cardsOf(await steward.send({ kind: 'action', action }));

    expect(reply?.card.title).toBe('I no longer have that list');
  });

  it('is answered as far as the registry answers, and may be tried again', async () => {
    steward.registry.publish({ name: 'one-a', versions: { '1.0.0': { license: 'MIT' } } });
    steward.registry.publish({ name: 'one-b', versions: { '1.0.0': { license: 'MIT' } } });
    steward.registry.breakDown('one-b', { kind: 'status', status: 503 });

    const asked = await handOver('one-a\none-b');
    steward.registry.mend();
    const [again] = await steward.press(asked, 'Try again');

    expect(asked.card.title).toBe('1 of 2 fine; 1 could not be checked');
    expect(asked.outcome).toEqual({ kind: 'no-answer' });
    expect(again?.card.title).toBe('All 2 are fine');
  });

  it('says how far it has come', async () => {
    const before = steward.working.length;

    await handOver('express\nleft-pad\n@slack/bolt');

    expect(steward.working.slice(before)).toEqual([
      'Checking 3 packages',
      'Checking 3 packages: 1 done',
      'Checking 3 packages: 2 done',
      'Checking 3 packages: 3 done',
    ]);
  });

  it('says which package is looked up when it is one', async () => {
    await steward.ask('can I use left-pad?');

    expect(steward.working.at(-1)).toBe('Looking up left-pad in the npm registry');
  });

  it('may be pasted as a message', async () => {
    const lines =
      'express\nleft-pad\n@slack/bolt\nreact-router\nua-parser-js@1.0.41\nexpress@5.0.0';

    const [pasted] = await steward.ask(lines);
    const [manifest] = await steward.ask(
      files['list-package-json']?.text?.replaceAll(',', ',\n') ?? '',
    );
    const [lock] = await steward.ask('{\n"lockfileVersion": 3,\n\n\n\n"name": "a"\n}');

    expect(pasted?.card.title).toBe('All 6 are fine');
    expect(manifest?.card.title).toContain('5 of 10 fine');
    expect(lock?.card.title).toBe('That is for the open source program office');
  });

  it('may stand in one line: none of it is dropped without a word', async () => {
    const [reply] = await steward.ask(
      'npm i express left-pad @slack/bolt react-router ua-parser-js@1.0.41 some-bsd pkg:pypi/flask',
    );

    expect(reply?.card.title).toBe('5 of 7 fine; 1 needs a look, 1 could not be checked');
    expect(cardToText(reply?.card ?? never())).toContain('flask');
  });

  it('fits on a card with 200 packages of the longest names and licenses', async () => {
    const name = (at: number) => `${'long-name-'.repeat(20)}${at}`.slice(-210);
    const license = '(MIT AND (Apache-2.0 OR GPL-3.0-only WITH Classpath-exception-2.0))';
    for (let at = 0; at < 200; at++) {
      const terms = at % 2 === 0 ? license : `Terms of our own, number ${at} ${'x'.repeat(300)}`;
      steward.registry.publish({ name: name(at), versions: { '1.0.0': { license: terms } } });
    }

    const reply = await handOver(Array.from({ length: 200 }, (_, at) => name(at)).join('\n'));

    expect(fit(reply.card)).toBe(reply.card);
    expect(reply.card.title).toMatch(/ of 200 fine; /);
    expect(reply.card.buttons.length).toBeGreaterThan(0);
    expect(reply.card.buttons.length).toBeLessThanOrEqual(5);
  }, 60_000);

  it('never asks the registry about what is no package name', async () => {
    const asked = steward.registry.requests.length;
    const dependencies = {
      a: 'file:../../etc/passwd',
      b: 'http://169.254.169.254/latest/meta-data',
      c: 'npm:../../etc/passwd',
      '../d': '1.0.0',
      '': '1.0.0',
    };

    const reply = await handOver(JSON.stringify({ dependencies }), 'package.json');

    expect(steward.registry.requests.length).toBe(asked);
    expect(reply.card.title).toBe('There is no package to look up in that');
  });
});

function cellsOf({ card }: CardReply): readonly (readonly string[])[] {
  const table = card.parts.find((part) => part.kind === 'table');
  if (table?.kind !== 'table') return [];
  return table.rows.map((row) =>
    row.map((cell) =>
      typeof cell === 'string'
        ? cell
        : cell.map((span) => (typeof span === 'string' ? span : span.text)).join(''),
    ),
  );
}

function never(): never {
  throw new Error('there was no reply');
}
