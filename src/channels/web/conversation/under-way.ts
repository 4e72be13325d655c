/** A turn that is being answered. */
export interface Working {
  readonly persona: string;
  /** The message that will be answered: the question, or the card that was pressed. */
  readonly answers: string;
  /** What is being looked up; empty while nothing was said about it, and when it is over. */
  readonly what: string;
}

/** The turns that are being answered in this process. */
export interface UnderWay {
  has(message: string): boolean;
  list(): readonly Working[];
  begin(turn: string, persona: string, answers: string): void;
  say(turn: string, what: string): Working | undefined;
  /** What it said last. */
  end(turn: string): Working | undefined;
}

export function createUnderWay(): UnderWay {
  const turns = new Map<string, Working>();
  return {
    has: (message) => [...turns.values()].some(({ answers }) => answers === message),
    list: () => [...turns.values()],
    begin: (turn, persona, answers) => void turns.set(turn, { persona, answers, what: '' }),
    say(turn, what) {
      const working = turns.get(turn);
      if (working === undefined) return undefined;
      const said = { ...working, what };
      turns.set(turn, said);
      return said;
    },
    end(turn) {
      const working = turns.get(turn);
      turns.delete(turn);
      return working;
    },
  };
}
