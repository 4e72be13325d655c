import { expect } from 'vitest';
import { askWords } from '#assistant/actions.ts';
import type { Respond } from '#assistant/turn.ts';
import { answerInTerminal } from '#channels/terminal/answer.ts';
import { answerForms, type SentForm } from '#channels/terminal/answer-forms.ts';
import { usage } from '#commands/usage.ts';
import { deliver } from '#foundation/delivery/deliver.ts';
import { systemClock } from '#foundation/kernel/clock.ts';
import { personFor } from '#foundation/people/accounts.ts';
import { noRoles } from '#foundation/people/roles.ts';
import { testDatabase } from '../../support/database.ts';
import type { Chat, Lack } from '../contract/chat.ts';
import { contractCard, formReply, said, script } from '../contract/script.ts';
import { describeChannel } from '../contract.ts';
import { typing } from './typing.ts';

const store = testDatabase();

const lacks: readonly Lack[] = [
  {
    abilities: ['presses'],
    because: 'nothing can be pressed in printed words',
    instead: 'offers in words what a button would ask, and leaves out what words cannot do',
    async check(start) {
      const asks = {
        label: 'What about MIT?',
        action: askWords.with({ text: 'what about MIT?' }),
      };
      const chat = await start(async () => [
        said({ ...contractCard, buttons: [asks, ...contractCard.buttons] }),
      ]);

      await chat.say('can I?');

      const [card] = await chat.cards();
      expect(card?.text).toContain('You can say: “What about MIT?”');
      expect(card?.text).not.toContain('“Why”');
    },
  },
  {
    abilities: ['forms'],
    because: 'there are no pages in a terminal',
    instead: 'asks one field after the other, and tells a script that there is no answer',
    async check() {
      const { respond, turns } = script(() => [said({ ...contractCard, title: 'Sent' })]);
      const send = (content: SentForm) =>
        respond({ personId: 'dana', thread: 'terminal', content });
      const somebody = typing(['to pad', '1', '']);

      const replies = await answerForms([formReply], { ...somebody, send });
      const forScripts = answerInTerminal([formReply], { json: true, colour: false });

      expect(turns.map(({ content }) => content)).toEqual([
        {
          kind: 'form',
          form: 'contract',
          context: { about: 'left-pad' },
          answers: { reason: 'to pad', way: 'shipped' },
          sentAs: expect.any(String),
        },
      ]);
      expect(replies).toMatchObject([{ kind: 'card', card: { title: 'Sent' } }]);
      expect(forScripts).toEqual({
        output: expect.stringContaining('is a form. Ask once more in a terminal'),
        exitCode: 2,
      });
    },
  },
  {
    abilities: ['files'],
    because: 'a question is one line',
    instead: 'takes many questions by another command, which the help names',
    async check() {
      expect(usage).toContain('steward batch');
    },
  },
  {
    abilities: ['sends', 'places', 'aging', 'faults', 'looksBack'],
    because: 'nobody is there when the answer is printed',
    instead: 'is no place where somebody could be told something later',
    async check() {
      const account = { platform: 'terminal', externalId: 'dana' };
      const personId = await personFor(store.db, account, systemClock);
      const notice = {
        id: 'n',
        kind: 'contract',
        matter: 'm',
        recipient: { kind: 'person', personId } as const,
        message: undefined,
        wanted: 1,
        attempts: 0,
        isRetry: false,
        leaseUntil: new Date(),
      };

      const { outcome } = await deliver(notice, {
        db: store.db,
        channels: () => [],
        roles: noRoles,
        cardFor: async () => ({ kind: 'card', card: contractCard }),
      });

      expect(outcome).toEqual({ kind: 'unreachable' });
    },
  },
  {
    abilities: ['directory'],
    because: 'a machine’s users are known by name alone',
    instead: 'knows its people by no e-mail',
    async check() {
      const account = { platform: 'terminal', externalId: 'dana' };
      const first = await personFor(store.db, account, systemClock);

      const other = await personFor(
        store.db,
        { platform: 'slack', externalId: 'T1/U1', email: 'dana@example.com' },
        systemClock,
      );

      expect(other).not.toBe(first);
    },
  },
];

describeChannel('the terminal', { start, lacks });

async function start(respond: Respond): Promise<Chat> {
  let output = '';
  let documents: { title: string; text: string }[] = [];
  return {
    async say(text) {
      const content = { kind: 'text', text } as const;
      const replies = await respond({ personId: 'dana', thread: 'terminal', content });
      output = answerInTerminal(replies, { json: false, colour: false }).output;
      const [title = '', ...rest] = output.split('\n\n');
      const isDocument = replies.some(({ kind }) => kind === 'document');
      documents = isDocument ? [{ title, text: rest.join('\n\n') }] : [];
    },
    async cards() {
      return output === '' ? [] : [{ text: output, buttons: [], handle: undefined }];
    },
    documents: { shown: async () => documents },
  };
}
