import { z } from 'zod';
import type { Cast } from '#channels/web/conversation/cast.ts';
import type { PageTurn } from '#channels/web/conversation/turns.ts';
import type { Problem } from '#channels/web/http/answer.ts';

export type Received<T> =
  | { readonly kind: 'ok'; readonly value: T }
  | { readonly kind: 'problem'; readonly problem: Problem };

/** One of the cast, which is looked up once all else is right. */
const Persona = z.string().min(1).max(100);
type Playing = Pick<Cast, 'plays'>;

/** Made by the page, for a message or a turn. */
const Id = z.uuid().toLowerCase();

const ReceivedTurn = z.object({
  persona: Persona,
  id: Id,
  content: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('text'), text: z.string() }),
    z.object({
      kind: z.literal('action'),
      action: z.unknown(),
      /** The message with the card; in an inbox whatever the inbox calls it. */
      card: z.string().min(1).max(200).optional(),
    }),
  ]),
  edits: Id.optional(),
});

/** Reads a turn, of which `longest` characters of text are taken. */
export function receiveTurn(body: unknown, longest: number, cast: Playing): Received<PageTurn> {
  const otherwise = 'That is not a question or a press of a button.';
  const received = read(ReceivedTurn, body, cast, otherwise);
  if (received.kind === 'problem') return received;
  const { persona, id, content, edits } = received.value;
  if (content.kind === 'action') {
    const { kind, action, card } = content;
    return ok({ persona, id, content: { kind, action, ...(card !== undefined && { card }) } });
  }
  const text = storable(content.text);
  if (text.trim() === '') return problem(400, 'There is nothing in that message yet.');
  if (text.length > longest) {
    const [length, most] = [text.length, longest].map((count) => count.toLocaleString('en'));
    return problem(
      413,
      `That message has ${length} characters, and I read at most ${most}. Please send the part that matters.`,
    );
  }
  return ok({
    persona,
    id,
    content: { kind: 'text', text, ...(edits !== undefined && { edits }) },
  });
}

const FILE_NAME_MAX = 255;

const ReceivedFile = z.object({
  persona: Persona,
  id: Id,
  name: z
    .string()
    .transform((name) => storable(name).slice(0, FILE_NAME_MAX).toWellFormed().trim())
    .catch('')
    .transform((name) => name || 'a file'),
});
export type ReceivedFile = z.infer<typeof ReceivedFile>;

/** Reads what is said about a file in the address; the file itself is the body. */
export function receiveFile(query: URLSearchParams, cast: Playing): Received<ReceivedFile> {
  return read(ReceivedFile, Object.fromEntries(query), cast, 'That does not say whose file it is.');
}

/** What may be in a field: anything else was not typed into one of ours. */
const Typed = z.union([z.string(), z.number(), z.array(z.string())]);

const Answers = z
  .record(z.string(), z.unknown())
  .transform((answers): Readonly<Record<string, z.infer<typeof Typed>>> => {
    const typed = Object.entries(answers).map(
      ([field, value]) => [field, Typed.safeParse(value)] as const,
    );
    return Object.fromEntries(
      typed.flatMap(([field, value]) => (value.success ? [[field, value.data]] : [])),
    );
  });

const formFields = {
  persona: Persona,
  form: z.string().max(100),
  context: z.string().max(100),
  answers: Answers,
};

const ReceivedForm = z.object({
  ...formFields,
  id: Id,
  page: z.int().min(0),
  go: z.enum(['next', 'back', 'send']),
});
export type ReceivedForm = z.infer<typeof ReceivedForm>;

export function receiveForm(body: unknown, cast: Playing): Received<ReceivedForm> {
  return read(ReceivedForm, body, cast, 'That is not a page of a form.');
}

const ReceivedDraft = z.object(formFields);
export type ReceivedDraft = z.infer<typeof ReceivedDraft>;

export function receiveDraft(body: unknown, cast: Playing): Received<ReceivedDraft> {
  return read(ReceivedDraft, body, cast, 'That is not what was typed into a form.');
}

const ReceivedRead = z.object({ persona: Persona, change: z.int().min(0) });
export type ReceivedRead = z.infer<typeof ReceivedRead>;

export function receiveRead(body: unknown, cast: Playing): Received<ReceivedRead> {
  return read(ReceivedRead, body, cast, 'That does not say what was read.');
}

const Place = z.object({
  persona: Persona,
  before: z
    .string()
    .regex(/^[0-9]{1,15}$/)
    .transform(Number)
    .optional(),
});
export type Place = z.infer<typeof Place>;

/** Whose conversation is to be read, and before which position. */
export function receivePlace(query: URLSearchParams, cast: Playing): Received<Place> {
  return read(Place, Object.fromEntries(query), cast, 'There is no such conversation.');
}

/** The last change that a page heard of; undefined when it names none. */
export function receiveChange(text: string | null | undefined): number | undefined {
  return text && /^[0-9]{1,15}$/.test(text) ? Number(text) : undefined;
}

function read<T extends { readonly persona: string }>(
  schema: z.ZodType<T>,
  received: unknown,
  cast: Playing,
  otherwise: string,
): Received<T> {
  const value = schema.safeParse(received);
  return value.success && cast.plays(value.data.persona) ? ok(value.data) : problem(400, otherwise);
}

/** PostgreSQL refuses NUL, and UTF-8 has no half of a surrogate pair. */
function storable(text: string): string {
  return text.replaceAll('\0', '\ufffd').toWellFormed();
}

function ok<T>(value: T): Received<T> {
  return { kind: 'ok', value };
}

function problem(status: number, message: string): Received<never> {
  return { kind: 'problem', problem: { status, message } };
}
