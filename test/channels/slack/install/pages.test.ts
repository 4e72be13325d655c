import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  installedPage,
  installPage,
  pageHeaders,
  troublePage,
} from '#channels/slack/install/pages.ts';

const nasty = `"><script>alert('&amp;')</script>`;

describe('the pages of an installation', () => {
  it.each([
    ['a workspace', installedPage(nasty, 'https://slack.com/app_redirect?app=A1&team=T1')],
    ['an address', installPage(`https://slack.com/${nasty}`)],
    ['words', troublePage({ status: 400, title: nasty, words: nasty }, '/slack/install')],
  ])('show as it is what others named: %s', (_, page) => {
    expect(page).not.toContain('<script');
    expect(page).not.toMatch(/href="[^"]*[<>]/);
    expect(page).toContain('&quot;&gt;&lt;script&gt;alert(&#39;&amp;amp;&#39;)');
  });

  it('let only their own style through', () => {
    const style = /<style>([\s\S]*)<\/style>/.exec(installPage('https://slack.com/'))?.[1] ?? '';

    const hash = createHash('sha256').update(style).digest('base64');

    expect(pageHeaders['content-security-policy']).toContain(`style-src 'sha256-${hash}'`);
  });

  it('speak of the workspace only when Slack named it', () => {
    expect(installedPage(undefined, undefined)).toContain('<h1>Steward is installed</h1>');
    expect(installedPage('Acme', undefined)).toContain('<h1>Steward is installed in Acme</h1>');
  });
});
