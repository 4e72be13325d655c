import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { printCard } from '#channels/terminal/print-card.ts';
import { renderCard } from '#channels/web/render-card.ts';
import { startTestSteward, type TestSteward } from '../support/test-steward.ts';

/** Every card that a question can lead to, by the name of its golden file. */
const questions: Readonly<Record<string, string>> = {
  'package-yes': 'can i use left-pad?',
  'package-with-obligation': 'express@4.18.2 in our desktop product',
  'package-denied-with-older-version': 'can we ship ua-parser-js in our product?',
  'package-no-license': 'is no-license ok for our backend?',
  'package-all-rights-reserved': 'can I use all-rights?',
  'package-see-file': 'can I use see-file in our web app',
  'package-ambiguous': 'can I use some-bsd?',
  'package-own-words': 'can I use own-words?',
  'package-choice': 'can I ship two-licenses in our product?',
  'package-misspelt': 'can we use recat-router',
  'package-no-such-version': 'express@9.9.9',
  'package-range': 'npm i express@^4',
  'package-other-ecosystem': 'pip install flask==3.0.0',
  'package-refused': 'npm i ../../etc/passwd',
  'package-address': 'npm i http://10.0.0.1/evil.tgz',
  'product-which': 'redis',
  'license-permissive': 'what do i have to do for bsd 3 clause code we ship',
  'license-by-use': 'can i use agpl 3?',
  'license-denied': 'can I ship GPL-3.0 code in our iOS app?',
  'license-review-or-yes': 'gpl3 lib on the backend',
  'license-obligations': 'lgpl 2.1, dynamic, desktop app we sell',
  'license-modified-network': 'agpl v3 or later, modified, behind our api',
  'license-expression': 'MIT OR Apache-2.0, which one?',
  'license-and': 'is MIT AND GPL-2.0-only allowed in our hosted service?',
  'license-font': 'can we embed an OFL-1.1 font in our mobile app?',
  'license-indemnity': 'epl-2.0 in a product we sell, dynamically linked',
  'license-device': 'GPL-3.0-only as a separate program in our device',
  'license-family': 'can we use GPL?',
  'license-unplaced': 'can I use code under the Glide license?',
  help: 'help',
  unclear: 'qwoieu zxmcnb alskdj',
  'nothing-said': '🎉',
  'too-long': 'can I use left-pad? '.repeat(2000),
  elsewhere: 'who can sign the google cla',
};

describe('every card', () => {
  let steward: TestSteward;
  beforeAll(async () => {
    steward = await startTestSteward();
  });
  afterAll(() => steward.close());

  it.each(Object.entries(questions))('reads well: %s', async (name, question) => {
    const [reply] = await steward.ask(question);

    expect(reply).toBeDefined();
    if (!reply) return;
    await expect(`${printCard(reply.card, { colour: false })}\n`).toMatchFileSnapshot(
      `../golden/answers/${name}.txt`,
    );
    await expect(`${renderCard(reply.card)}\n`).toMatchFileSnapshot(
      `../golden/answers/${name}.html`,
    );
  });

  it('reads well when the registry keeps a package to itself', async () => {
    steward.registry.breakDown('@acme/core', { kind: 'status', status: 401 });

    const [reply] = await steward.ask('can I use @acme/core?');

    expect(reply?.outcome).toEqual({ kind: 'no-answer' });
    await expect(`${printCard(reply?.card ?? never(), { colour: false })}\n`).toMatchFileSnapshot(
      '../golden/answers/package-may-not-see.txt',
    );
  });

  it('reads well when the registry does not answer', async () => {
    steward.registry.breakDown('react-router', { kind: 'status', status: 503 });

    const [reply] = await steward.ask('can I use react-router?');

    expect(reply?.outcome).toEqual({ kind: 'no-answer' });
    expect(reply?.card.buttons.map((button) => button.label)).toEqual(['Try again']);
    await expect(`${printCard(reply?.card ?? never(), { colour: false })}\n`).toMatchFileSnapshot(
      '../golden/answers/package-source-down.txt',
    );
  });
});

function never(): never {
  throw new Error('there was no reply');
}
