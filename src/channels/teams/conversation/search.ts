import { askWithUse, askWords } from '#assistant/actions.ts';
import type { CardReply, Respond } from '#assistant/turn.ts';
import { cardType } from '#channels/teams/calls/messages.ts';
import type { TeamsPeople } from '#channels/teams/calls/people.ts';
import { accountOf } from '#channels/teams/conversation/conversations.ts';
import type { Asked } from '#channels/teams/receive/heard.ts';
import { cardToAdaptive, textBeside } from '#channels/teams/render-card.ts';
import { visible } from '#foundation/cards/text.ts';

/** What Teams shows under the field in which a package is sought. */
export type Found = Readonly<Record<string, unknown>>;

type SearchHeard = Extract<Asked, { kind: 'search' }>;

/** Of what is offered in place of a name that means several. */
const OFFERED_MOST = 3;
/** Characters of the second line of a result, which is cut on every screen. */
const LINE_MOST = 120;

/** Answers for the name that is typed, to be put into a message as cards; where several are meant, one for each. */
export function createSearch(options: {
  readonly respond: Respond;
  readonly people: TeamsPeople;
}): (heard: SearchHeard) => Promise<Found> {
  const { respond, people } = options;

  async function ask(heard: SearchHeard, content: Parameters<Respond>[0]['content']) {
    const { from, place } = heard;
    const personId = await people.personOf(from, place);
    const thread = `teams/search/${accountOf(from)}`;
    const replies = await respond({ personId, thread, content });
    return replies.filter((reply) => reply.kind === 'card');
  }

  return async (heard) => {
    if (heard.text === '') return note('Type the name of a package or a license.');
    const first = await ask(heard, { kind: 'text', text: heard.text });
    const others = await Promise.all(
      first.flatMap(offered).map((action) => ask(heard, { kind: 'action', action })),
    );
    const results = others.length > 0 ? others.flat() : first;
    return results.length === 0 ? note('I have no answer to that.') : list(results);
  };
}

/** As a button carries it. */
function offered({ outcome, card }: CardReply): readonly string[] {
  if (outcome.kind === 'verdict') return [];
  const names: readonly string[] = [askWords.name, askWithUse.name];
  return card.buttons
    .filter(({ action }) => names.includes(action.name))
    .slice(0, OFFERED_MOST)
    .map(({ action }) => JSON.stringify(action));
}

function list(replies: readonly CardReply[]): Found {
  return {
    composeExtension: {
      type: 'result',
      attachmentLayout: 'list',
      attachments: replies.map(({ card }) => ({
        contentType: cardType,
        content: cardToAdaptive(card, { surface: 'search' }),
        preview: {
          contentType: 'application/vnd.microsoft.card.thumbnail',
          content: { title: asHtml(card.title), text: asHtml(secondLine(textBeside(card))) },
        },
      })),
    },
  };
}

export function note(words: string): Found {
  return { composeExtension: { type: 'message', text: words } };
}

/** Below the title, which is the first. */
function secondLine(text: string): string {
  const line =
    text
      .split('\n')
      .slice(1)
      .find((words) => words.trim() !== '') ?? '';
  return line.slice(0, LINE_MOST).toWellFormed();
}

/** Teams reads the words of this kind of card as HTML. */
function asHtml(words: string): string {
  return visible(words).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
