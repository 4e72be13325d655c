import { askInForm, askWords } from '#assistant/actions.ts';
import type { Answered } from '../../load/steady-posts.ts';
import { isRecord, listOf, type Payload } from '../fixtures.ts';
import type { Activities } from './activities.ts';
import type { Deliver } from './steady-delivery.ts';

/** What people do for which a client waits; each gives what it was answered. */
export interface Invokes {
  /** Presses a button; the answer comes into the conversation too. */
  press(person: number): Promise<Answered>;
  /** Presses a button that leads to a form. */
  openForm(person: number): Promise<Answered>;
  /** Sends a form; `opened` is what opening it was answered. */
  sendForm(person: number, opened: Answered | undefined): Promise<Answered>;
}

/** What is asked by the button and in the form. */
export const asked = 'may I use MIT code in our product?';

const context = { theme: 'default' };

export function createInvokes(deliver: Deliver, activities: Activities): Invokes {
  return {
    press(person) {
      const data = { steward: 'press', action: JSON.stringify(askWords.with({ text: asked })) };
      const action = { type: 'Action.Execute', title: 'May I?', verb: 'steward', data };
      return deliver(activities.invoke('card-action', person, { action, trigger: 'manual' }));
    },
    openForm(person) {
      const msteams = { type: 'task/fetch' };
      const data = { steward: 'press', action: JSON.stringify(askInForm.with({})), msteams };
      return deliver(activities.invoke('dialog-fetch', person, { data, context }));
    },
    sendForm(person, opened) {
      const data = { ...buttonIn(opened), 'field:question': asked };
      return deliver(activities.invoke('dialog-submit', person, { data, context }));
    },
  };
}

/** What the main button of a dialog brings back; nothing where there is no dialog. */
function buttonIn(opened: Answered | undefined): Payload {
  const { task } = recordIn(JSON.parse(opened?.text || '{}'));
  const { card } = recordIn(recordIn(task).value);
  const { actions } = recordIn(recordIn(card).content);
  return recordIn(recordIn(listOf(actions)[0]).data);
}

function recordIn(value: unknown): Payload {
  return isRecord(value) ? value : {};
}
