import { createInterface } from 'node:readline';

/** Where somebody sits and types, line by line. */
export interface Lines {
  write(text: string): void;
  /**
   * A line, begun with what can be changed, or the lines that were pasted at once; undefined when they left: by Ctrl-C, or
   * by the end of the input.
   */
  read(begun: string): Promise<string | undefined>;
}

const PROMPT = '> ';
/** Nobody types the next line so soon after Enter: what comes within this time was pasted. */
const PASTED_MS = 30;

/** A terminal, to be closed. Nothing that is printed is kept for other programs: it stands on the screen alone. */
export function openLines(
  input: NodeJS.ReadableStream,
  output: NodeJS.WritableStream,
): Lines & { close(): void } {
  // What was typed is of this form alone: no history, so that an arrow key brings nothing back.
  const lines = createInterface({ input, output, terminal: true, historySize: 0, prompt: PROMPT });
  let typed: string[] = [];
  let pasting: NodeJS.Timeout | undefined;
  let hasLeft = false;
  let wake = (): void => undefined;
  lines.on('line', (line) => {
    typed.push(line);
    clearTimeout(pasting);
    // The last line of what was pasted waits for Enter; it belongs to this answer, not to the next.
    pasting = setTimeout(() => lines.line === '' && wake(), PASTED_MS);
  });
  const leave = (): void => {
    hasLeft = true;
    wake();
  };
  lines.on('SIGINT', leave);
  lines.on('close', leave);
  return {
    write: (text) => void output.write(`${text}\n`),
    async read(begun) {
      if (hasLeft) return undefined;
      typed = [];
      lines.prompt();
      if (begun !== '') lines.write(begun);
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
      return hasLeft ? undefined : typed.join('\n');
    },
    close: () => lines.close(),
  };
}
