import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { testFolder } from '../../support/folder.ts';
import { copyMigratedFolder } from '../../support/migrated-folder.ts';
import { startRegistryDouble } from '../../support/registry-double.ts';
import { type Running, startSteward } from '../../support/run-steward.ts';
import type { Conversation, TurnAnswer } from './test-chat.ts';

const folder = testFolder();

it('loses nothing that was asked when it is killed before it could answer', async () => {
  const registry = await startRegistryDouble();
  onTestFinished(() => registry.close());
  registry.publish({ name: 'left-pad', versions: { '1.3.0': { license: 'WTFPL' } } });
  registry.breakDown('left-pad', { kind: 'hang' });
  await copyMigratedFolder(folder.path);
  const environment = {
    STEWARD_DATA: folder.path,
    HOME: folder.path,
    npm_config_registry: registry.url,
    npm_config_userconfig: join(folder.path, '.npmrc'),
  };
  const question = {
    persona: 'developer',
    id: randomUUID(),
    content: { kind: 'text', text: 'can I use left-pad?' },
  };

  const first = await start(environment);
  const lost = ask(first, question).catch(() => undefined);
  await expect.poll(() => registry.requests.length, { timeout: 10_000 }).toBeGreaterThan(0);
  await first.stop('SIGKILL');
  await lost;
  registry.mend();
  const second = await start(environment);
  const before = await read(second);
  const again = await ask(second, question);

  expect(before).toMatchObject([{ id: question.id, unanswered: true }]);
  expect(again?.messages).toMatchObject([
    { id: question.id, unanswered: false },
    { text: expect.stringMatching(/^Yes/), answers: question.id },
  ]);
  expect(await read(second)).toHaveLength(2);
}, 60_000);

async function start(environment: Readonly<Record<string, string>>): Promise<Running> {
  const running = await startSteward(environment);
  onTestFinished(async () => {
    if (running.child.exitCode === null && running.child.signalCode === null) await running.stop();
  });
  return running;
}

async function ask({ url }: Running, turn: unknown): Promise<TurnAnswer> {
  const response = await fetch(`${url}/turn`, {
    method: 'POST',
    headers: { origin: url, 'content-type': 'application/json' },
    body: JSON.stringify(turn),
  });
  return response.json();
}

async function read({ url }: Running): Promise<Conversation['messages']> {
  const response = await fetch(`${url}/conversation?persona=developer`);
  const conversation: Conversation = await response.json();
  return conversation.messages;
}
