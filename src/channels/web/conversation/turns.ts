import { pageToOpen } from '#assistant/forms/form-pages.ts';
import type { OpenForm } from '#assistant/forms/open-forms.ts';
import type { Respond, Turn, TurnContent } from '#assistant/turn.ts';
import type { Cast } from '#channels/web/conversation/cast.ts';
import { drawMessage, type PageMessage } from '#channels/web/conversation/draw-message.ts';
import { findMessage, type Message, readAnswers } from '#channels/web/conversation/history.ts';
import { createOnce } from '#channels/web/conversation/once.ts';
import { putQuestion, type Question } from '#channels/web/conversation/questions.ts';
import { storeReplies } from '#channels/web/conversation/store-replies.ts';
import type { UnderWay, Working } from '#channels/web/conversation/under-way.ts';
import { drawForm, type FormView } from '#channels/web/forms/form-view.ts';
import { messageName } from '#channels/web/message-name.ts';
import { type DrawnDocument, drawDocument } from '#channels/web/reply.ts';
import { visible } from '#foundation/cards/text.ts';
import type { Clock } from '#foundation/kernel/clock.ts';
import type { Db } from '#foundation/store/database.ts';

/** What a page sent. */
export interface PageTurn {
  readonly persona: string;
  /** Made by the page: what is sent twice, because an answer was lost, is one turn. */
  readonly id: string;
  readonly content: PageTurnContent;
}

export type PageTurnContent =
  | { readonly kind: 'text'; readonly text: string; readonly edits?: string }
  | {
      readonly kind: 'file';
      readonly name: string;
      readonly size: number;
      readonly text?: string;
    }
  | { readonly kind: 'action'; readonly action: unknown; readonly card?: string }
  | { readonly kind: 'form'; readonly open: OpenForm; readonly answers: unknown };

export type TurnOutcome =
  | {
      readonly kind: 'answered';
      readonly messages: readonly PageMessage[];
      readonly form?: FormView;
      readonly document?: DrawnDocument;
    }
  /** `taken`: the id is that of something else. `not-theirs`: no such message in their conversation. */
  | { readonly kind: 'refused'; readonly why: 'taken' | 'not-theirs' };

export interface Turns {
  /** Answers a turn once, however often it is sent, and goes on when nobody waits any more. */
  take(turn: PageTurn): Promise<TurnOutcome>;
  /** Of a turn that was sent before; undefined when it is not known any more. */
  outcomeOf(persona: string, id: string): Promise<TurnOutcome> | undefined;
  /** Resolves when no turn is under way. */
  idle(): Promise<void>;
}

export interface TurnsOptions {
  readonly db: Db;
  readonly clock: Clock;
  readonly cast: Cast;
  readonly respond: Respond;
  readonly underWay: UnderWay;
  /** Tells the pages that something changed, or what is being looked up. */
  readonly pages: { poke(): void; say(working: Working): void };
}

/** Turns whose outcome is remembered, for a page that asks again because the answer was lost. */
const REMEMBERED = 100;
/** One conversation for each persona, so one memory. */
const THREAD = 'web';
const WHAT_MAX = 300;

