import { describe, expect, it, onTestFinished } from 'vitest';
import { callRunning } from '#commands/control/call-running.ts';
import { newToken, writeControlFile } from '#commands/control/control-file.ts';
import { listenForCommands } from '#commands/control/listen.ts';
import { controlRoutes } from '#commands/control/routes.ts';
import { silentLog } from '#foundation/kernel/log.ts';
import { contractCard, formReply, said, script } from '../../channels/contract/script.ts';
import { testFolder } from '../../support/folder.ts';

describe('a running Steward', () => {
  const folder = testFolder();

  /** Answers words with a form, and a form with a card. */
  async function startRunning() {
    const { respond, turns } = script(({ content }) =>
      content.kind === 'text' ? [formReply] : [said(contractCard)],
    );
    const token = newToken();
    const routes = controlRoutes({
      token,
      respond,
      personFor: async (user) => `person of ${user}`,
      verify: () => Promise.reject(new Error('not asked here')),
      touched: () => Promise.reject(new Error('not asked here')),
    });
    const { port, close } = await listenForCommands(routes, silentLog);
    onTestFinished(close);
    await writeControlFile(folder.path, { port, token });
    return turns;
  }

  it('answers a command with a form as it is, and takes it back filled in', async () => {
    const turns = await startRunning();
    const { form, context } = formReply;
    const filled = { form: form.name, context, answers: { reason: 'x', way: 'y' }, sentAs: 'once' };

    const opened = await callRunning(folder.path, '/control/ask', { user: 'dana', text: 'a form' });
    const sent = await callRunning(folder.path, '/control/ask', { user: 'dana', form: filled });

    expect(opened).toEqual({ kind: 'answered', body: [formReply] });
    expect(sent).toMatchObject({
      kind: 'answered',
      body: [{ card: { title: contractCard.title } }],
    });
    expect(turns).toEqual([
      { personId: 'person of dana', thread: 'terminal', content: { kind: 'text', text: 'a form' } },
      { personId: 'person of dana', thread: 'terminal', content: { kind: 'form', ...filled } },
    ]);
  });

  it.each([{ user: 'dana' }, { user: '', text: 'x' }, { user: 'dana', form: 'use' }])(
    'takes nothing else: %j',
    async (body) => {
      const turns = await startRunning();

      await expect(callRunning(folder.path, '/control/ask', body)).rejects.toThrow('no answer');

      expect(turns).toEqual([]);
    },
  );
});
