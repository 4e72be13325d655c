import type { MessageName } from '#foundation/delivery/channel.ts';
import { PERSONA_PLATFORM } from '#foundation/people/personas.ts';

/** How others name a message of the web chat. */
export function messageName(id: string): MessageName {
  return `${PERSONA_PLATFORM}:${id}`;
}

/** Undefined for a message that stands on another platform. */
export function messageIdFrom(name: MessageName): string | undefined {
  const prefix = messageName('');
  return name.startsWith(prefix) ? name.slice(prefix.length) : undefined;
}
