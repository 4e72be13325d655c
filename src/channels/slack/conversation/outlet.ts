import { z } from 'zod';
import { isOrganisation, type Workspace } from '#channels/slack/calls/workspaces.ts';
import type { Place, Sender } from '#channels/slack/receive/heard.ts';
import type { MessageName } from '#foundation/delivery/channel.ts';

/** Where the replies to something go. */
export interface Outlet {
  readonly workspace: Workspace;
  readonly from: Sender;
  readonly personId: string;
  /** Where it came from; undefined for the Home tab and a shortcut, which are answered in a direct message. */
  readonly place: Place | undefined;
  /** Answers the person alone; Slack gave the address with what came. */
  readonly respondAt: string | undefined;
  /** The person alone reads all of it, as after a command. */
  readonly isAlone: boolean;
  /** A product is named: the place hears only that it was answered. */
  readonly isConfidential: boolean;
  /** Answers a press or a form: what is of no use to others is shown to the person alone. */
  readonly isPressed: boolean;
  /** Opens a modal, for three seconds and once. */
  readonly trigger: string | undefined;
  /** The card that was pressed, or on which the form was opened. */
  readonly card: MessageName | undefined;
  /** Names what is answered, so that a second try finds what the first has posted. */
  readonly key: string;
  readonly isRetry: boolean;
}

/** The same sender, as of the workspace that answers them: what they sent may name the one that they are from. */
export function senderIn(workspace: Workspace, { userId }: Sender): Sender {
  const { ownTeam, enterpriseId } = workspace;
  const isWhole = isOrganisation(workspace);
  return { teamId: isWhole ? undefined : ownTeam, enterpriseId, isOrganisation: isWhole, userId };
}

/** The team by which accounts and messages are named. */
export function teamOf(from: Omit<Sender, 'userId'>): string {
  const { teamId, enterpriseId } = from;
  return (from.isOrganisation ? (enterpriseId ?? teamId) : (teamId ?? enterpriseId)) ?? '';
}

/** Memory is kept for each conversation: a direct message, or a thread in a channel. */
export function threadOf(from: Sender, place: Place | undefined): string {
  const where = place ? [place.channel, place.thread ?? ''] : ['home'];
  return ['slack', teamOf(from), ...where].join('/');
}

/** What a modal carries so that its answers find their form; it is in the view, which Slack gives back as it is. */
export const ModalMetadata = z.object({
  /** `FormKey.context`. */
  context: z.string().max(100),
  /** From 0. */
  page: z.int().min(0).max(100),
  place: z
    .object({
      channel: z.string().max(64),
      thread: z.string().max(64).exactOptional(),
      kind: z.enum(['direct', 'shared']),
    })
    .optional(),
});
export type ModalMetadata = z.infer<typeof ModalMetadata>;

export function readMetadata(metadata: string): ModalMetadata | undefined {
  try {
    return ModalMetadata.safeParse(JSON.parse(metadata)).data;
  } catch {
    return undefined; // Not JSON is not ours, like anything else that does not read as such.
  }
}
