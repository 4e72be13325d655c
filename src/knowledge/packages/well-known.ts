import lists from './well-known.json' with { type: 'json' };

/** Ecosystems of which we keep a list of names that nearly everybody means when they type them. */
export type WellKnownEcosystem = keyof typeof lists;

export interface WellKnownName {
  readonly ecosystem: WellKnownEcosystem;
  /** In full and in the registry's case: `org.slf4j:slf4j-api`, `github.com/gin-gonic/gin`. */
  readonly name: string;
}

/** All well-known names of an ecosystem, roughly the most popular first. */
export function wellKnownNames(ecosystem: WellKnownEcosystem): readonly string[] {
  return lists[ecosystem];
}

/** The well-known packages that a word names, npm first: also by the last part alone, as in `slf4j-api`. */
export function wellKnown(word: string): readonly WellKnownName[] {
  const lower = word.toLowerCase();
  const names = byWord.get(lower) ?? [];
  // npm tells case apart: "React" is written for react, but jsonstream is not JSONStream.
  return names.filter(
    ({ ecosystem, name }) => ecosystem !== 'npm' || name === word || name === lower,
  );
}

const byWord = indexByWord();

function indexByWord(): ReadonlyMap<string, readonly WellKnownName[]> {
  const index = new Map<string, WellKnownName[]>();
  for (const ecosystem of Object.keys(lists).filter(isEcosystem)) {
    for (const name of lists[ecosystem]) {
      for (const word of new Set([name.toLowerCase(), ...lastParts(ecosystem, name)])) {
        const names = index.get(word);
        if (names === undefined) index.set(word, [{ ecosystem, name }]);
        else if (!names.some((known) => known.ecosystem === ecosystem))
          names.push({ ecosystem, name });
      }
    }
  }
  return index;
}

/** Maven and Go names are long; people say the artifact, or the module without its major version. */
function lastParts(ecosystem: WellKnownEcosystem, name: string): readonly string[] {
  if (ecosystem === 'maven') return [name.slice(name.indexOf(':') + 1).toLowerCase()];
  if (ecosystem !== 'golang') return [];
  const parts = name.split('/').filter((part) => !/^v\d+$/.test(part));
  return [parts.at(-1)?.toLowerCase() ?? name];
}

function isEcosystem(key: string): key is WellKnownEcosystem {
  return Object.hasOwn(lists, key);
}
