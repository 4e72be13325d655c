import { LRUCache } from 'lru-cache';
import { pageToOpen } from '#assistant/forms/form-pages.ts';
import { type OpenForm, openForm } from '#assistant/forms/open-forms.ts';
import type { FormReply } from '#assistant/turn.ts';
import { accountOf, partsOf } from '#channels/teams/conversation/conversations.ts';
import { type Dialog, dialogOf } from '#channels/teams/conversation/dialog.ts';
import type { Outlet } from '#channels/teams/conversation/outlet.ts';
import type { PageHeard, Sender } from '#channels/teams/receive/heard.ts';
import { type FormState, formToDialog } from '#channels/teams/render-form.ts';
import { fieldsOf } from '#foundation/cards/form.ts';
import type { Clock } from '#foundation/kernel/clock.ts';
import { newId } from '#foundation/kernel/ids.ts';
import { accountsOf, nameOf } from '#foundation/people/accounts.ts';
import type { Db } from '#foundation/store/database.ts';

/** A page of a form that is open. */
export interface OpenPage {
  readonly open: OpenForm;
  /** From 0. */
  readonly page: number;
  readonly errors?: Readonly<Record<string, string>>;
  /** More is asked on it than when it was shown last. */
  readonly asked?: boolean;
  /** `Pressed.dialog`; another one when the form is opened. */
  readonly dialog?: string;
}

type People = NonNullable<FormState['people']>;

/** Forms as dialogs. */
export interface FormDialogs {
  /** Opens the form for the person, with what they typed before. */
  keep(reply: FormReply, outlet: Pick<Outlet, 'personId' | 'card'>): Promise<OpenForm>;
  /** The same, at the page on which there is something to mend, or more to answer. */
  open(reply: FormReply, outlet: Pick<Outlet, 'personId' | 'card' | 'from'>): Promise<Dialog>;
  draw(from: Sender, page: OpenPage): Promise<Dialog>;
  /** The page again with what was typed, where nothing can be asked; undefined where it is not known by heart. */
  byHeart(heard: PageHeard): OpenForm | undefined;
  drawByHeart(page: OpenPage, people: People): Dialog;
}

/** Forms that are open now, so that what was typed is shown again while the database is away. */
const KNOWN_MOST = 1_000;

export function createFormDialogs(on: { readonly db: Db; readonly clock: Clock }): FormDialogs {
  const { db, clock } = on;
  const known = new LRUCache<string, OpenForm>({ max: KNOWN_MOST });

  function keep(reply: FormReply, { personId, card }: Pick<Outlet, 'personId' | 'card'>) {
    return db.transaction((tx) => openForm(tx, personId, reply, { card, at: clock.now() }));
  }

  async function draw(from: Sender, page: OpenPage): Promise<Dialog> {
    const { form, key } = page.open;
    known.set(nameOfForm(from, form.name, key.context), page.open);
    return drawPage(page, await chosenPeople(db, page.open));
  }

  return {
    keep,
    async open(reply, outlet) {
      const open = await keep(reply, outlet);
      const errors = reply.errors ?? {};
      return draw(outlet.from, { open, page: pageToOpen(reply), errors });
    },
    draw,
    byHeart: ({ from, form, context }) => known.get(nameOfForm(from, form, context)),
    drawByHeart: drawPage,
  };
}

function drawPage(on: OpenPage, people: People): Dialog {
  const { open, page, errors = {}, asked = false, dialog = newId() } = on;
  const { form, kept, key } = open;
  const state = { form, page, kept, errors, people, asked };
  const { title, card } = formToDialog(state, { context: key.context, dialog });
  return dialogOf(title, card);
}

function nameOfForm(from: Sender, form: string, context: string): string {
  return JSON.stringify([accountOf(from), form, context]);
}

/** Names and directory ids of the people who were chosen in the form. */
async function chosenPeople(db: Db, { form, kept }: OpenForm): Promise<People> {
  const people = new Map<string, { readonly id: string; readonly name: string }>();
  for (const field of fieldsOf(form)) {
    const personId = kept[field.id];
    if (field.kind !== 'person' || typeof personId !== 'string' || personId === '') continue;
    const accounts = await accountsOf(db, personId);
    const account = accounts.find(({ platform }) => platform === 'teams');
    if (!account) continue;
    const { id } = partsOf(account.externalId);
    people.set(personId, { id, name: (await nameOf(db, personId)) ?? id });
  }
  return people;
}
