/** The app as every workspace of the doubles knows it. Nothing here is a secret of anyone. */
export const slackApp = {
  teamId: 'T000000001',
  appId: 'A0STEWARD01',
  botId: 'B0STEWARD01',
  botUserId: 'U0STEWARD01',
  botToken: 'xoxb-test-steward',
  appToken: 'xapp-test-steward',
  signingSecret: 'signing secret of the tests',
  clientId: '1111.2222',
  clientSecret: 'client secret of the tests',
} as const;