export function createTurns(options: TurnsOptions): Turns {
  const { db, clock, cast, respond, underWay, pages } = options;
  const outcomes = createOnce<TurnOutcome>(REMEMBERED);
  // Apart from the outcome: when that cannot be stored, a second try must not act a second time.
  const acts = createOnce<Awaited<ReturnType<Respond>>>(REMEMBERED);

  async function answer(turn: PageTurn, key: string): Promise<TurnOutcome> {
    const { persona, id, content } = turn;
    const personId = cast.personOf(persona);
    underWay.begin(id, persona, answeredBy(turn));
    try {
      const begun = await begin(db, turn, key, personId, clock.now());
      if (begun.kind === 'refused') return begun;
      if (begun.kind === 'answered') return { kind: 'answered', messages: draw(begun.messages) };

      if (begun.question !== undefined) pages.poke();
      const heard: Turn = { personId, thread: THREAD, content: begun.content };
      const replies = await acts.do(key, () => respond(heard, (what) => say(id, what)));
      const { messages, form } = await db.transaction((tx) =>
        storeReplies(
          tx,
          {
            personId,
            question: begun.question,
            card: cardOf(content),
            sentForm: content.kind === 'form' ? content.open.key : undefined,
            at: clock.now(),
          },
          replies,
        ),
      );
      const document = replies.find((reply) => reply.kind === 'document');
      return {
        kind: 'answered',
        messages: draw(messages),
        ...(document && { document: drawDocument(document) }),
        ...(form && {
          form: drawForm(form.open, pageToOpen(form.reply), {
            people: cast.players,
            errors: form.reply.errors,
          }),
        }),
      };
    } finally {
      const over = underWay.end(id);
      if (over !== undefined && over.what !== '') pages.say({ ...over, what: '' });
      pages.poke();
    }
  }

  function say(id: string, what: string): void {
    const working = underWay.say(id, visible(what).slice(0, WHAT_MAX));
    if (working !== undefined) pages.say(working);
  }

  function draw(messages: readonly Message[]): readonly PageMessage[] {
    return messages.flatMap((message) => {
      const persona = cast.personaOf(message.personId);
      return persona === undefined ? [] : [drawMessage(message, persona, underWay.has(message.id))];
    });
  }

  return {
    take(turn) {
      const key = keyOf(turn.persona, turn.id);
      return outcomes.do(key, () => answer(turn, key));
    },
    outcomeOf: (persona, id) => outcomes.find(keyOf(persona, id)),
    idle: () => outcomes.idle(),
  };
}

function keyOf(persona: string, id: string): string {
  return `${persona} ${id}`;
}

type Begun =
  | { readonly kind: 'go'; readonly content: TurnContent; readonly question: Question | undefined }
  | { readonly kind: 'answered'; readonly messages: readonly Message[] }
  | Extract<TurnOutcome, { kind: 'refused' }>;

/** Keeps what was said, before anything can go wrong with it; a press and a form leave no message. */
async function begin(
  db: Db,
  turn: PageTurn,
  key: string,
  personId: string,
  at: Date,
): Promise<Begun> {
  const { id, content } = turn;
  if (content.kind === 'form' || content.kind === 'action') {
    const id = cardOf(content);
    // What an inbox calls its cards is no message: such a card is not changed in place.
    const card = id === undefined ? undefined : await findMessage(db, id);
    if (card !== undefined && card.personId !== personId) {
      return { kind: 'refused', why: 'not-theirs' };
    }
    return { kind: 'go', content: heardOn(card, content, key), question: undefined };
  }
  const { kind } = content;
  const said =
    kind === 'text'
      ? { kind, text: content.text }
      : { kind, name: content.name, size: content.size };
  const edits = kind === 'text' ? content.edits : undefined;
  const put = await db.transaction((tx) =>
    putQuestion(tx, { personId, turn: id, said, edits, at }),
  );
  if (put.kind === 'taken' || put.kind === 'not-theirs') return { kind: 'refused', why: put.kind };
  const { question } = put;
  if (put.kind === 'answered') {
    const answers = await readAnswers(db, question.id);
    const there = answers.filter((answer) => answer.content.kind !== 'gone');
    return { kind: 'answered', messages: [question, ...there] };
  }
  // Asked again: the words that are kept count, not those that came now.
  if (question.content.kind === 'text' && kind === 'text') {
    return { kind: 'go', content: { kind, text: question.content.text }, question };
  }
  if (question.content.kind === 'file' && kind === 'file') {
    const { name, text } = content;
    return { kind: 'go', content: { kind, name, ...(text !== undefined && { text }) }, question };
  }
  return { kind: 'refused', why: 'taken' };
}

/** A press or a form, with the name of the card that it came from; `key` names the turn for ever. */
function heardOn(
  card: Message | undefined,
  content: Extract<PageTurnContent, { kind: 'form' | 'action' }>,
  key: string,
): TurnContent {
  const on = card && { card: messageName(card.id) };
  if (content.kind === 'action') return { kind: 'action', action: content.action, ...on };
  const { form, context } = content.open;
  return {
    kind: 'form',
    form: form.name,
    context,
    answers: content.answers,
    sentAs: key,
    ...on,
  };
}

/** The message at which the page shows that something is under way. */
function answeredBy({ id, content }: PageTurn): string {
  if (content.kind === 'text') return content.edits ?? id;
  return cardOf(content) ?? id;
}

function cardOf(content: PageTurnContent): string | undefined {
  if (content.kind === 'action') return content.card;
  return content.kind === 'form' ? content.open.card : undefined;
}
