import { readFileSync } from 'node:fs';
import type { AdaptiveCard } from '#channels/teams/render-card.ts';
import type { FormDialog } from '#channels/teams/render-form.ts';

/** A place for a card, which the page's own script fills with what Microsoft's renderer makes of it. */
export function drawTeamsMessage(card: AdaptiveCard): string {
  return `<div class="message"><div class="face"></div><div class="bubble">${place(card)}</div></div>`;
}

export function drawTeamsDialog({ title, card }: Pick<FormDialog, 'title' | 'card'>): string {
  return `<div class="dialog"><p class="title">${escaped(title)}<span>✕</span></p>${place(card)}</div>`;
}

/** A page with the places filled, in about the colours of Teams: to look at, not to measure by. */
export function teamsPage(content: string, scheme: 'light' | 'dark'): string {
  const renderer = readFileSync(
    new URL('../../node_modules/adaptivecards/dist/adaptivecards.min.js', import.meta.url),
    'utf8',
  ).replaceAll('</script', '<\\/script');
  return `<!doctype html><html lang="en" class="${scheme}"><meta charset="utf-8"><style>${styles}</style><body>${content}
<script>${renderer}</script>
<script>
const config = new AdaptiveCards.HostConfig(${JSON.stringify(hostConfig(scheme))});
for (const place of document.querySelectorAll('[data-card]')) {
  const card = new AdaptiveCards.AdaptiveCard();
  card.hostConfig = config;
  card.parse(JSON.parse(place.dataset.card));
  place.append(card.render());
}
</script></html>`;
}

/** In a form of its own, so that the choices of one card are no others' too. */
function place(card: AdaptiveCard): string {
  return `<form data-card="${escaped(JSON.stringify(card))}"></form>`;
}

const grounds = {
  light: {
    default: '#ffffff',
    emphasis: '#f5f5f5',
    good: '#e7f2da',
    warning: '#fbf6d9',
    attention: '#fcf4f6',
  },
  dark: {
    default: '#292929',
    emphasis: '#383838',
    good: '#0d2e0d',
    warning: '#463100',
    attention: '#3f1011',
  },
};

const inks = {
  light: { default: ['#242424', '#616161'], attention: ['#c4314b', '#c4314b'] },
  dark: { default: ['#ffffff', '#adadad'], attention: ['#f9526b', '#f9526b'] },
};

function hostConfig(scheme: 'light' | 'dark'): unknown {
  const ink = Object.fromEntries(
    Object.entries(inks[scheme]).map(([name, [strong, subtle]]) => [
      name,
      { default: strong, subtle },
    ]),
  );
  const sizes = { small: 12, default: 14, medium: 14, large: 18, extraLarge: 24 };
  const weights = { lighter: 200, default: 400, bolder: 600 };
  return {
    fontTypes: {
      default: {
        fontFamily: '"Segoe UI", "Noto Sans", system-ui, sans-serif',
        fontSizes: sizes,
        fontWeights: weights,
      },
      monospace: {
        fontFamily: 'Consolas, "DejaVu Sans Mono", monospace',
        fontSizes: { ...sizes, default: 13 },
        fontWeights: weights,
      },
    },
    lineHeights: { small: 16, default: 20, medium: 20, large: 24, extraLarge: 32 },
    spacing: { small: 8, default: 12, medium: 16, large: 20, extraLarge: 24, padding: 16 },
    separator: { lineThickness: 1, lineColor: scheme === 'light' ? '#e0e0e0' : '#525252' },
    containerStyles: Object.fromEntries(
      Object.entries(grounds[scheme]).map(([name, backgroundColor]) => [
        name,
        { backgroundColor, foregroundColors: ink },
      ]),
    ),
    actions: {
      maxActions: 6,
      buttonSpacing: 0,
      actionsOrientation: 'horizontal',
      actionAlignment: 'left',
    },
    inputs: { label: { inputSpacing: 'small' } },
    table: { cellSpacing: 8 },
    supportsInteractivity: true,
  };
}

function escaped(value: string): string {
  return value.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}

const styles = `
:root { --ink: #242424; --muted: #616161; --line: #d1d1d1; --ground: #f5f5f5; --raised: #fff; --accent: #5b5fc7; --danger: #c4314b; }
:root.dark { color-scheme: dark; --ink: #fff; --muted: #adadad; --line: #666; --ground: #1f1f1f; --raised: #292929; --accent: #7f85f5; --danger: #f9526b; }
* { box-sizing: border-box; } p { margin: 0; }
body { margin: 0; padding: 12px; font: 14px/20px "Segoe UI", "Noto Sans", system-ui, sans-serif; color: var(--ink); background: var(--ground); overflow-wrap: anywhere; }
section { margin: 0 0 28px; } .name { font-size: 12px; color: var(--muted); }
.message { display: flex; gap: 8px; } .face { flex: none; width: 32px; height: 32px; border-radius: 50%; background: var(--accent); } .bubble { flex: 1; min-width: 0; max-width: 600px; background: var(--raised); border: 1px solid var(--line); border-radius: 4px; overflow: hidden; }
.dialog { max-width: 600px; margin-top: 8px; background: var(--raised); border: 1px solid var(--line); border-radius: 8px; padding-top: 16px; } .title { display: flex; justify-content: space-between; font-size: 18px; font-weight: 600; padding: 0 16px; }
.ac-actionSet { flex-wrap: wrap; gap: 8px; } .ac-anchor { color: var(--accent); text-decoration: none; }
.ac-pushButton { font: inherit; font-weight: 600; color: inherit; background: transparent; border: 1px solid var(--line); border-radius: 4px; padding: 5px 12px; max-width: 100%; }
.ac-pushButton.style-positive { background: var(--accent); border-color: var(--accent); color: #fff; } .ac-pushButton.style-destructive { color: var(--danger); border-color: var(--danger); }
.ac-input { font: inherit; color: inherit; } .ac-textInput, .ac-numberInput, .ac-dateInput, .ac-choiceSetInput-compact, .ac-choiceSetInput-filtered-textbox { background: var(--ground); border: 1px solid var(--line); border-radius: 4px; padding: 5px 12px; width: 100%; } .ac-multiline { min-height: 84px; }
`;
