import { describe, expect, it } from 'vitest';
import { testDatabase } from '../../../support/database.ts';
import { isRecord } from '../../../support/teams/fixtures.ts';
import { eventually, forAWhile, impatient, openScene, type Scene } from './scene.ts';

const store = testDatabase();

function contentsIn({ turns }: Scene): readonly unknown[] {
  return turns.map(({ content }) => content);
}

/** An attachment as Teams sends it, whose bytes are said to lie there. */
function fileAt(address: string) {
  return {
    contentType: 'application/vnd.microsoft.teams.file.download.info',
    name: 'package.json',
    content: { downloadUrl: address, uniqueId: 'u1', fileType: 'json' },
  };
}

describe('a file that somebody sends', () => {
  it.each([
    'https://evil.example/package.json',
    'https://evil-sharepoint.com/package.json',
    'http://10.0.0.1/package.json',
    'file:///etc/passwd',
    'not an address',
  ])('is not fetched from anywhere else: %s', async (address) => {
    const scene = await openScene({ db: store.db });

    await scene.sender.message('message-with-file', { attachments: [fileAt(address)], text: '' });
    await scene.idle();

    expect(contentsIn(scene)).toEqual([{ kind: 'file', name: 'package.json' }]);
  });

  it.each([
    ['too large', Buffer.alloc(1024 * 1024 + 1, 'x')],
    ['no text', Buffer.from([0xff, 0xfe, 0x00])],
    ['text with a NUL', Buffer.from('a\0b')],
  ])('is taken by its name when it is %s', async (_what, bytes) => {
    const scene = await openScene({ db: store.db });

    await scene.sendFile('developer', 'marzipan.bin', bytes);
    await scene.idle();

    expect(contentsIn(scene)).toEqual([{ kind: 'file', name: 'marzipan.bin' }]);
    expect(scene.shown()).toHaveLength(1);
  });

  it('is fetched again when SharePoint does not answer, and asked about once', async () => {
    const scene = await openScene({ db: store.db });
    scene.double.fail('download', { status: 503 }, 1);

    await scene.sendFile('developer', 'list.txt', 'marzipan\n');
    await eventually(() => scene.shown().length > 0);
    await scene.idle();
    await forAWhile();

    expect(contentsIn(scene)).toEqual([{ kind: 'file', name: 'list.txt', text: 'marzipan\n' }]);
    expect(scene.shown()).toHaveLength(1);
  });

  it('is taken by its name when it is not to be had', async () => {
    const scene = await openScene({ db: store.db });
    scene.double.fail('download', { status: 404 });

    await scene.sendFile('developer', 'list.txt', 'marzipan\n');
    await scene.idle();

    expect(contentsIn(scene)).toEqual([{ kind: 'file', name: 'list.txt' }]);
  });
});

describe('a file that Steward gives', () => {
  async function offered(): Promise<Scene> {
    const scene = await openScene({
      db: store.db,
      waits: impatient,
      say: () => [{ kind: 'document', title: 'A license', text: 'All of it.', source: 'SPDX' }],
    });
    await scene.say('developer', 'the text of marzipan, please');
    await scene.idle();
    return scene;
  }

  it('is put where they said, in place of the question', async () => {
    const scene = await offered();

    await scene.answerConsent('developer', 'accept');
    await scene.idle();

    expect(scene.double.uploads.map(({ bytes }) => bytes?.toString())).toEqual([
      'All of it.\n\nSPDX\n',
    ]);
    expect(scene.shown()).toHaveLength(1);
  });

  it('is put nowhere when they decline, and they read so', async () => {
    const scene = await offered();

    await scene.answerConsent('developer', 'decline');
    await scene.idle();

    expect(scene.double.uploads.filter(({ bytes }) => bytes !== undefined)).toEqual([]);
    expect(scene.shown().map(({ activity }) => activity.text)).toEqual([
      expect.stringContaining('Nothing was saved'),
    ]);
  });

  it('is put again when SharePoint does not answer', async () => {
    const scene = await offered();
    scene.double.fail('upload', { status: 503 }, 1);

    await scene.answerConsent('developer', 'accept');
    await eventually(() => scene.double.uploads.some(({ bytes }) => bytes !== undefined));
    await scene.idle();

    expect(scene.shown()).toHaveLength(1);
  });

  it.each([
    ['an address elsewhere', { uploadUrl: 'https://evil.example/upload' }, undefined],
    ['another context', {}, { kind: 'text', text: 'x'.repeat(5000) }],
    ['a context of another kind', {}, { kind: 'file', name: '/etc/passwd' }],
  ])('goes nowhere with %s, and they read something', async (_what, info, context) => {
    const scene = await offered();
    const upload = scene.double.allowUpload('A-license.txt');
    const before = scene.double.calls.length;

    const { status } = await scene.sender.invoke(
      'file-consent-accept',
      { replyToId: scene.shown()[0]?.id },
      {
        value: {
          type: 'fileUpload',
          action: 'accept',
          context: context ?? { kind: 'text', text: 'marzipan' },
          uploadInfo: { ...(isRecord(upload) ? upload : {}), ...info },
        },
      },
    );
    await scene.idle();
    await forAWhile();

    expect(status).toBe(200);
    expect(scene.double.calls.slice(before).filter(({ path }) => path.includes('upload'))).toEqual(
      [],
    );
    expect(JSON.stringify(scene.shown()[0]?.activity)).toMatch(
      /not take that file|not to be had|Nothing was saved/,
    );
  });
});
