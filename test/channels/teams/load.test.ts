import { expect, it, onTestFinished, vi } from 'vitest';
import type { AppProcess } from '../../support/load/app-process.ts';
import { watchPosts } from '../../support/load/posts.ts';
import { createActivities, placeOf } from '../../support/teams/load/activities.ts';
import { placeInTeams, startEchoBot, startStubProcess } from '../../support/teams/load/apps.ts';
import { loadPerson } from '../../support/teams/load/people.ts';
import { steadyDelivery } from '../../support/teams/load/steady-delivery.ts';
import { messagesPath } from '../../support/teams/sender.ts';
import { badTokens } from '../../support/teams/tokens.ts';

// Each test starts processes.
vi.setConfig({ testTimeout: 60_000 });

async function startStub(): Promise<AppProcess> {
  const stub = await startStubProcess();
  onTestFinished(() => stub.end());
  return stub;
}

it('the stub tells what is posted, where, and who is in a conversation', async () => {
  const { url } = await startStub();
  const posts = await watchPosts(url, placeInTeams);
  onTestFinished(posts.close);
  const { id, conversation, email, aadObjectId } = loadPerson(7);
  const thread = '19:a@thread.tacv2;messageid=1790000001123';
  const call = async (path: string, activity?: object): Promise<unknown> => {
    const how = activity && { method: 'POST', body: JSON.stringify(activity) };
    return (await fetch(`${url}/v3/conversations/${path}`, how)).json();
  };

  const sent = await call(`${conversation}/activities`, { type: 'message' });
  await call(`${conversation}/activities`, { type: 'typing' });
  await call(`${encodeURIComponent(thread)}/activities/1`, { type: 'message' });
  await posts.reach(thread, 1);
  const member = await call(`${conversation}/members/${id}`);
  const counts = await (await fetch(`${url}/__counts`)).json();

  expect(sent).toEqual({ id: expect.stringMatching(/^\d+$/) });
  expect([posts.count(conversation), posts.count(thread), posts.total()]).toEqual([1, 1, 2]);
  expect(member).toMatchObject({ id, aadObjectId, email });
  expect(counts).toEqual({ 'POST conversations/activities': 3, 'GET conversations/members': 1 });
});

it('the bare bot says what it hears, and believes only whom Teams would sign for', async () => {
  const { url } = await startStub();
  const posts = await watchPosts(url, placeInTeams);
  onTestFinished(posts.close);
  const bot = await startEchoBot(url);
  onTestFinished(() => bot.end());
  const serviceUrl = `${url}/`;
  const steady = steadyDelivery(() => bot.url, serviceUrl);
  onTestFinished(steady.close);
  const activity = createActivities(serviceUrl).message(1, 'hello');

  const good = await steady.deliver(activity);
  await posts.reach(placeOf(activity), 1);
  const bad = await fetch(`${bot.url}${messagesPath}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: badTokens['for another app']({ serviceUrl }),
    },
    body: JSON.stringify(activity),
  });

  expect([good.status, bad.status]).toEqual([200, 401]);
  expect(posts.total()).toBe(1);
});
