import path from 'node:path';
import type { Config } from '#config.ts';
import { StewardError } from '#foundation/kernel/errors.ts';
import type { Finding } from '#foundation/kernel/finding.ts';
import type { Office } from '#foundation/people/office.ts';
import { loadOffice } from '#knowledge/policy/file/load-office.ts';
import { loadForms } from '#office/requests/forms/load-forms.ts';

/** Whether the office folder is right, and whether anybody holds the role on which the others depend. */
export async function checkOffice(
  { officeFolder }: Pick<Config, 'officeFolder'>,
  isOnPlatform: boolean,
): Promise<{ readonly findings: readonly Finding[]; readonly office: Office | undefined }> {
  try {
    const { office, policy } = await loadOffice(officeFolder);
    const forms = await loadForms(officeFolder, Object.keys(policy.reviewers));
    const where = officeFolder === undefined ? 'the shipped starter' : path.resolve(officeFolder);
    const counts = [
      `${forms.size} forms`,
      counted(office.products.length, 'product', 'products'),
    ].filter((count) => count !== undefined);
    const what = `The office folder is right: ${where}, policy ${policy.version} (${policy.profile}), ${counts.join(', ')}.`;
    return {
      findings: [
        { state: 'ok', what },
        checkRoles(office, { isOnPlatform, isStarter: officeFolder === undefined }),
      ],
      office,
    };
  } catch (error) {
    if (!(error instanceof StewardError) || error.code === 'bug') throw error;
    const what = 'The office folder is not right.';
    return { findings: [{ state: 'fail', what, mend: error.advice }], office: undefined };
  }
}

function checkRoles(
  { roles: { ospo } }: Office,
  { isOnPlatform, isStarter }: { readonly isOnPlatform: boolean; readonly isStarter: boolean },
): Finding {
  const groups = ospo.filter((grant) => typeof grant !== 'string').length;
  const people = ospo.length - groups;
  if (ospo.length > 0) {
    const who = [counted(people, 'address', 'addresses'), counted(groups, 'group', 'groups')];
    return { state: 'ok', what: `The role ospo is held by ${who.filter(Boolean).join(' and ')}.` };
  }
  if (!isOnPlatform) {
    return { state: 'ok', what: 'The role ospo is held by personas of the web chat.' };
  }
  const first = isStarter
    ? 'Make an office folder with “npx steward init our-office”, set STEWARD_OFFICE to it, and'
    : 'In your office folder';
  return {
    state: 'warn',
    what: 'Nobody holds the role ospo, so nobody reads what people think of answers.',
    mend: `${first} add to its office.yaml: roles: { ospo: [ada@example.org] }, with the address that Slack or Teams has for you.`,
  };
}

function counted(count: number, one: string, many: string): string | undefined {
  return count === 0 ? undefined : `${count} ${count === 1 ? one : many}`;
}
