import { callSlack } from '#channels/slack/check/call-slack.ts';
import type { Finding } from '#foundation/kernel/finding.ts';

// Enough to see that something is wrong, and few enough to ask side by side.
const MOST_ASKED = 10;

/** Whether Slack's directory knows the people to whom the office folder gives a role. */
export async function checkAddresses(
  addresses: readonly string[],
  at: { readonly token: string; readonly apiUrl: string; readonly patienceMs: number },
): Promise<readonly Finding[]> {
  const asked = addresses.slice(0, MOST_ASKED);
  const answers = await Promise.all(
    asked.map((email) => callSlack(at, (client) => client.users.lookupByEmail({ email }))),
  );
  const unknown = asked.filter((_, index) => {
    const answered = answers[index];
    return answered?.kind === 'no' && answered.reason === 'users_not_found';
  });
  if (unknown.length === 0) return [];
  return [
    {
      state: 'warn',
      what: `Slack knows nobody by these addresses, which hold a role: ${unknown.join(', ')}.`,
      mend: 'Write into office.yaml the address that stands in their Slack profile.',
    },
  ];
}
