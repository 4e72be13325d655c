import type { ApiAnswer } from '../workspace.ts';

/** A message as it stands now. */
export interface ShownMessage {
  readonly channel: string;
  readonly ts: string;
  readonly thread_ts?: string;
  readonly text: string;
  readonly blocks?: readonly ShownBlock[];
  readonly files?: readonly ShownFile[];
  readonly metadata?: { readonly event_type: string; readonly event_payload: unknown };
  /** Set when it was changed after it was posted. */
  readonly edited?: unknown;
}

/** Of whatever kind; read what the test looks for. */
export type ShownBlock = Readonly<Record<string, unknown>> & { readonly type: string };

export interface ShownFile {
  readonly id: string;
  readonly name: string;
  readonly title: string;
  readonly url_private: string;
}

/** A message that one person alone sees. */
export interface ShownEphemeral extends ShownMessage {
  readonly user: string;
}

export interface ShownView {
  readonly how: 'opened' | 'pushed' | 'updated';
  readonly id: string;
  readonly view: ViewBody;
}

export interface ViewBody {
  readonly type: string;
  readonly blocks: readonly ShownBlock[];
  readonly callback_id?: string;
  readonly private_metadata?: string;
  readonly title?: { readonly text: string };
  readonly submit?: { readonly text: string };
  readonly hash?: string;
}

/** What people see in Slack after the calls that were answered with `ok`. */
export interface Shown {
  readonly messages: readonly ShownMessage[];
  readonly ephemerals: readonly ShownEphemeral[];
  readonly views: readonly ShownView[];
  readonly homes: ReadonlyMap<string, ViewBody>;
  note(method: string, args: Readonly<Record<string, unknown>>, answer: ApiAnswer): void;
}

export function createShown(): Shown {
  const messages: ShownMessage[] = [];
  const ephemerals: ShownEphemeral[] = [];
  const views: ShownView[] = [];
  const homes = new Map<string, ViewBody>();

  // The casts below take the shape that Slack's methods have; the tests look at what is in it.
  function note(method: string, args: Readonly<Record<string, unknown>>, answer: ApiAnswer): void {
    const channel = String(answer.channel ?? args.channel ?? '');
    switch (method) {
      case 'chat.postMessage':
        messages.push({ ...(answer.message as ShownMessage), channel });
        return;
      case 'chat.update':
        replace(channel, String(answer.ts), { ...(answer.message as ShownMessage), channel });
        return;
      case 'chat.delete':
        replace(channel, String(answer.ts));
        return;
      case 'chat.postEphemeral':
        ephemerals.push({ ...(args as unknown as ShownEphemeral), ts: String(answer.message_ts) });
        return;
      case 'files.completeUploadExternal':
        noteFiles(args, answer);
        return;
      case 'views.open':
        noteView('opened', answer);
        return;
      case 'views.push':
        noteView('pushed', answer);
        return;
      case 'views.update':
        noteView('updated', answer);
        return;
      case 'views.publish':
        homes.set(String(args.user_id), answer.view as ViewBody);
        return;
    }
  }

  function replace(channel: string, ts: string, ...now: readonly ShownMessage[]): void {
    const at = messages.findIndex((one) => one.channel === channel && one.ts === ts);
    if (at >= 0) messages.splice(at, 1, ...now);
  }

  function noteView(how: ShownView['how'], answer: ApiAnswer): void {
    const view = answer.view as ViewBody & { readonly id: string };
    views.push({ how, id: view.id, view });
  }

  function noteFiles(args: Readonly<Record<string, unknown>>, answer: ApiAnswer): void {
    const files = answer.files as readonly ShownFile[];
    const thread = typeof args.thread_ts === 'string' ? { thread_ts: args.thread_ts } : {};
    const text = String(args.initial_comment ?? '');
    for (const channel of String(args.channel_id ?? args.channels ?? '').split(',')) {
      if (channel !== '') messages.push({ channel, ts: '', ...thread, text, files });
    }
  }

  return { messages, ephemerals, views, homes, note };
}
