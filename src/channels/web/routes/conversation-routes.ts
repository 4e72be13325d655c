import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Cast } from '#channels/web/conversation/cast.ts';
import { lastChange } from '#channels/web/conversation/changes.ts';
import { drawMessage } from '#channels/web/conversation/draw-message.ts';
import { readConversation } from '#channels/web/conversation/history.ts';
import type { UnderWay } from '#channels/web/conversation/under-way.ts';
import { markRead } from '#channels/web/conversation/unread.ts';
import type { Hub } from '#channels/web/events/hub.ts';
import { type Inbox, readWaiting } from '#channels/web/events/waiting.ts';
import { answerJson, answerProblem } from '#channels/web/http/answer.ts';
import { queryOf } from '#channels/web/http/read-query.ts';
import type { Route } from '#channels/web/http/serve.ts';
import type { WebLimits } from '#channels/web/limits.ts';
import { receiveChange, receivePlace, receiveRead } from '#channels/web/receive.ts';
import { jsonRoute } from '#channels/web/routes/json-route.ts';
import type { Db } from '#foundation/store/database.ts';

interface ConversationRoutesOptions {
  readonly db: Db;
  readonly cast: Cast;
  readonly inbox: Inbox;
  readonly underWay: UnderWay;
  readonly hub: Hub;
  readonly limits: WebLimits;
}

/** Where the page reads a conversation, hears what changes, and says how far it was read. */
export function conversationRoutes(options: ConversationRoutesOptions): readonly Route[] {
  const { db, cast, inbox, underWay, hub, limits } = options;

  async function answerConversation(
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const place = receivePlace(queryOf(request), cast);
    if (place.kind === 'problem') return answerProblem(response, place.problem);
    const { persona, before } = place.value;
    // Before the messages: what comes in between is told again, and nothing is left out.
    const change = await lastChange(db);
    const conversation = await readConversation(db, cast.personOf(persona), {
      before,
      most: limits.history,
    });
    const waiting = await readWaiting(db, cast, inbox);
    answerJson(response, 200, {
      persona,
      messages: conversation.messages.map((message) =>
        drawMessage(message, persona, underWay.has(message.id)),
      ),
      more: conversation.more,
      change,
      personas: cast.personas.map(({ id, name }) => ({ id, name, unread: waiting.unread[id] })),
      inbox: waiting.inboxes.get(persona),
    });
  }

  async function answerEvents(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (hub.isFull()) return answerProblem(response, TOO_MANY);
    response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' });
    if (request.method === 'HEAD') return void response.end();
    const last = request.headers['last-event-id'];
    const heard = typeof last === 'string' ? last : queryOf(request).get('after');
    await hub.open(response, receiveChange(heard));
  }

  return [
    { method: 'GET', path: '/conversation', answer: answerConversation },
    { method: 'GET', path: '/events', answer: answerEvents },
    jsonRoute({
      path: '/read',
      limits,
      receive: (body) => receiveRead(body, cast),
      async answer({ persona, change }, response) {
        await markRead(db, cast.personOf(persona), change);
        hub.poke();
        response.statusCode = 204;
        response.end();
      },
    }),
  ];
}

const TOO_MANY = {
  status: 503,
  message: 'Too many pages are open on this Steward. Please close some of them.',
} as const;
