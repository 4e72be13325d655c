import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { strFromU8, unzipSync } from 'fflate';
import { PNG } from 'pngjs';
import { describe, expect, it } from 'vitest';
import { teamsManifest } from '#channels/teams/manifest.ts';
import { teamsPackage } from '#channels/teams/package/teams-package.ts';

const manifest = teamsManifest({
  appId: '00000000-0000-4000-8000-000000000001',
  domain: 'steward.example.com',
  officeName: 'Open Source Program Office',
  schema: '1.29',
  examples: ['can I use left-pad?'],
});

describe('the package of Teams', () => {
  it('holds the manifest and the icons that it names, and nothing else', () => {
    const files = unzipSync(teamsPackage(manifest));

    const { color, outline } = manifest.icons;
    expect(Object.keys(files).sort()).toEqual([color, 'manifest.json', outline].sort());
    expect(JSON.parse(strFromU8(files['manifest.json'] ?? new Uint8Array()))).toEqual(manifest);
  });

  it('is the same for the same manifest, wherever it is made', () => {
    const here = Buffer.from(teamsPackage(manifest)).toString('base64');

    const elsewhere = ['Pacific/Kiritimati', 'America/St_Johns', 'UTC'].map((zone) => made(zone));

    expect(new Set([here, ...elsewhere])).toEqual(new Set([here]));
  });
});

describe('the icons of Teams', () => {
  it('are as large as Teams wants them', () => {
    const sides = ['color.png', 'outline.png'].map((file) => {
      const { width, height } = icon(file);
      return [width, height];
    });

    expect(sides).toEqual([
      [192, 192],
      [32, 32],
    ]);
  });

  it('have a color icon without a hole, which is Steward’s own colour at its edges', () => {
    const { data, width } = icon('color.png');

    const pixels = pixelsOf(data);

    expect(pixels.every(([, , , alpha]) => alpha === 255)).toBe(true);
    const corners = [0, width - 1, pixels.length - width, pixels.length - 1];
    expect(corners.map((at) => pixels[at])).toEqual(Array(4).fill([0x1f, 0x3a, 0x4d, 255]));
  });

  it('keep what the color icon shows within the middle that no mask cuts', () => {
    const { data, width } = icon('color.png');
    const background = [0x1f, 0x3a, 0x4d, 255].join();

    const drawn = pixelsOf(data).flatMap((pixel, at) =>
      pixel.join() === background ? [] : [at % width, Math.floor(at / width)],
    );

    expect(Math.min(...drawn)).toBeGreaterThanOrEqual((192 - 120) / 2);
    expect(Math.max(...drawn)).toBeLessThan((192 + 120) / 2);
  });

  it('have an outline that is white and nothing else, on nothing', () => {
    const pixels = pixelsOf(icon('outline.png').data);

    expect(pixels.every(([red, green, blue]) => red === 255 && green === 255 && blue === 255)).toBe(
      true,
    );
    const clear = pixels.filter(([, , , alpha]) => alpha === 0).length;
    expect(clear).toBeGreaterThan(pixels.length / 2);
    expect(pixels.some(([, , , alpha]) => alpha === 255)).toBe(true);
  });
});

/** As text, made by a process whose clock hangs in another zone. */
function made(zone: string): string {
  const url = new URL('../../../../src/channels/teams/package/teams-package.ts', import.meta.url);
  const code = `import { teamsPackage } from '${url}';
    process.stdout.write(Buffer.from(teamsPackage(${JSON.stringify(manifest)})).toString('base64'));`;
  return execFileSync(process.execPath, ['--input-type=module', '-e', code], {
    encoding: 'utf8',
    env: { ...process.env, TZ: zone },
  });
}

function icon(file: string): PNG {
  const folder = new URL('../../../../src/channels/teams/package/', import.meta.url);
  return PNG.sync.read(readFileSync(new URL(file, folder)));
}

function pixelsOf(data: Buffer): number[][] {
  return Array.from({ length: data.length / 4 }, (_, at) => [...data.subarray(at * 4, at * 4 + 4)]);
}
