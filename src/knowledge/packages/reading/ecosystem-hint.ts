import type { OtherEcosystem } from '#knowledge/packages/reading/mention.ts';
import type { Token } from '#knowledge/packages/reading/tokens.ts';

/** Which ecosystem a sentence speaks of: "the python package flask", "tokio (rust)". */
export interface Hint {
  readonly ecosystem: OtherEcosystem | 'npm';
  /** The token that said so. */
  readonly at: number;
  /** Said of the package itself: "python package", "(rust)". */
  readonly firm: boolean;
}

const HINTS: Readonly<Record<string, OtherEcosystem | 'npm'>> = {
  npm: 'npm',
  npmjs: 'npm',
  javascript: 'npm',
  typescript: 'npm',
  yarn: 'npm',
  pnpm: 'npm',
  node: 'npm',
  python: 'pypi',
  pypi: 'pypi',
  pip: 'pypi',
  maven: 'maven',
  gradle: 'maven',
  jar: 'maven',
  golang: 'golang',
  go: 'golang',
  rust: 'cargo',
  cargo: 'cargo',
  crate: 'cargo',
  crates: 'cargo',
  'crates.io': 'cargo',
  nuget: 'nuget',
  dotnet: 'nuget',
  '.net': 'nuget',
  'c#': 'nuget',
  gem: 'gem',
  ruby: 'gem',
  rubygem: 'gem',
  rubygems: 'gem',
  composer: 'composer',
  packagist: 'composer',
};

/** Words that are an ecosystem's name only beside "package" or in brackets. */
const WEAK_HINTS = new Set(['go', 'node', 'typescript', 'javascript', 'java', 'composer', 'jar']);

const PACKAGE_NOUN =
  /^(?:packages?|modules?|librar(?:y|ies)|libs?|clients?|crates?|gems?|dependenc(?:y|ies)|pkg|dep)$/;

/** The ecosystem that the sentence names, if it names one. */
export function ecosystemHint(tokens: readonly Token[]): Hint | undefined {
  for (const [index, token] of tokens.entries()) {
    const word = token.text.toLowerCase();
    const ecosystem = Object.hasOwn(HINTS, word) ? HINTS[word] : undefined;
    if (ecosystem === undefined) continue;
    const next = tokens[index + 1]?.text.toLowerCase() ?? '';
    const bracketed = tokens[index - 1]?.text === '(';
    const firm =
      bracketed || PACKAGE_NOUN.test(next) || word === 'crate' || (word === 'gem' && index === 0);
    if (firm || !WEAK_HINTS.has(word)) return { ecosystem, at: index, firm };
  }
  return undefined;
}
