import { describe, expect, it } from 'vitest';
import { npmNameProblem } from '#knowledge/packages/npm/name.ts';

describe('the name of an npm package', () => {
  it.each(['left-pad', '@slack/bolt', 'JSONStream', 'socket.io', '0x', 'a', "it's!"])(
    'may be %s',
    (name) => {
      const problem = npmNameProblem(name);

      expect(problem).toBeUndefined();
    },
  );

  it.each([
    ['', 'empty'],
    ['@scope/', 'empty'],
    ['a'.repeat(215), 'too-long'],
    ['../etc', 'path'],
    ['a/b', 'path'],
    ['@a/b/c', 'path'],
    ['@a', 'path'],
    ['.hidden', 'path'],
    ['a\\b', 'path'],
    ['_private', 'letters'],
    ['-flag', 'letters'],
    ['with space', 'letters'],
    ['rеact', 'letters'],
    ['a%2fb', 'letters'],
    ['a?b', 'letters'],
    ['a#b', 'letters'],
    ['node_modules', 'reserved'],
    ['Favicon.ico', 'reserved'],
  ] as const)('may not be %j: %s', (name, expected) => {
    const problem = npmNameProblem(name);

    expect(problem).toBe(expected);
  });
});
