import type { Reply } from '#assistant/turn.ts';
import type { Lines } from '#channels/terminal/lines.ts';

/** Somebody who types these lines, one after the other, and then leaves; `undefined` takes what the line began with. */
export function typing(typed: readonly (string | undefined)[]) {
  const written: string[] = [];
  const begun: string[] = [];
  const rest = [...typed];
  const lines: Lines = {
    write: (text) => void written.push(text),
    async read(begin) {
      begun.push(begin);
      if (rest.length === 0) return undefined;
      const line = rest.shift() ?? begin;
      written.push(`> ${line}`);
      return line;
    },
  };
  return {
    lines,
    /** What stands on the screen. */
    screen: () => written.join('\n'),
    /** What each line began with. */
    begun,
    show: (replies: readonly Reply[]) => void written.push(JSON.stringify(replies)),
  };
}
