import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { z } from 'zod';

const PackageFile = z.object({
  engines: z.object({ node: z.string() }),
  devDependencies: z.object({ node: z.string() }),
});

it('runs on the Node that package.json brings, not on the one that started npm', () => {
  const text = readFileSync(new URL('../package.json', import.meta.url), 'utf8');
  const { devDependencies } = PackageFile.parse(JSON.parse(text));

  const running = process.versions.node;

  expect(running).toBe(devDependencies.node);
});

it('asks for a Node that can strip types', () => {
  const text = readFileSync(new URL('../package.json', import.meta.url), 'utf8');

  const { engines } = PackageFile.parse(JSON.parse(text));

  expect(engines.node).toBe('>=24');
});
