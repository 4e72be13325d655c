import { randomUUID } from 'node:crypto';
import { expect, it, onTestFinished } from 'vitest';
import { silentLog } from '#foundation/kernel/log.ts';
import { openEmbedded } from '#foundation/store/drivers/embedded.ts';
import { testFolder } from '../../support/folder.ts';
import { copyMigratedFolder } from '../../support/migrated-folder.ts';
import { sampleCards } from '../../support/sample-cards.ts';
import { post, readChat, replyOf, say, startTestChat } from './test-chat.ts';

const folder = testFolder();

it('acts on nothing that it cannot keep, says so, and takes it once there is room again', async () => {
  await copyMigratedFolder(folder.path);
  let free = Number.POSITIVE_INFINITY;
  const database = await openEmbedded(folder.path, silentLog, () => free);
  onTestFinished(() => database.close());
  let acts = 0;
  const chat = await startTestChat({
    db: database.db,
    respond: async () => {
      acts += 1;
      return [replyOf(sampleCards.yes)];
    },
  });
  const turn = { persona: 'developer', id: randomUUID(), content: say('yes') };

  free = 0;
  const full = await post(chat, '/turn', turn);
  const actsWhenFull = acts;
  free = Number.POSITIVE_INFINITY;
  const roomy = await post(chat, '/turn', turn);

  expect([full.status, actsWhenFull]).toEqual([503, 0]);
  expect(JSON.parse(full.body).error).toMatchObject({
    readOnly: true,
    message: expect.stringContaining('Make room, then try again.'),
  });
  expect(roomy.status).toBe(200);
  expect((await readChat(chat)).messages).toHaveLength(2);
});
