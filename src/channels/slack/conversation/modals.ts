import { pageToOpen } from '#assistant/forms/form-pages.ts';
import { type OpenForm, openForm } from '#assistant/forms/open-forms.ts';
import type { FormReply } from '#assistant/turn.ts';
import { partsOf } from '#channels/slack/calls/people.ts';
import { calling } from '#channels/slack/calls/slack-error.ts';
import type { Workspace } from '#channels/slack/calls/workspaces.ts';
import type { ModalMetadata, Outlet } from '#channels/slack/conversation/outlet.ts';
import { formToModal } from '#channels/slack/render-form.ts';
import { fieldsOf } from '#foundation/cards/form.ts';
import type { Clock } from '#foundation/kernel/clock.ts';
import { accountsOf } from '#foundation/people/accounts.ts';
import type { Db } from '#foundation/store/database.ts';

type ModalView = Parameters<Workspace['client']['views']['open']>[0]['view'];

/** A form as a modal at one of its pages. */
export interface DrawnModal {
  readonly view: ModalView;
  readonly open: OpenForm;
}

/** Opens the form for the person, with what they typed before, and draws the page on which there is something to mend. */
export async function drawForm(
  { db, clock }: { readonly db: Db; readonly clock: Clock },
  reply: FormReply,
  outlet: Pick<Outlet, 'personId' | 'place' | 'card'>,
): Promise<DrawnModal> {
  const { personId, place, card } = outlet;
  const open = await db.transaction((tx) =>
    openForm(tx, personId, reply, { card, at: clock.now() }),
  );
  const errors = reply.errors ?? {};
  return { open, view: await drawPage(db, open, pageToOpen(reply), place, errors) };
}

/** One page of a form that is open. */
export async function drawPage(
  db: Db,
  { form, kept, key }: OpenForm,
  page: number,
  place: ModalMetadata['place'],
  errors: Readonly<Record<string, string>> = {},
): Promise<ModalView> {
  const metadata: ModalMetadata = { context: key.context, page, ...(place && { place }) };
  const people = await chosenPeople(db, form, kept);
  return formToModal(
    { form, page, kept, errors, people },
    { callbackId: form.name, metadata: JSON.stringify(metadata) },
  );
}

/** Shows it above what the person sees; for three seconds after a press, and once. */
export async function showModal(
  { client }: Workspace,
  trigger: string,
  view: ModalView,
): Promise<void> {
  await calling(() => client.views.open({ trigger_id: trigger, view }));
}

/** Puts another view in the place of one that may still be open. */
export async function replaceModal(
  { client }: Workspace,
  modal: { readonly id: string; readonly hash?: string },
  view: ModalView,
): Promise<void> {
  const { id, hash } = modal;
  await calling(() =>
    client.views.update({ view_id: id, view, ...(hash === undefined ? {} : { hash }) }),
  );
}

/** A few words in the place of a form. */
export function noteModal(title: string, words: string): ModalView {
  return {
    type: 'modal',
    title: { type: 'plain_text', text: title, emoji: false },
    close: { type: 'plain_text', text: 'Close', emoji: false },
    blocks: [
      {
        type: 'rich_text',
        elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: words }] }],
      },
    ],
  };
}

/** Slack's names for the people who were chosen in the form. */
async function chosenPeople(
  db: Db,
  form: OpenForm['form'],
  kept: Readonly<Record<string, unknown>>,
): Promise<ReadonlyMap<string, string>> {
  const users = new Map<string, string>();
  for (const field of fieldsOf(form)) {
    const personId = kept[field.id];
    if (field.kind !== 'person' || typeof personId !== 'string') continue;
    const accounts = await accountsOf(db, personId);
    const account = accounts.find(({ platform }) => platform === 'slack');
    if (account) users.set(personId, partsOf(account.externalId).user);
  }
  return users;
}
