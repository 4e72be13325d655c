import { describe, expect, it } from 'vitest';
import { checkToken, type RegisteredSettings } from '#channels/teams/check/check-token.ts';

const appId = '0a000000-0000-4000-8000-00000000000a';
const secret = 'made~up.secret-value';
const app = { kind: 'single-tenant', appId, password: secret } as const;
const settings: RegisteredSettings = { app, tenants: ['tenant'], doubleUrl: undefined };

/** As Microsoft's library puts it. */
function refused(digits: string): Error {
  return new Error(
    `invalid_client: Error(s): ${digits} - Timestamp: 2026-01-01 00:00:00Z - Description: AADSTS${digits}: Something about '${appId}' and ${secret}. Trace ID: made-up`,
  );
}

async function said(
  getToken: () => Promise<string>,
  { given = settings, patienceMs = 2_000 } = {},
): Promise<string> {
  const { state, what, mend } = await checkToken(given, patienceMs, async () => ({ getToken }));
  return [state, what, mend].filter(Boolean).join(' ');
}

describe('the look at whether Microsoft knows us', () => {
  it('finds that it gives a token, and does not show it', async () => {
    const words = await said(async () => 'a-token');

    expect(words).toBe('ok Microsoft gives a token for TEAMS_APP_ID.');
  });

  it.each([
    ['7000215', /TEAMS_APP_PASSWORD is no secret of this app.* copy its value, not its id\.$/],
    ['7000222', /TEAMS_APP_PASSWORD has expired: .* make a new one\.$/],
    ['700016', /The app is not in this tenant: .* first of TEAMS_TENANTS is the app’s own\.$/],
    ['90002', /There is no such tenant: check the first of TEAMS_TENANTS\.$/],
    ['7000112', /https:\/\/login\.microsoftonline\.com\/error\?code=7000112\.$/],
  ])('says what AADSTS%s means, and how to mend it', async (digits, mend) => {
    const words = await said(() => Promise.reject(refused(digits)));

    expect(words).toMatch(
      new RegExp(`^fail Microsoft refuses a token for TEAMS_APP_ID \\(AADSTS${digits}\\)\\. `),
    );
    expect(words).toMatch(mend);
  });

  it('takes an app for one of a single tenant where none serves several', async () => {
    const given: RegisteredSettings = { ...settings, app: { ...app, kind: 'multi-tenant' } };

    const words = await said(() => Promise.reject(refused('700016')), { given });

    expect(words).toContain('TEAMS_APP_TYPE=single-tenant');
  });

  it.each([
    ['an error of the network', new Error('network_error: getaddrinfo ENOTFOUND made-up')],
    ['a code that is none', new Error(`AADSTS${secret}`)],
    ['something that is no error', secret],
  ])('shows nothing of %s', async (_, thrown) => {
    const words = await said(() => Promise.reject(thrown));

    expect(words).toMatch(/^fail Microsoft gave no answer .* HTTPS_PROXY/);
    expect(words).not.toMatch(/made|ENOTFOUND/);
  });

  it('shows no id and no secret that Microsoft names', async () => {
    const words = await said(() => Promise.reject(refused('700016')));

    expect(words).not.toMatch(/made|Trace|0a000000/);
  });

  it('says that the machine has no such identity', async () => {
    const given: RegisteredSettings = { ...settings, app: { kind: 'managed-identity', appId } };

    const words = await said(() => Promise.reject(new Error('unavailable')), { given });

    expect(words).toMatch(
      /^fail This machine gets no token .* Assign that identity to it in Azure/,
    );
  });

  it('waits no longer than it may', async () => {
    const began = performance.now();

    const words = await said(() => new Promise(() => {}), { patienceMs: 200 });

    expect(words).toMatch(/^fail Microsoft gave no answer/);
    expect(performance.now() - began).toBeLessThan(1_500);
  });
});
