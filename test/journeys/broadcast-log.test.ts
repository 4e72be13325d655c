import { describe, expect, it, onTestFinished } from 'vitest';
import type { Card } from '#foundation/cards/card.ts';
import { StewardError } from '#foundation/kernel/errors.ts';
import type { Log, LogFields } from '#foundation/kernel/log.ts';
import { testDatabase } from '../support/database.ts';
import { formIn, only, startRequestOffice } from '../support/request-office.ts';
import { databaseSwitch } from '../support/switchable.ts';

/** Of which everything that is typed has one. */
const TYPED = 'marzipan';
const NAMES = ['Adalinde', 'Gracilda', 'Olgerda', 'Omarion'] as const;
const FIELDS = ['attempts', 'code', 'kind', 'noticeId', 'reference', 'stack'];
/** Which of the messages fails differs: what goes to many goes beside what is told to one. */
const MESSAGES = [
  'a turn could not be answered',
  'a notice could not be delivered',
  'somebody cannot be reached',
];

const BROADCAST = {
  kind: 'policy-change',
  title: 'No more marzipan',
  body: 'From **1 April** on, marzipan needs a review. Ask marzipan@example.com.',
  to: ['everyone'],
  confirm: 'question',
  by: '2026-04-01',
  question: 'What do you do before you use marzipan?',
  answers: 'Nothing, marzipan\n* Ask for marzipan',
  when: 'now',
};

interface Line {
  readonly level: string;
  readonly fields: LogFields;
  readonly message: string;
}

describe('the log over a broadcast and all that can go wrong with it', () => {
  const test = testDatabase();
  const database = databaseSwitch(test);

  it('holds lines of known words with ids, codes and counts, and neither what was typed nor a name', async () => {
    const lines: Line[] = [];
    const at = (level: string) => (fields: LogFields, message: string) =>
      void lines.push({ level, fields, message });
    const log: Log = { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
    const office = await startRequestOffice(test.database, NAMES, { log });
    onTestFinished(() => office.stop());
    const { Adalinde: ada, Gracilda: grace, Olgerda: olga, Omarion: omar } = office.people;
    office.grant({ Olgerda: ['ospo'], Omarion: ['ospo'] });
    const lastOf = (who: string): Card => {
      const card = office.cardsOf(who).at(-1);
      if (!card) throw new Error(`${who} has no card`);
      return card;
    };

    const list = await office.say('broadcasts', olga);
    const opened = formIn(await office.press(list, 'Write a broadcast', olga));
    await office.send(opened, { ...BROADCAST, by: 'marzipan' }, olga);
    await office.send(opened, { marzipan: ['marzipan'] }, olga);
    database.goAway();
    await office.send(opened, BROADCAST, olga);
    database.comeBack();
    const draft = only(await office.send(opened, BROADCAST, olga));
    await office.press(draft, 'Test to myself', olga);
    await office.settle();
    await office.press(draft, 'Ask for a second look', olga);
    await office.settle();
    const approval = lastOf('Omarion');
    const quoting = new TypeError('cannot send marzipan to Adalinde');
    const advice = 'Adalinde cannot be told of marzipan now.';
    office.channel.next.push(
      () => Promise.reject(quoting),
      () => Promise.reject(new StewardError('unavailable', 'the platform is away', { advice })),
      async () => ({ kind: 'unreachable' }),
      async () => ({ kind: 'later', afterMs: 1000 }),
    );
    await office.press(approval, 'Approve: send', omar);
    await office.settle();
    for (let round = 0; round < 5; round++) {
      office.steward.clock.advance(60_000);
      await office.settle();
    }
    const reader =
      [ada, grace].find((_, one) => office.cardsOf(NAMES[one] ?? '').length > 0) ?? ada;
    const name = reader === ada ? 'Adalinde' : 'Gracilda';
    const question = formIn(await office.press(lastOf(name), 'Answer and confirm', reader));
    await office.send(question, { answer: 'marzipan' }, reader);
    await office.send(question, { answer: '0' }, reader);
    await office.send(question, { answer: '1' }, reader);
    database.goAway();
    await office.say('BC-1', olga);
    await office.say('broadcasts about marzipan', grace);
    database.comeBack();
    await office.settle();

    const written = lines.map((line) => JSON.stringify(line));
    const messages = new Set(lines.map(({ message }) => message));
    expect(messages).toContain('a turn could not be answered');
    expect(messages).toContain('a notice could not be delivered');
    expect([...messages].filter((message) => !MESSAGES.includes(message))).toEqual([]);
    const fields = new Set(lines.flatMap((line) => Object.keys(line.fields)));
    expect([...fields].filter((name) => !FIELDS.includes(name))).toEqual([]);
    expect(written.filter((line) => line.includes(TYPED))).toEqual([]);
    expect(written.filter((line) => NAMES.some((one) => line.includes(one)))).toEqual([]);
    expect(written.filter((line) => line.includes('@example'))).toEqual([]);
  });
});
