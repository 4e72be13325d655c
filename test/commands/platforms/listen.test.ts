import { describe, expect, it, onTestFinished } from 'vitest';
import { aboutPage } from '#commands/platforms/about-page.ts';
import { listenForPlatforms } from '#commands/platforms/listen.ts';
import { silentLog } from '#foundation/kernel/log.ts';

const office = { name: '<b>Office & Co</b>', contact: { who: 'Ada <ada@example.org>' } };

async function start(about: () => Promise<string>): Promise<string> {
  const listener = await listenForPlatforms({
    host: '127.0.0.1',
    port: 0,
    answers: [],
    isReady: async () => true,
    about,
    log: silentLog,
  });
  onTestFinished(() => listener.close());
  return listener.url;
}

describe('what strangers read where platforms call', () => {
  it('says what Steward is, what it keeps and what its answers are, as plain words', async () => {
    const url = await start(async () => aboutPage(office));

    const answer = await fetch(url);
    const html = await answer.text();

    expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(html).toContain('&lt;b>Office &amp; Co&lt;/b>');
    expect(html).toContain('id="privacy"');
    expect(html).toContain('id="terms"');
    expect(html).not.toContain('<b>');
  });

  it('goes on when the page cannot be made', async () => {
    const url = await start(() => Promise.reject(new Error('no page')));

    const broken = await fetch(url);
    const health = await fetch(`${url}/healthz`);

    expect([broken.status, health.status]).toEqual([500, 200]);
  });

  it('has nothing at other addresses', async () => {
    const url = await start(async () => aboutPage(office));

    const answer = await fetch(`${url}/index.html`);

    expect(answer.status).toBe(404);
  });
});

describe('the address that platforms know', () => {
  it('has no metrics, and is not changed when something else is there', async () => {
    const url = await start(async () => '');
    const port = Number(new URL(url).port);

    const metrics = await fetch(`${url}/metrics`);
    const second = listenForPlatforms({
      host: '127.0.0.1',
      port,
      answers: [],
      isReady: async () => true,
      about: async () => '',
      log: silentLog,
    });

    expect(metrics.status).toBe(404);
    await expect(second).rejects.toMatchObject({
      code: 'unavailable',
      advice: `Port ${port} is taken, and the platforms know it as Steward's. Stop what uses it, or set PORT to another one and change it there too.`,
    });
  });
});
