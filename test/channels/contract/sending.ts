import { expect, it } from 'vitest';
import type { Channel, MessageName } from '#foundation/delivery/channel.ts';
import { StewardError } from '#foundation/kernel/errors.ts';
import { able, type Harness, lastOf } from './chat.ts';
import { cardOf, contractCard, decided, said, script } from './script.ts';

export function describeSending(start: Harness['start']): void {
  const first = { key: 'notice-1', isRetry: false };

  it('speaks first, and what it said can be pressed and changed', async () => {
    const { respond, turns } = script(() => [said({ ...contractCard, title: 'Because' })]);
    const chat = await start(respond);
    const { channel, to } = able(chat, 'sends');

    const sent = await channel.send(to, contractCard, first);
    const shown = await lastOf(chat);
    await able(chat, 'presses').press(shown, 'Why');
    const changed = await channel.change(nameOf(sent), decided);

    expect(shown.text).toContain('Keep the notice.');
    expect(cardOf(turns.at(-1)?.content)).toBe(nameOf(sent));
    expect(changed).toEqual({ kind: 'changed' });
    expect((await chat.cards())[0]?.text).toContain('Decided');
  });

  it('says it once, also when it is tried again', async () => {
    const { respond } = script(() => []);
    const chat = await start(respond);
    const { channel, to } = able(chat, 'sends');

    const sent = await channel.send(to, contractCard, first);
    const again = await channel.send(to, contractCard, { ...first, isRetry: true });
    const other = await channel.send(to, contractCard, { key: 'notice-2', isRetry: true });

    expect(again).toEqual(sent);
    expect(other).not.toEqual(sent);
    expect(await chat.cards()).toHaveLength(2);
  });

  it('says that a card is gone which never stood anywhere', async () => {
    const { respond } = script(() => []);
    const chat = await start(respond);
    const { channel, to } = able(chat, 'sends');
    const sent = await channel.send(to, contractCard, first);

    const changed = await channel.change(`${nameOf(sent)}0`, decided);
    const elsewhere = await channel.change('elsewhere:1', decided);

    expect([changed, elsewhere]).toEqual([{ kind: 'gone' }, { kind: 'gone' }]);
    expect((await lastOf(chat)).text).not.toContain('Decided');
  });
}

export function describeAging(start: Harness['start']): void {
  it('says that a card is gone when it is too old to be changed', async () => {
    const chat = await start(script(() => []).respond);
    const { channel, to } = able(chat, 'sends');
    const sent = await channel.send(to, contractCard, { key: 'notice-1', isRetry: false });
    await able(chat, 'aging').makeOld(nameOf(sent));

    const changed = await channel.change(nameOf(sent), decided);

    expect(changed).toEqual({ kind: 'gone' });
  });
}

export function describeFaults(start: Harness['start']): void {
  it('asks for another try while the platform is down, and then says it once', async () => {
    const chat = await start(script(() => []).respond);
    const { channel, to } = able(chat, 'sends');
    const { breakDown, mend } = able(chat, 'faults');
    breakDown();

    const failed = await codeOf(channel.send(to, contractCard, { key: 'n-1', isRetry: false }));
    mend();
    const sent = await channel.send(to, contractCard, { key: 'n-1', isRetry: true });

    expect(failed).toBe('unavailable');
    expect(sent.kind).toBe('sent');
    expect(await chat.cards()).toHaveLength(1);
  });

  it('answers once it can what was asked while the platform was down', async () => {
    const { respond } = script(() => [said(contractCard)]);
    const chat = await start(respond);
    const { breakDown, mend, goOn } = able(chat, 'faults');
    breakDown();

    await chat.say('can I?');
    const before = await chat.cards();
    mend();
    await goOn();

    expect(before).toEqual([]);
    expect(await chat.cards()).toHaveLength(1);
  });

  it('asks for another try of a change, which is then made once', async () => {
    const chat = await start(script(() => []).respond);
    const { channel, to } = able(chat, 'sends');
    const { breakDown, mend } = able(chat, 'faults');
    const sent = await channel.send(to, contractCard, { key: 'n-1', isRetry: false });
    breakDown();

    const failed = await codeOf(channel.change(nameOf(sent), decided));
    mend();
    const changed = await channel.change(nameOf(sent), decided);

    expect(failed).toBe('unavailable');
    expect(changed).toEqual({ kind: 'changed' });
    expect((await lastOf(chat)).text.split('Decided')).toHaveLength(2);
  });
}

export function describeLookingBack(start: Harness['start']): void {
  it('says once what had arrived when that was not heard', async () => {
    const chat = await start(script(() => []).respond);
    const { channel, to } = able(chat, 'sends');
    const { mend } = able(chat, 'faults');
    const { loseAnswer } = able(chat, 'looksBack');
    loseAnswer();

    const failed = await codeOf(channel.send(to, contractCard, { key: 'n-1', isRetry: false }));
    mend();
    const sent = await channel.send(to, contractCard, { key: 'n-1', isRetry: true });
    const changed = await channel.change(nameOf(sent), decided);

    expect(failed).toBe('unavailable');
    expect(changed).toEqual({ kind: 'changed' });
    expect(await chat.cards()).toHaveLength(1);
  });

  it('answers once when it was not heard that the answer had arrived', async () => {
    const { respond } = script(() => [said(contractCard)]);
    const chat = await start(respond);
    const { mend, goOn } = able(chat, 'faults');
    const { loseAnswer } = able(chat, 'looksBack');
    loseAnswer();

    await chat.say('can I?');
    mend();
    await goOn();

    expect(await chat.cards()).toHaveLength(1);
  });
}

function nameOf(sent: Awaited<ReturnType<Channel['send']>>): MessageName {
  if (sent.kind !== 'sent') throw new Error(`it was not sent: ${sent.kind}`);
  return sent.message;
}

async function codeOf(work: Promise<unknown>): Promise<string | undefined> {
  return work.then(
    () => undefined,
    (error: unknown) => (error instanceof StewardError ? error.code : String(error)),
  );
}
