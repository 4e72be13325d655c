import { describe, expect, it } from 'vitest';
import type { Verdict } from '#knowledge/policy/judgement.ts';
import type { PartialUse, UseKind } from '#knowledge/policy/use.ts';
import { balanced, judge } from '../../support/policies.ts';

type Row = readonly [license: string, use: UseKind, more: PartialUse, verdict: Verdict];

const products: readonly UseKind[] = [
  'saas',
  'distributed-binary',
  'distributed-source',
  'web-client',
  'mobile-app',
  'embedded-device',
];

const rows: Readonly<Record<string, readonly Row[]>> = {
  'a development tool': [
    ['GPL-3.0-only', 'dev-tool', {}, 'allowed'],
    ['AGPL-3.0-only', 'dev-tool', { modified: true }, 'allowed'],
    ['BUSL-1.1', 'dev-tool', {}, 'needs-review'],
    ['JSON', 'dev-tool', {}, 'needs-review'],
  ],
  'internal use': [
    ['GPL-2.0-only', 'internal', { modified: true, linkage: 'static' }, 'allowed'],
    ['AGPL-3.0-only', 'internal', { linkage: 'separate-process' }, 'allowed'],
    ['AGPL-3.0-only', 'internal', { linkage: 'dynamic' }, 'needs-review'],
    ['AGPL-3.0-only', 'internal', { linkage: 'separate-process', modified: true }, 'needs-review'],
    ['RPL-1.5', 'internal', { linkage: 'separate-process' }, 'needs-review'],
    ['Elastic-2.0', 'internal', {}, 'needs-review'],
    ['PolyForm-Noncommercial-1.0.0', 'internal', {}, 'denied'],
  ],
  'a hosted service': [
    ['MPL-2.0', 'saas', { modified: true, linkage: 'static' }, 'allowed'],
    ['GPL-3.0-only', 'saas', { linkage: 'separate-process' }, 'allowed'],
    ['GPL-3.0-only', 'saas', { linkage: 'dynamic' }, 'needs-review'],
    ['AGPL-3.0-only', 'saas', { linkage: 'separate-process' }, 'needs-review'],
    ['EUPL-1.2', 'saas', {}, 'needs-review'],
    ['AFL-3.0', 'saas', {}, 'allowed'],
    ['SSPL-1.0', 'saas', { role: 'backing' }, 'needs-review'],
    ['SSPL-1.0', 'saas', { role: 'service' }, 'denied'],
    ['CC-BY-NC-4.0', 'saas', { asset: 'media' }, 'denied'],
  ],
  'the browser': [
    ['MIT', 'web-client', { modified: true }, 'allowed'],
    ['MPL-2.0', 'web-client', {}, 'allowed'],
    ['MPL-2.0', 'web-client', { modified: true }, 'needs-review'],
    ['LGPL-3.0-only', 'web-client', {}, 'needs-review'],
    ['GPL-2.0-only', 'web-client', {}, 'denied'],
    ['AGPL-3.0-or-later', 'web-client', {}, 'denied'],
    ['Elastic-2.0', 'web-client', {}, 'denied'],
  ],
  'a shipped product': [
    ['LGPL-2.1-only', 'distributed-binary', { linkage: 'dynamic' }, 'allowed'],
    ['LGPL-2.1-only', 'distributed-binary', { linkage: 'static' }, 'needs-review'],
    ['MPL-2.0', 'distributed-binary', { modified: true }, 'needs-review'],
    ['GPL-2.0-only', 'distributed-binary', { linkage: 'separate-process' }, 'needs-review'],
    ['GPL-2.0-only', 'distributed-binary', { linkage: 'dynamic' }, 'denied'],
    [
      'GPL-2.0-only WITH Classpath-exception-2.0',
      'distributed-binary',
      { linkage: 'dynamic' },
      'allowed',
    ],
    ['AGPL-3.0-only', 'distributed-source', { linkage: 'separate-process' }, 'denied'],
    ['BUSL-1.1', 'distributed-binary', {}, 'denied'],
    ['CC-BY-4.0', 'distributed-binary', {}, 'needs-review'],
  ],
  'a mobile app': [
    ['LGPL-2.1-only', 'mobile-app', { linkage: 'dynamic' }, 'needs-review'],
    ['GPL-3.0-only', 'mobile-app', { linkage: 'separate-process' }, 'denied'],
    ['GPL-3.0-only', 'mobile-app', { linkage: 'separate-process', appStore: 'no' }, 'needs-review'],
  ],
  'a device': [
    ['LGPL-2.1-only', 'embedded-device', { linkage: 'dynamic' }, 'needs-review'],
    [
      'GPL-3.0-only',
      'embedded-device',
      { linkage: 'separate-process', userProduct: 'consumer', lockedBoot: 'yes' },
      'denied',
    ],
    ['LGPL-3.0-only', 'embedded-device', { userProduct: 'consumer', lockedBoot: 'yes' }, 'denied'],
    [
      'GPL-3.0-only',
      'embedded-device',
      { linkage: 'separate-process', userProduct: 'business', lockedBoot: 'yes' },
      'needs-review',
    ],
    ['MIT', 'embedded-device', {}, 'allowed'],
  ],
  'a container for customers': [
    [
      'GPL-2.0-only',
      'distributed-binary',
      { delivery: 'container', linkage: 'separate-process' },
      'allowed',
    ],
    ['GPL-2.0-only', 'distributed-binary', { delivery: 'container', linkage: 'dynamic' }, 'denied'],
    [
      'AGPL-3.0-only',
      'distributed-binary',
      { delivery: 'container', linkage: 'separate-process' },
      'denied',
    ],
  ],
  'fonts, data, texts and models': [
    ['OFL-1.1', 'mobile-app', { asset: 'font', modified: true }, 'allowed'],
    ['CC0-1.0', 'saas', { asset: 'data' }, 'allowed'],
    ['ODbL-1.0', 'saas', { asset: 'data' }, 'needs-review'],
    ['CC-BY-NC-4.0', 'saas', { asset: 'data' }, 'denied'],
    ['CC-BY-4.0', 'web-client', { asset: 'media' }, 'allowed'],
    ['CC-BY-SA-4.0', 'web-client', { asset: 'media' }, 'allowed'],
    ['CC-BY-SA-4.0', 'web-client', { asset: 'media', modified: true }, 'needs-review'],
    ['CC-BY-ND-4.0', 'distributed-binary', { asset: 'docs' }, 'allowed'],
    ['CC-BY-ND-4.0', 'distributed-binary', { asset: 'docs', modified: true }, 'needs-review'],
    ['Apache-2.0', 'saas', { asset: 'model' }, 'allowed'],
    ['LicenseRef-scancode-llama-3.3-license-2024', 'saas', { asset: 'model' }, 'needs-review'],
  ],
};

