import { h, type VNode } from 'preact';
import type { Tone } from '#foundation/cards/card.ts';

/** Drawn on a grid of 20; decoration only, the words beside it say the same. */
export function toneIcon(tone: Tone): VNode {
  return h(
    'svg',
    { class: 'icon', viewBox: '0 0 20 20', width: 20, height: 20, 'aria-hidden': 'true' },
    shapes[tone].map((d) => h('path', { d })),
  );
}

const circle = 'M10 2.5a7.5 7.5 0 1 0 0 15a7.5 7.5 0 0 0 0-15z';

const shapes: Readonly<Record<Tone, readonly string[]>> = {
  good: [circle, 'M6.5 10.3l2.4 2.4l4.6-5'],
  caution: ['M10 2.8l7.6 13.6H2.4z', 'M10 8v3.8', 'M10 13.9v.2'],
  bad: [circle, 'M7.2 7.2l5.6 5.6', 'M12.8 7.2l-5.6 5.6'],
  neutral: [circle, 'M10 9.2v4.3', 'M10 6.5v.2'],
};
