import type { HomeCards } from '#assistant/home.ts';
import { calling } from '#channels/slack/calls/slack-error.ts';
import type { Outlet } from '#channels/slack/conversation/outlet.ts';
import { cardsToHome } from '#channels/slack/render-card.ts';
import { fit } from '#foundation/cards/fit.ts';

/** What stands beside the conversation: the Home tab, and what may be asked first. */
export interface Home {
  show(to: Outlet): Promise<void>;
  /** Suggests questions where a conversation begins. */
  suggest(to: Outlet, channel: string): Promise<void>;
}

const REACHED = 'Here in Messages, in channels when you mention me, and after /oss for you alone';

/** Slack shows four at the most; longer ones are cut in its list. */
const PROMPTS_MOST = 4;

export function createHome(options: {
  readonly cards: HomeCards;
  readonly examples: readonly string[];
}): Home {
  const { cards, examples } = options;
  return {
    async show({ workspace, from, personId }) {
      const drawn = await cards(personId, REACHED);
      const view = cardsToHome(drawn.map((card) => fit(card)));
      await calling(() => workspace.client.views.publish({ user_id: from.userId, view }));
    },
    async suggest({ workspace }, channel) {
      const [first, ...rest] = examples
        .slice(0, PROMPTS_MOST)
        .map((example) => ({ title: example, message: example }));
      if (!first) return;
      await calling(() =>
        workspace.client.assistant.threads.setSuggestedPrompts({
          channel_id: channel,
          title: 'What would you like to know?',
          prompts: [first, ...rest],
        }),
      );
    },
  };
}