describe('the balanced policy', () => {
  for (const [name, cases] of Object.entries(rows)) {
    for (const [license, use, more, verdict] of cases) {
      it(`says ${verdict} to ${license} for ${name} (${JSON.stringify(more)})`, () => {
        const judgement = judge(balanced, license, use, more);

        expect(judgement.verdict).toBe(verdict);
        expect(judgement.reasons.length).toBeGreaterThan(0);
      });
    }
  }

  it.each(products)('denies what nobody permitted, in %s too', (use) => {
    expect(judge(balanced, 'NONE', use).verdict).toBe('denied');
  });

  it.each(products)('lets a person look at what nobody knows, in %s', (use) => {
    const judgement = judge(balanced, 'NOASSERTION', use);

    expect(judgement.verdict).toBe('needs-review');
    expect(judgement.reviewers).toEqual(['legal']);
  });

  it('says that licenses cannot be met in one shipped work, with their names', () => {
    const judgement = judge(balanced, 'GPL-2.0-only AND Apache-2.0', 'distributed-binary', {
      delivery: 'container',
      linkage: 'separate-process',
    });

    expect(judgement.verdict).toBe('needs-review');
    expect(judgement.reasons.map((reason) => reason.text).join()).toContain(
      'GPL-2.0-only with Apache-2.0',
    );
  });

  it('chooses the branch with a patent grant when both are allowed', () => {
    const judgement = judge(balanced, 'MIT OR Apache-2.0', 'saas');

    expect(judgement.licenses).toEqual(['Apache-2.0']);
    expect(judgement.trace.step).toMatchObject({ chosen: 'Apache-2.0', because: 'patent-grant' });
  });

  it('shows the indemnity notice for EPL in what is shipped, and only there', () => {
    expect(judge(balanced, 'EPL-2.0', 'distributed-binary').notices).toHaveLength(1);
    expect(judge(balanced, 'EPL-2.0', 'internal').notices).toHaveLength(0);
  });
});
