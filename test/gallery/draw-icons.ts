// Draws the icons of the Teams package from their SVG files, which are beside them.
// usage: node draw-icons.ts
import { readFileSync, writeFileSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { PNG } from 'pngjs';
import { launchChromium } from '../support/chromium.ts';

const folder = new URL('../../src/channels/teams/package/', import.meta.url);

const browser = await launchChromium();
try {
  const color = await draw(browser, 'color.svg', 192);
  save('color.png', color, { colorType: 2 });
  save('outline.png', whitened(await draw(browser, 'outline.svg', 32)), { colorType: 6 });
} finally {
  await browser.close();
}

async function draw(by: Browser, file: string, side: number): Promise<PNG> {
  const page = await by.newPage({ viewport: { width: side, height: side } });
  const svg = readFileSync(new URL(file, folder), 'utf8');
  await page.setContent(`<style>body { margin: 0 } svg { display: block }</style>${svg}`);
  const drawn = await page.screenshot({ omitBackground: true });
  await page.close();
  return PNG.sync.read(drawn);
}

/** Teams wants nothing but white; half-covered pixels at the edges come out a little off it. */
function whitened(icon: PNG): PNG {
  for (let at = 0; at < icon.data.length; at += 4) icon.data.fill(255, at, at + 3);
  return icon;
}

function save(name: string, icon: PNG, { colorType }: { readonly colorType: 2 | 6 }): void {
  const bytes = PNG.sync.write(icon, { colorType, deflateLevel: 9 });
  writeFileSync(new URL(name, folder), bytes);
  process.stdout.write(`${name} ${bytes.length} bytes\n`);
}
