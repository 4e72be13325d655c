import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { ConfigurationBotFrameworkAuthentication } from 'botbuilder';
import {
  type ConnectorClient,
  PasswordServiceClientCredentialFactory,
} from 'botframework-connector';
import { beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { checkActivity, checkCard } from '../../support/teams/card-checker.ts';
import { connectorClient, refusalOf } from '../../support/teams/connector-client.ts';
import { createDoings, type Doings } from '../../support/teams/doings.ts';
import { isRecord, type Payload } from '../../support/teams/fixtures.ts';
import { createSender } from '../../support/teams/sender.ts';
import { doubleBearer, teamsApp } from '../../support/teams/teams-app.ts';
import { startTeamsDouble, type TeamsDouble } from '../../support/teams/teams-double.ts';
import { badTokens, emulatorAuthorization, goodTokens } from '../../support/teams/tokens.ts';
import { buttonsOf, wordsOf } from '../../support/teams/words.ts';

async function startDouble(): Promise<{ double: TeamsDouble; client: ConnectorClient }> {
  const double = await startTeamsDouble();
  onTestFinished(() => double.close());
  return { double, client: connectorClient(double) };
}

const message = { type: 'message', text: 'one' };

function cardWith(...body: readonly unknown[]) {
  return { type: 'AdaptiveCard', version: '1.5', body };
}

function words(text: string) {
  return { type: 'RichTextBlock', inlines: [{ type: 'TextRun', text }] };
}

describe('the connector of the double', () => {
  it('keeps what is sent, changed and deleted', async () => {
    const { double, client } = await startDouble();
    const conversation = double.personal('developer');

    const { id } = await client.conversations.sendToConversation(conversation, message);
    const other = await client.conversations.replyToActivity(conversation, 'any', message);
    await client.conversations.updateActivity(conversation, id, { ...message, text: 'changed' });
    await client.conversations.deleteActivity(conversation, other.id);

    expect(double.messages(conversation)).toEqual([
      { id, conversation, edited: true, activity: { type: 'message', text: 'changed' } },
    ]);
    expect(double.complaints).toEqual([]);
  });

  it('keeps apart what only says that an answer is on its way', async () => {
    const { double, client } = await startDouble();
    const conversation = double.personal('developer');

    await client.conversations.sendToConversation(conversation, { type: 'typing' });

    expect(double.messages(conversation)).toEqual([]);
    expect(double.typing(conversation)).toHaveLength(1);
  });

  it('finds the conversation with a person by either of their ids', async () => {
    const { double, client } = await startDouble();
    const { id, aadObjectId } = double.people.legal;

    const found = await Promise.all(
      [id, aadObjectId].map((member) => {
        const bot = { id: teamsApp.botId };
        const wanted = { bot, members: [{ id: member }], tenantId: teamsApp.tenantId };
        // The library's type wants names and an activity too.
        return client.conversations.createConversation(wanted as never);
      }),
    );

    expect(found.map((one) => one.id)).toEqual(Array(2).fill(double.personal('legal')));
  });

  it('tells who is in a team a page at a time, and who somebody is', async () => {
    const { double, client } = await startDouble();
    const { guest } = double.people;

    const first = await client.conversations.getConversationPagedMembers(double.team.id);
    const { continuationToken } = first;
    const second = await client.conversations.getConversationPagedMembers(double.team.id, {
      pageSize: 500,
      continuationToken,
    });
    const found = await client.conversations.getConversationMember(
      double.team.id,
      guest.userPrincipalName,
    );

    expect([...first.members, ...second.members].map(({ name }) => name)).toEqual(
      double.team.members.map(({ name }) => name),
    );
    expect(second.continuationToken).toBeUndefined();
    expect(found).toMatchObject({ id: guest.id, userRole: 'guest', email: guest.email });
  });

  it('refuses as Teams does', async () => {
    const { double, client } = await startDouble();
    const { conversations } = client;
    const long = { ...message, summary: 'x'.repeat(60_000) };
    double.block('legal');
    double.remove(double.personal('ospo'));

    const refused = await Promise.all(
      [
        connectorClient(double, 'Bearer other').conversations.sendToConversation('a:1', message),
        conversations.sendToConversation('a:1nowhere', message),
        conversations.updateActivity(double.personal('developer'), '1', message),
        conversations.sendToConversation(double.personal('ospo'), message),
        conversations.sendToConversation(double.personal('legal'), message),
        conversations.sendToConversation(double.personal('developer'), long),
      ].map((call) => call.then(() => 'taken', refusalOf)),
    );

    expect(refused).toEqual([
      '401 ',
      '404 ConversationNotFound',
      '404 ActivityNotFoundInConversation',
      '403 BotNotInConversationRoster',
      '403 MessageWritesBlocked',
      '413 MessageSizeTooBig',
    ]);
  });

  it('fails as it is told to, as often as it is told', async () => {
    const { double, client } = await startDouble();
    const conversation = double.personal('developer');
    const send = () => client.conversations.sendToConversation(conversation, message);
    double.fail('send', { status: 429, retryAfter: 3 }, 1);
    double.fail('send', 'drop', 1);
    double.fail('send', 'lost', 1);

    const busy = await send().catch(refusalOf);
    const dropped = await send().catch(() => 'no answer');
    const afterDropped = double.messages(conversation).length;
    const lost = await send().catch(() => 'no answer');
    const afterLost = double.messages(conversation).length;
    const sent = await send();

    expect([busy, dropped, afterDropped]).toEqual(['429 TooManyRequests', 'no answer', 0]);
    expect([lost, afterLost]).toEqual(['no answer', 1]);
    expect(double.lastMessage(conversation)?.id).toBe(sent.id);
  });
});

describe('files of the double', () => {
  it('gives a file to whoever asks without a token', async () => {
    const { double } = await startDouble();
    const { content } = double.share('notes.txt', 'hello');
    // What Teams puts there is an address.
    const { downloadUrl } = content as { downloadUrl: string };

    const plain = await fetch(downloadUrl);
    const signed = await fetch(downloadUrl, { headers: { authorization: doubleBearer } });

    expect([await plain.text(), signed.status]).toEqual(['hello', 401]);
    expect(double.complaints).toEqual(['a token was sent to where files lie']);
  });

  it('takes a file whole', async () => {
    const { double } = await startDouble();
    const uploadUrl = String(double.allowUpload('notes.txt').uploadUrl);
    const headers = { 'content-range': 'bytes 0-4/5' };

    const taken = await fetch(uploadUrl, { method: 'PUT', body: 'hello', headers });
    const other = await fetch(uploadUrl, { method: 'PUT', body: 'hell', headers });

    expect([taken.status, other.status]).toEqual([201, 400]);
    expect(double.uploads.map(({ name, bytes }) => [name, String(bytes)])).toEqual([
      ['notes.txt', 'hello'],
    ]);
  });
});

describe('the tokens of the double', () => {
  let double: TeamsDouble;

  beforeAll(async () => {
    double = await startTeamsDouble();
    // The library tells of each refusal by itself.
    const quiet = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    return async () => {
      quiet.mockRestore();
      await double.close();
    };
  });

  function verify(authorization: string | undefined): Promise<unknown> {
    const credentials = new PasswordServiceClientCredentialFactory(teamsApp.appId, 'secret');
    const framework = new ConfigurationBotFrameworkAuthentication(
      {
        MicrosoftAppId: teamsApp.appId,
        ToChannelFromBotLoginUrl: 'https://login.microsoftonline.com/botframework.com',
        ToChannelFromBotOAuthScope: 'https://api.botframework.com',
        ToBotFromChannelTokenIssuer: 'https://api.botframework.com',
        OAuthUrl: 'https://api.botframework.com',
        ToBotFromChannelOpenIdMetadataUrl: `${double.url}/openid`,
        ToBotFromEmulatorOpenIdMetadataUrl: `${double.url}/openid`,
        CallerId: '',
        ValidateAuthority: true,
      },
      credentials,
    );
    const activity = { channelId: 'msteams', serviceUrl: double.serviceUrl };
    // All that is looked at of an activity.
    return framework.authenticateRequest(activity as never, authorization ?? '');
  }

  it.each(Object.entries(goodTokens))('are good: %s', async (_, authorization) => {
    await expect(verify(authorization(double))).resolves.toMatchObject({ audience: /./ });
  });

  it.each(Object.entries(badTokens))('are bad: %s', async (_, authorization) => {
    await expect(verify(authorization(double))).rejects.toThrow();
  });

  it('are let in from the Emulator by the library', async () => {
    await expect(verify(emulatorAuthorization(double))).resolves.toBeDefined();
  });

  it('can be checked by nobody while there are no keys', async () => {
    const other = await startTeamsDouble();
    onTestFinished(() => other.close());
    const keys = () => fetch(`${other.url}/keys`).then(({ status }) => status);
    other.failKeys({ status: 503 });

    const failing = await keys();
    other.mendKeys();
    const mended = await keys();

    expect([failing, mended, other.keyFetches()]).toEqual([503, 200, 2]);
  });
});

describe('the checks of the double', () => {
  it('take a card with all that is allowed', () => {
    const data = { steward: 'press', action: '{}' };
    const submit = { type: 'Action.Submit', title: 'Yes', data };
    const toggle = { type: 'Action.ToggleVisibility', title: 'More', targetElements: ['more'] };
    const content = {
      ...cardWith(
        words('Yes'),
        { type: 'Container', id: 'more', isVisible: false, items: [words('Because')] },
        { type: 'ActionSet', actions: [toggle] },
      ),
      actions: [{ ...submit, type: 'Action.Execute', verb: 'press', fallback: submit }],
    };
    const attachments = [{ contentType: 'application/vnd.microsoft.card.adaptive', content }];

    const complaints = checkActivity({ type: 'message', summary: 'Yes', attachments });

    expect(complaints).toEqual([]);
    expect(wordsOf(content)).toBe('Yes\nBecause');
    expect(buttonsOf(content)).toEqual(['Yes']);
  });

  it.each([
    ['Markdown', cardWith({ type: 'TextBlock', text: '*x*' })],
    ['another version', { ...cardWith(words('x')), version: '1.6' }],
    ['an unknown property', cardWith({ ...words('x'), wrap: true })],
    ['an unknown element', cardWith({ type: 'FactSet', facts: [] })],
    ['an id twice', cardWith({ ...words('x'), id: 'a' }, { ...words('y'), id: 'a' })],
    [
      'no way for old clients',
      { ...cardWith(), actions: [{ type: 'Action.Execute', title: 'x', verb: 'x' }] },
    ],
    ['nothing to choose', cardWith({ type: 'Input.ChoiceSet', id: 'a', label: 'b', choices: [] })],
  ])('complain of %s', (_, card) => {
    expect(checkCard(card)).not.toEqual([]);
  });

  it('complain of a message that a notification could say nothing of', () => {
    expect(checkActivity({ type: 'message', attachments: [] })).toHaveLength(1);
  });
});

describe('what people do in the double', () => {
  const contentType = 'application/vnd.microsoft.card.adaptive';
  const submit = { type: 'Action.Submit', title: 'Go', data: { steward: 'press', action: '{}' } };
  const opening = { ...submit, title: 'Form', data: { msteams: { type: 'task/fetch' } } };
  const card = {
    ...cardWith(words('before')),
    actions: [{ ...submit, type: 'Action.Execute', verb: 'press', fallback: submit }, opening],
  };
  const dialog = {
    ...cardWith(
      { type: 'Input.Text', id: 'field:name', label: 'Name', value: 'as it was' },
      {
        type: 'Input.ChoiceSet',
        id: 'field:kinds',
        label: 'Kinds',
        isMultiSelect: true,
        choices: ['One', 'Two'].map((title, at) => ({ title, value: String(at + 1) })),
      },
    ),
    actions: [
      { type: 'Action.Submit', title: 'Back', data: { go: 'back' } },
      { type: 'Action.Submit', title: 'Send', style: 'positive', data: { go: 'next' } },
    ],
  };
  const task = {
    type: 'continue',
    value: { title: 'Ask', card: { contentType, content: dialog } },
  };
  const answers: Readonly<Record<string, unknown>> = {
    'adaptiveCard/action': { statusCode: 200, type: contentType, value: cardWith(words('after')) },
    'task/fetch': { task },
    'composeExtension/fetchTask': { task },
    'task/submit': { task: { type: 'message', value: 'Sent.' } },
  };

  async function startBot(): Promise<{ double: TeamsDouble; heard: Payload[] } & Doings> {
    const { double, client } = await startDouble();
    const heard: Payload[] = [];
    const bot = createServer(async (request, response) => {
      const activity = await json(request);
      if (isRecord(activity)) heard.push(activity);
      const answer = isRecord(activity) ? answers[String(activity.name)] : undefined;
      response.end(answer === undefined ? '' : JSON.stringify(answer));
    });
    await new Promise<void>((resolve) => bot.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void bot.close());
    // A listening TCP server has an address with a port.
    const { port } = bot.address() as AddressInfo;
    const attachments = [{ contentType, content: card }];
    const sent = { type: 'message', summary: 'before', attachments };
    await client.conversations.sendToConversation(double.personal('developer'), sent);
    const doings = createDoings(double, createSender(`http://127.0.0.1:${port}`, double));
    return { double, heard, ...doings };
  }

  it('shows the card that a press is answered with to whoever pressed, until it is changed', async () => {
    const { double, press, shownTo } = await startBot();
    const conversation = double.personal('developer');
    const [shown] = double.messages(conversation);
    if (shown === undefined) throw new Error('no message');

    await press('developer', 'Go');
    const seen = [shownTo('developer', shown), shownTo('legal', shown)].map(wordsOf);
    const changed = { ...message, id: shown.id };
    await connectorClient(double).conversations.updateActivity(conversation, shown.id, changed);
    const [now] = double.messages(conversation);

    expect(seen).toEqual(['after', 'before']);
    expect(now && shownTo('developer', now)).toBeUndefined();
  });

  it('presses as a client does that does not know the button', async () => {
    const { double, heard, pressFallback } = await startBot();

    await pressFallback('developer', 'Go');

    const replyToId = double.lastMessage()?.id;
    expect(heard).toMatchObject([{ type: 'message', value: submit.data, replyToId }]);
    expect(heard[0]).not.toHaveProperty('text');
  });

  it('fills a dialog and sends what its inputs hold', async () => {
    const { double, heard, ...doings } = await startBot();

    await doings.press('developer', 'Form');
    const title = doings.dialog()?.title;
    await doings.submit('developer', { kinds: ['One', 'Two'] });

    const data = { go: 'next', 'field:name': 'as it was', 'field:kinds': '1,2' };
    expect(heard.at(-1)).toMatchObject({ name: 'task/submit', value: { data } });
    expect([title, doings.dialog(), doings.dialogNote()]).toEqual(['Ask', undefined, 'Sent.']);
    expect(double.complaints).toEqual([]);
  });

  it('sends a dialog that a command opened back to the command', async () => {
    const { heard, askAbout, back, dialog: open } = await startBot();

    await askAbout('legal', '<p>May we?</p>');
    await back('legal', { name: '' });

    expect(heard.at(-1)).toMatchObject({
      name: 'composeExtension/submitAction',
      value: { commandId: 'ask', messagePayload: { body: { content: '<p>May we?</p>' } } },
    });
    expect(heard.at(-1)?.value).toHaveProperty('data', { go: 'back' });
    expect(open()).toBeUndefined();
  });
});
