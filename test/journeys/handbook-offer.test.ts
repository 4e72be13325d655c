import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { handbookIn } from '#compose.ts';
import type { Card } from '#foundation/cards/card.ts';
import { cardToText } from '#foundation/cards/card-to-text.ts';
import { silentLog } from '#foundation/kernel/log.ts';
import { auditEntries, notices } from '#foundation/store/schema.ts';
import { broadcasts } from '#foundation/store/tables/broadcasts.ts';
import { handbooks } from '#foundation/store/tables/questions.ts';
import { readPage } from '#knowledge/handbook/reading/read-page.ts';
import { sectionIdOf } from '#knowledge/handbook/section.ts';
import { keepNoting } from '#office/broadcasts/handbook/keep-noting.ts';
import { noteHandbook } from '#office/broadcasts/handbook/note-handbook.ts';
import { testDatabase } from '../support/database.ts';
import { testFolder } from '../support/folder.ts';
import { formIn, only, type RequestOffice, startRequestOffice } from '../support/request-office.ts';

const BEFORE = {
  Linking: 'Ask Legal before you link.',
  Fonts: 'Fonts are fine.',
  Data: 'Ask us about data.',
};
const MINUTE = 60_000;

describe('a change of the handbook', () => {
  const test = testDatabase();
  const folder = testFolder();
  let office: RequestOffice;
  let ada: string;
  let olga: string;
  let omar: string;
  let noting: ReturnType<typeof keepNoting>;
  beforeEach(async () => {
    const handbook = path.join(folder.path, 'handbook');
    await rm(handbook, { recursive: true, force: true });
    await mkdir(handbook, { recursive: true });
    await write(BEFORE);
    const started = await startRequestOffice(test.database, ['ada', 'olga', 'omar'], { handbook });
    office = started;
    ({ ada, olga, omar } = started.people);
    office.grant({ olga: ['ospo'], omar: ['ospo'] });
    noting = note();
    await pass(1);
  });
  afterEach(async () => {
    await noting.stop();
    await office.stop();
  });

  /** A process that looks at the handbook. */
  function note() {
    const { clock } = office.steward;
    const handbook = path.join(folder.path, 'handbook');
    return keepNoting({
      db: test.db,
      // Read anew each time: one that keeps it has the last one until the next question.
      handbook: async () =>
        (await handbookIn(handbook, { db: test.db, clock, log: silentLog })()).handbook,
      clock,
      log: silentLog,
      afterwards: () => {},
    });
  }

  async function write(sections: Readonly<Record<string, string>>, file = 'copyleft.md') {
    const text = Object.entries(sections).map(([heading, words]) => `## ${heading}\n\n${words}\n`);
    const whole = `# Copyleft\n\nWhat it is.\n\n${text.join('\n')}`;
    await writeFile(path.join(folder.path, 'handbook', file), whole);
  }

  /** Minute by minute. */
  async function pass(minutes: number, also: readonly (typeof noting)[] = []): Promise<void> {
    for (let minute = 0; minute < minutes; minute++) {
      office.steward.clock.advance(MINUTE);
      for (const one of [noting, ...also]) {
        one.poke();
        await one.idle();
      }
    }
    await office.settle();
  }

  const offers = (who = 'olga') =>
    office.cardsOf(who).filter(({ title }) => title.startsWith('The handbook has changed'));
  const offerOf = (who = 'olga'): Card => {
    const [offer, ...others] = offers(who);
    if (!offer || others.length > 0) throw new Error(`${who} has ${offers(who).length} offers`);
    return offer;
  };
  const titles = (who: string) => office.cardsOf(who).map(({ title }) => title);
  const kinds = async () =>
    (await test.db.select().from(auditEntries))
      .map(({ kind }) => kind)
      .filter((kind) => /^(handbook|broadcast)\./.test(kind));

  it('is nothing on the first start, nor where only the room between words is another', async () => {
    await pass(20);
    await write({
      ...BEFORE,
      Linking: 'Ask   Legal\nbefore you\n   link.  ',
    });
    await pass(40);

    expect(await test.db.select().from(notices)).toEqual([]);
    expect(await kinds()).toEqual([]);
  });

  it('is offered to the OSPO once it has stayed so, with what is new, changed and gone', async () => {
    await write({ Linking: 'Ask the OSPO.', Fonts: BEFORE.Fonts, Models: 'New here.' });
    await pass(14);
    const early = offers();
    await pass(4);

    expect(early).toEqual([]);
    const text = cardToText(offerOf());
    expect(text).toContain('Changed: Copyleft > Linking');
    expect(text).toContain('New: Copyleft > Models');
    expect(text).toContain('Gone: Copyleft > Data');
    expect(text).not.toContain('Fonts');
    expect(offers('omar')).toHaveLength(1);
    expect(titles('ada')).toEqual([]);
    expect(await kinds()).toEqual(['handbook.changed']);
  });

  it('is one offer, however often it is edited', async () => {
    for (let edit = 0; edit < 10; edit++) {
      await write({ ...BEFORE, Linking: `Draft ${edit}.` });
      await pass(6);
    }
    const meanwhile = offers();
    await pass(18);
    const first = cardToText(offerOf());
    await write({ ...BEFORE, Linking: 'Draft 9.', Fonts: 'Ask for fonts too.' });
    await pass(20);

    expect(meanwhile).toEqual([]);
    expect(first).not.toContain('Fonts');
    expect(cardToText(offerOf())).toContain('Changed: Copyleft > Fonts');
    expect(cardToText(offerOf())).toContain('Changed: Copyleft > Linking');
    expect(office.channel.sends.filter(({ to }) => to === 'olga')).toHaveLength(1);
  });

  it('becomes a broadcast with a draft of it, and is dealt with on every card', async () => {
    await write({ ...BEFORE, Linking: 'Ask the OSPO.' });
    await pass(20);
    const opened = formIn(await office.press(offerOf(), 'Write a broadcast about it', olga));
    const open = offers('omar');
    const draft = only(await office.send(opened, opened.kept, olga));
    await office.settle();
    const [row] = await test.db.select().from(broadcasts);
    const again = only(await office.press(open[0] ?? draft, 'Write a broadcast about it', omar));

    expect(opened.kept).toMatchObject({
      kind: 'policy-change',
      body: 'Our handbook has changed. Please read again what concerns you:\n\n- Changed: Copyleft > Linking',
      section: 'Linking',
    });
    expect(draft.title).toContain('What changed in our handbook');
    expect(row?.content).toMatchObject({ section: { title: 'Linking' } });
    expect(titles('omar')).toEqual(['This change of the handbook is dealt with']);
    expect(again.title).toBe('This change of the handbook is dealt with');
    expect(await kinds()).toEqual(['handbook.changed', 'broadcast.drafted']);
    await pass(20);
    expect(offers('omar')).toEqual([]);
  });

  it('leads to the section that changed, also where another has the same heading', async () => {
    const text = '# Trademarks\n\nWhat they are.\n\n## Linking\n\nLink as you like.\n';
    const file = path.join(folder.path, 'handbook', 'trademarks.md');
    await writeFile(file, text);
    await pass(20);
    await office.press(offerOf(), 'Not now', olga);
    await writeFile(file, text.replace('as you like', 'to our page'));
    await pass(20);
    const opened = formIn(await office.press(offerOf(), 'Write a broadcast about it', olga));
    await office.send(opened, opened.kept, olga);

    const [row] = await test.db.select().from(broadcasts);
    const [, linking] = readPage('trademarks.md', text).sections;
    expect(opened.kept?.section).toBe('Trademarks > Linking');
    expect(linking?.path).toEqual(['Trademarks', 'Linking']);
    expect(row?.content).toMatchObject({ section: { id: linking && sectionIdOf(linking) } });
  });

  it('is passed over by whoever of the OSPO says so, once; the next one is a new offer', async () => {
    await write({ ...BEFORE, Linking: 'Ask the OSPO.' });
    await pass(20);
    const offer = offerOf();
    const refused = only(await office.press(offer, 'Not now', ada));
    const stands = offers();
    const passed = only(await office.press(offer, 'Not now', olga));
    const again = only(await office.press(offer, 'Not now', omar));
    await office.settle();
    const closed = [...titles('olga'), ...titles('omar')];
    await write({ ...BEFORE, Linking: 'Ask the OSPO.', Fonts: 'Ask.' });
    await pass(20);

    expect(refused.title).toBe('That is for the OSPO');
    expect(stands).toHaveLength(1);
    expect(passed.title).toBe('This change of the handbook is dealt with');
    expect(again.title).toBe('This change of the handbook is dealt with');
    expect(closed).toEqual([passed.title, passed.title]);
    expect(cardToText(offerOf())).not.toContain('Linking');
    expect(await kinds()).toEqual(['handbook.changed', 'handbook.passed', 'handbook.changed']);
  });

  it('that was seen only in part is shown as it is now, and not passed over', async () => {
    await write({ ...BEFORE, Linking: 'Ask the OSPO.' });
    await pass(20);
    const seen = offerOf();
    await write({ ...BEFORE, Linking: 'Ask the OSPO.', Fonts: 'Ask.' });
    await pass(20);

    const now = only(await office.press(seen, 'Not now', olga));

    expect(cardToText(now)).toContain('Changed: Copyleft > Fonts');
    expect(await kinds()).toEqual(['handbook.changed', 'handbook.changed']);
  });

  it('that was taken back is offered no more', async () => {
    await write({ ...BEFORE, Linking: 'Ask the OSPO.' });
    await pass(20);
    await write(BEFORE);
    await pass(20);
    const back = titles('olga');
    await write({ ...BEFORE, Data: 'Ask Legal.' });
    await pass(20);

    expect(back).toEqual(['This change of the handbook is dealt with']);
    expect(cardToText(offerOf())).toContain('Changed: Copyleft > Data');
  });

  it('is offered once by several processes', async () => {
    const others = [note(), note()];
    await write({ ...BEFORE, Linking: 'Ask the OSPO.' });
    await pass(20, others);
    for (const one of others) await one.stop();

    expect(offers()).toHaveLength(1);
    expect(office.channel.sends.filter(({ to }) => to === 'olga')).toHaveLength(1);
    expect(await kinds()).toEqual(['handbook.changed']);
  });

  it('is noticed once by two that look in the same moment', async () => {
    const { sections } = readPage('a.md', '# Other\n\nWords.');
    const now = office.steward.clock.now();
    await noteHandbook(test.db, { sections }, now);
    const later = new Date(now.getTime() + 20 * MINUTE);
    const looked = await Promise.all(
      Array.from({ length: 5 }, () => noteHandbook(test.db, { sections }, later)),
    );

    expect(looked.filter(Boolean)).toHaveLength(1);
    expect(await test.db.select().from(handbooks)).toHaveLength(2);
  });

  it('is not believed while processes have different ones, nor of a folder that is gone', async () => {
    const old = readPage('a.md', '# One\n\nWords.');
    const other = readPage('a.md', '# One\n\nOther words.');
    const start = office.steward.clock.now().getTime();
    const at = (minute: number) => new Date(start + minute * MINUTE);
    for (let minute = 0; minute < 60; minute++) {
      await noteHandbook(test.db, minute % 2 === 0 ? old : other, at(minute));
      await noteHandbook(test.db, { sections: [] }, at(minute));
    }

    expect(await test.db.select().from(notices)).toEqual([]);
  });

  it('in a page that is kept in the database counts too', async () => {
    const { handbookFiles } = await import('#foundation/store/tables/questions.ts');
    const text = '# Frequently asked questions\n\n## Who signs the CLA?\n\nThe OSPO.\n';
    const createdAt = office.steward.clock.now();
    await test.db.insert(handbookFiles).values({ file: 'faq/cla.md', text, createdAt });
    await pass(20);

    expect(cardToText(offerOf())).toContain('New: Frequently asked questions > Who signs the CLA?');
  });
});
