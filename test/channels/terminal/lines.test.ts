import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openLines } from '#channels/terminal/lines.ts';

describe('a line of a terminal', () => {
  let keyboard: PassThrough;
  let lines: ReturnType<typeof openLines>;
  beforeEach(() => {
    keyboard = new PassThrough();
    lines = openLines(keyboard, new PassThrough());
  });
  afterEach(() => lines.close());

  it('is what was typed up to Enter', async () => {
    const read = lines.read('');
    keyboard.write('left-pad\r');

    expect(await read).toBe('left-pad');
  });

  it('begins with what can be changed', async () => {
    const read = lines.read('lodash 4');
    keyboard.write('.17.21\r');

    expect(await read).toBe('lodash 4.17.21');
  });

  it('is all that was pasted at once, also where its end waits for Enter', async () => {
    const first = lines.read('');
    keyboard.write('one\r\rtwo\rthr');
    setTimeout(() => keyboard.write('ee\r'), 60);
    const pasted = await first;
    const second = lines.read('');
    keyboard.write('next\r');

    expect(pasted).toBe('one\n\ntwo\nthree');
    expect(await second).toBe('next');
  });

  it('is nothing after Ctrl-C, and never again', async () => {
    const read = lines.read('');
    keyboard.write('half\u0003');

    expect(await read).toBeUndefined();
    expect(await lines.read('')).toBeUndefined();
  });

  it('is nothing at the end of the input', async () => {
    const read = lines.read('');
    keyboard.end();

    expect(await read).toBeUndefined();
  });
});
