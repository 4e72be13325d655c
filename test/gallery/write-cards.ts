// Writes one page with every card and form, on our page, in Slack and in Teams, light and dark, on a phone and on a desk: to look at them as a designer would.
// usage: node write-cards.ts [FILE]
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { slackStyles } from './draw-slack.ts';
import { teamsPage } from './draw-teams.ts';
import { type Drawn, everySample } from './every-sample.ts';

const styles = new URL('../../src/channels/web/page/', import.meta.url);
const widths = [360, 1280];
const schemes = ['light', 'dark'] as const;

const file = resolve(process.argv[2] ?? '.steward/cards.html');
const names = (await readdir(styles)).filter((name) => name.endsWith('.css')).sort();
const css = await Promise.all(names.map((name) => readFile(new URL(name, styles), 'utf8')));
const samples = await everySample();
const frames = widths.flatMap((width) =>
  schemes.flatMap((scheme) => [
    frame(`${width} px, ${scheme}`, width, pageIn(scheme)),
    frame(`Slack, ${width} px, ${scheme}`, width, slackIn(scheme)),
    frame(`Teams, ${width} px, ${scheme}`, width, teamsIn(scheme)),
  ]),
);
await mkdir(dirname(file), { recursive: true });
await writeFile(file, gallery(frames.join('\n')));
process.stdout.write(`${samples.length} cards and forms in ${file}\n`);

function frame(title: string, width: number, page: string): string {
  return `<figure><figcaption>${title}</figcaption><iframe width="${width}" title="${title}" srcdoc="${escaped(page)}"></iframe></figure>`;
}

function sections(draw: (sample: Drawn) => string | undefined): string {
  return samples
    .flatMap((one) => {
      const drawn = draw(one);
      if (drawn === undefined) return [];
      return [`<section><p class="name">${escaped(one.name)}</p>${drawn}</section>`];
    })
    .join('\n');
}

/** The samples about as Slack shows them. */
function slackIn(scheme: 'light' | 'dark'): string {
  return `<!doctype html><html lang="en" class="${scheme}"><meta charset="utf-8"><style>${slackStyles}</style><body>${sections(({ slack }) => slack)}</body></html>`;
}

/** The samples as Microsoft's renderer shows them, with about the colours that Teams gives it. */
function teamsIn(scheme: 'light' | 'dark'): string {
  return teamsPage(
    sections(({ teams }) => teams),
    scheme,
  );
}

/** The samples under the page's own styles, with the colour scheme that a reader would have chosen. */
function pageIn(scheme: 'light' | 'dark'): string {
  const chosen = css
    .join('\n')
    .replaceAll('(prefers-color-scheme: dark)', scheme === 'dark' ? 'all' : 'not all')
    .replaceAll('color-scheme: light dark', `color-scheme: ${scheme}`)
    .replaceAll('(prefers-reduced-motion: no-preference)', 'not all');
  return `<!doctype html><html lang="en"><meta charset="utf-8"><style>${chosen}
    body { display: block; min-height: 0; height: auto; overflow: visible; padding: 12px; }
    section { max-width: 720px; margin: 0 auto 24px; }
    .name { font-size: 13px; color: var(--muted); margin-bottom: 4px; }
    .form { padding: 16px; background: var(--raised); border: 1px solid var(--line); border-radius: 10px; }
  </style><body>${sections(({ html }) => html)}</body></html>`;
}

function gallery(content: string): string {
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Cards and forms</title>
<style>body { margin: 16px; font: 14px system-ui; background: #9aa0a6; display: flex; flex-wrap: wrap; gap: 16px; align-items: flex-start; }
figure { margin: 0; } iframe { border: 0; }</style>
${content}
<script>for (const frame of document.querySelectorAll('iframe')) {
  const grow = () => { frame.height = frame.contentDocument?.documentElement?.scrollHeight ?? 600; };
  frame.addEventListener('load', grow); grow();
}</script></html>`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}
