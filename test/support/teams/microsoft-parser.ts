import { createRequire } from 'node:module';

/** What Microsoft's own renderer has against a card; it needs no page to read one. */
export function complaintsOfMicrosoft(card: unknown): readonly string[] {
  const { AdaptiveCard, SerializationContext } = library;
  const context = new SerializationContext();
  const parsed = new AdaptiveCard();
  parsed.parse(JSON.parse(JSON.stringify(card)), context);
  const read = Array.from({ length: context.eventCount }, (_, at) => context.getEventAt(at));
  return [...read, ...parsed.validateProperties().validationEvents]
    .map(({ message }) => message)
    .filter((message) => message !== noChoices);
}

// It knows nothing of the people whom Teams looks up by itself.
const noChoices = 'An Input.ChoiceSet must have at least one choice defined.';

interface Complaint {
  readonly message: string;
}

interface Library {
  readonly SerializationContext: new () => {
    readonly eventCount: number;
    getEventAt(at: number): Complaint;
  };
  readonly AdaptiveCard: new () => {
    parse(card: unknown, context: object): void;
    validateProperties(): { readonly validationEvents: readonly Complaint[] };
  };
}

// Its entry for `import` cannot be loaded by Node, and its types are of that one; these are the members that we use.
const library: Library = createRequire(import.meta.url)('adaptivecards/dist/adaptivecards.js');
