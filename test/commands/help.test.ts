import { expect, it } from 'vitest';
import { usage } from '#commands/usage.ts';
import { runSteward } from '../support/run-steward.ts';

it.each([[['help']], [['--help']], [['manifest', 'slack', '--help']], [['doctor', '-h']]])(
  'prints the commands, even with a wrong setting: %j',
  async (words) => {
    const ended = await runSteward(words, { PORT: 'abc' });

    expect(ended).toEqual({ status: 0, out: `${usage}\n`, err: '' });
  },
);

it('takes what stands after two dashes for a word', async () => {
  const ended = await runSteward(['policy', '--', '--help'], {});

  expect(ended).toMatchObject({ status: 64, out: '' });
});
