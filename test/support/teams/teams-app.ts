const appId = '5f3c1c7e-6a0b-4a1e-9d53-0c5a2f2b7e11';

/** The app as the doubles know it. Nothing here is a secret of anyone. */
export const teamsApp = {
  appId,
  password: 'password of the tests',
  tenantId: '0f1e2d3c-4b5a-4978-8695-a4b3c2d1e0f9',
  /** Of another organisation. */
  otherTenantId: 'c0ffee00-1111-4222-8333-444455556666',
  botId: `28:${appId}`,
} as const;

/** What Steward's credentials put on a call to the double; the real ones would get theirs from Microsoft. */
export const doubleBearer = `Bearer double-${appId}`;
