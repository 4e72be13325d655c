/** Why a name is no npm package name; such a name is never sent anywhere. */
export type NameProblem = 'empty' | 'too-long' | 'path' | 'letters' | 'reserved';

/** npm's own limit, scope included. */
export const LONGEST_NPM_NAME = 214;

const RESERVED = new Set(['node_modules', 'favicon.ico']);

/**
 * npm's rules for names that may exist: upper case and `~'!()*` are refused for new packages
 * but were allowed once, and those packages can still be looked up.
 */
export function npmNameProblem(name: string): NameProblem | undefined {
  if (name === '') return 'empty';
  if (name.length > LONGEST_NPM_NAME) return 'too-long';
  const parts = name.startsWith('@') ? name.slice(1).split('/') : [name];
  if (parts.length !== (name.startsWith('@') ? 2 : 1)) return 'path';
  for (const part of parts) {
    const problem = partProblem(part);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

/** npm's own spelling of a name in an address: the slash of a scope is escaped. */
export function pathOf(name: string): string {
  return name.replace('/', '%2f');
}

function partProblem(part: string): NameProblem | undefined {
  if (part === '') return 'empty';
  if (part.includes('/') || part.includes('\\')) return 'path';
  if (/^[.]/.test(part)) return 'path';
  if (/^[-_]/.test(part)) return 'letters';
  if (RESERVED.has(part.toLowerCase())) return 'reserved';
  return /^[A-Za-z0-9._~!'()*-]+$/.test(part) ? undefined : 'letters';
}
