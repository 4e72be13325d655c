import { randomUUID } from 'node:crypto';
import { messageIds } from '../double/shown.ts';
import { fixture, type InvokeFixture, merge, type Payload } from '../fixtures.ts';
import { teamsApp } from '../teams-app.ts';
import { type LoadPerson, loadPerson } from './people.ts';

/** Makes what Teams sends of many people, with new ids and times. */
export interface Activities {
  /** In their own conversation with the bot. */
  message(person: number, text: string, changes?: Payload): Payload;
  /** The first of a thread of its own, with a mention of the bot. */
  inChannel(person: number, text: string): Payload;
  /** On a message of their conversation that nothing else is on. */
  invoke(name: InvokeFixture, person: number, value: Payload): Payload;
}

const CHANNEL = '19:5d8e1b7a3c9f4e20b6a1d4c7f0e3b852@thread.tacv2';
const MENTION =
  '<span itemscope="" itemtype="http://schema.skype.com/Mention" itemid="0">Steward</span>';

export function createActivities(serviceUrl: string): Activities {
  const newId = messageIds();
  const personal = fixture('message-personal');
  const mention = fixture('message-channel-mention');

  function by({ id, aadObjectId }: LoadPerson): Payload {
    const { tenantId } = teamsApp;
    return {
      timestamp: new Date().toISOString(),
      serviceUrl,
      from: { id, aadObjectId },
      conversation: { tenantId },
      channelData: { tenant: { id: tenantId } },
    };
  }

  return {
    message(number, text, changes = {}) {
      const person = loadPerson(number);
      const own = {
        id: newId(),
        text,
        conversation: { id: person.conversation },
        attachments: [{ contentType: 'text/html', content: `<p>${text}</p>` }],
      };
      return merge(merge(merge(personal, by(person)), own), changes);
    },
    inChannel(number, text) {
      const id = newId();
      const own = {
        id,
        text: `<at>Steward</at> ${text}`,
        conversation: { id: `${CHANNEL};messageid=${id}` },
        attachments: [{ contentType: 'text/html', content: `<p>${MENTION}&nbsp;${text}</p>` }],
      };
      return merge(merge(mention, by(loadPerson(number))), own);
    },
    invoke(name, number, value) {
      const person = loadPerson(number);
      const own = {
        id: `f:${randomUUID()}`,
        replyToId: newId(),
        conversation: { id: person.conversation },
      };
      return { ...merge(merge(fixture(name), by(person)), own), value };
    },
  };
}

/** Where the answer to it comes. */
export function placeOf({ conversation }: Payload): string {
  // Each activity that is made here has one.
  return (conversation as { readonly id: string }).id;
}
