import { type ComponentChild, h, type VNode } from 'preact';
import type { Tone } from '#foundation/cards/card.ts';

/** Drawn on a grid of 20; decoration only, the words beside it say the same. */
export function toneIcon(tone: Tone): VNode {
  return drawn(tones[tone], 'icon');
}

export type SignName = keyof typeof signs;

/** A sign for a control or a kind of message; the control's name is said in words. */
export function sign(name: SignName): VNode {
  return drawn(signs[name], 'sign');
}

/** A button that shows a sign only; its name is for those who hear it, and a tooltip. */
export function iconButton(
  icon: SignName,
  label: string,
  attributes: Readonly<Record<string, string>> = {},
): ComponentChild {
  return h(
    'button',
    { type: 'button', class: 'icon-button', 'aria-label': label, title: label, ...attributes },
    sign(icon),
  );
}

function drawn(shapes: readonly string[], className: string): VNode {
  return h(
    'svg',
    { class: className, viewBox: '0 0 20 20', width: 20, height: 20, 'aria-hidden': 'true' },
    shapes.map((d) => h('path', { d })),
  );
}

const circle = 'M10 2.5a7.5 7.5 0 1 0 0 15a7.5 7.5 0 0 0 0-15z';

const tones: Readonly<Record<Tone, readonly string[]>> = {
  good: [circle, 'M6.5 10.3l2.4 2.4l4.6-5'],
  caution: ['M10 2.8l7.6 13.6H2.4z', 'M10 8v3.8', 'M10 13.9v.2'],
  bad: [circle, 'M7.2 7.2l5.6 5.6', 'M12.8 7.2l-5.6 5.6'],
  neutral: [circle, 'M10 9.2v4.3', 'M10 6.5v.2'],
};

const signs = {
  person: [
    'M10 3.2a3.2 3.2 0 1 0 0 6.4a3.2 3.2 0 0 0 0-6.4z',
    'M3.6 17c.6-3.3 3.1-5 6.4-5s5.8 1.7 6.4 5',
  ],
  inbox: ['M3 11.5l2.2-7h9.6l2.2 7v5H3z', 'M3 11.5h4.2l1 2h3.6l1-2H17'],
  details: ['M3.5 3.5h13v13h-13z', 'M12 3.5v13'],
  file: ['M5 2.5h6.5L15.5 6.5v11H5z', 'M11.5 2.5v4h4'],
  attach: [
    'M14.2 8.8l-5 5a2.1 2.1 0 0 1-3-3l6-6a3.4 3.4 0 0 1 4.8 4.8l-6.2 6.2a4.8 4.8 0 0 1-6.8-6.8l5-5',
  ],
  send: ['M10 16.5v-12', 'M5 9.3l5-5l5 5'],
  menu: ['M4.5 10h.01', 'M10 10h.01', 'M15.5 10h.01'],
  close: ['M5 5l10 10', 'M15 5l-10 10'],
  up: ['M5 12.5l5-5l5 5'],
  down: ['M5 7.5l5 5l5-5'],
  search: ['M8.8 3.5a5.3 5.3 0 1 0 0 10.6a5.3 5.3 0 0 0 0-10.6z', 'M12.8 12.8l3.7 3.7'],
} as const satisfies Readonly<Record<string, readonly string[]>>;
