import { describe, expect, it } from 'vitest';
import { type Abilities, able, type Harness } from './contract/chat.ts';
import { describeForms, describePresses } from './contract/forms.ts';
import { describePlaces } from './contract/places.ts';
import { contractCard, said, script } from './contract/script.ts';
import {
  describeAging,
  describeFaults,
  describeLookingBack,
  describeSending,
} from './contract/sending.ts';

const literal = 'is <b>a&b</b> *c* _d_ `e` <!channel> <@U1> [x](https://example.org) &lt; ok?';

/** What every channel does alike, and what it does instead of what it cannot do. */
export function describeChannel(name: string, harness: Harness): void {
  describe(`the channel contract, kept by ${name}`, () => {
    it('hears what somebody says exactly as it was typed', async () => {
      const { respond, turns } = script(() => [said(contractCard)]);
      const chat = await harness.start(respond);

      await chat.say(literal);

      expect(turns.map(({ content }) => content)).toEqual([{ kind: 'text', text: literal }]);
    });

    it('shows the answer as a card, with all its words', async () => {
      const { respond } = script(() => [said(contractCard)]);
      const chat = await harness.start(respond);

      await chat.say('can I?');

      const cards = await chat.cards();
      expect(cards).toHaveLength(1);
      for (const words of ['Yes, with one obligation', 'Keep the notice.', 'Policy 2026.1']) {
        expect(cards[0]?.text).toContain(words);
      }
    });

    it('shows literally what is in a card', async () => {
      const { respond } = script(() => [
        said({ ...contractCard, parts: [{ kind: 'paragraph', text: literal }] }),
      ]);
      const chat = await harness.start(respond);

      await chat.say('can I?');

      expect((await chat.cards())[0]?.text).toContain(literal);
    });

    it('shows several answers in their order', async () => {
      const titled = (title: string) => said({ ...contractCard, title });
      const { respond } = script(() => [titled('First'), titled('Second')]);
      const chat = await harness.start(respond);

      await chat.say('two things?');

      const shown = (await chat.cards()).map(({ text }) => text).join('\n');
      expect(shown.indexOf('First')).toBeGreaterThanOrEqual(0);
      expect(shown.indexOf('Second')).toBeGreaterThan(shown.indexOf('First'));
    });

    either(harness, 'presses', describePresses);
    either(harness, 'forms', describeForms);
    either(harness, 'files', describeFiles);
    either(harness, 'documents', describeDocuments);
    either(harness, 'sends', describeSending);
    either(harness, 'directory', describeDirectory);
    either(harness, 'places', describePlaces);
    either(harness, 'aging', describeAging);
    either(harness, 'faults', describeFaults);
    either(harness, 'looksBack', describeLookingBack);
  });
}

function either(
  harness: Harness,
  ability: keyof Abilities,
  cases: (start: Harness['start']) => void,
): void {
  const lack = harness.lacks.find(({ abilities }) => abilities.includes(ability));
  if (lack === undefined) {
    cases(harness.start);
  } else if (lack.abilities[0] === ability) {
    it(`${lack.instead}, because ${lack.because}`, () => lack.check(harness.start));
  }
}

function describeFiles(start: Harness['start']): void {
  it('hears a file with its name and its words', async () => {
    const { respond, turns } = script(() => [said(contractCard)]);
    const chat = await start(respond);

    await able(chat, 'files').send('package.json', '{"name":"<b>ü"}');

    expect(turns.map(({ content }) => content)).toEqual([
      { kind: 'file', name: 'package.json', text: '{"name":"<b>ü"}' },
    ]);
    expect(await chat.cards()).toHaveLength(1);
  });
}

function describeDocuments(start: Harness['start']): void {
  it('hands over a long text whole', async () => {
    const text = `${'All of <it> & more.\n'.repeat(2000)}The end.`;
    const { respond } = script(() => [
      { kind: 'document', title: 'GNU General Public License', text, source: 'SPDX' },
    ]);
    const chat = await start(respond);

    await chat.say('the text, please');

    const shown = await able(chat, 'documents').shown();
    expect(shown.map(({ title }) => title)).toEqual(['GNU General Public License']);
    // Where it comes from may stand below it.
    expect(shown[0]?.text.startsWith(text)).toBe(true);
  });
}

function describeDirectory(start: Harness['start']): void {
  it('finds a member by e-mail, and nobody by one that is unknown or of an outsider', async () => {
    const chat = await start(script(() => []).respond);
    const { channel, member, outsider } = able(chat, 'directory');

    const found = await channel.lookUp(member.email);
    const unknown = await channel.lookUp('nobody@example.com');
    const guest = await channel.lookUp(outsider);

    expect(found).toMatchObject({ platform: channel.platform, ...member });
    expect(unknown).toBeUndefined();
    expect(guest?.email).toBeUndefined();
  });

  it('tells the members of a group, and that there is no such group', async () => {
    const chat = await start(script(() => []).respond);
    const { channel, group } = able(chat, 'directory');

    const members = await channel.membersOf(group.id);

    expect([...(members ?? [])].sort()).toEqual([...group.members].sort());
    expect(await channel.membersOf('no-such-group')).toBeUndefined();
  });
}
