import path from 'node:path';
import { examples } from '#assistant/views/help/help-card.ts';
import { slackPages } from '#channels/slack/address.ts';
import { slackManifest, usesSlackGroups } from '#channels/slack/manifest.ts';
import { isPublicName } from '#commands/manifest/public-name.ts';
import { refused, writeManifest } from '#commands/manifest/write-manifest.ts';
import type { Config } from '#config.ts';
import type { Office } from '#foundation/people/office.ts';
import { loadOffice } from '#knowledge/policy/file/load-office.ts';

export interface SlackWishes {
  readonly url?: string | undefined;
  readonly socket: boolean;
  /** Of several workspaces, each of which installs it. */
  readonly many: boolean;
  readonly out?: string | undefined;
}

/** `manifest slack`: what Slack makes the app from, for this office; printed, or written to a file. */
export async function printSlackManifest(wishes: SlackWishes, config: Config): Promise<string> {
  const { office } = await loadOffice(config.officeFolder);
  const text = slackManifestText(wishes, office, config);
  if (wishes.out === undefined) return text.trimEnd();
  await writeManifest(wishes.out, text);
  return [
    `The manifest is in ${path.resolve(wishes.out)}.`,
    `Open ${slackPages.apps}, choose “Create New App”, then “From a manifest”, and paste it.`,
  ].join('\n');
}

/** The text of the file, ending in a line break. Throws `invalid-input` for what Slack would not take. */
export function slackManifestText(
  wishes: SlackWishes,
  office: Pick<Office, 'name' | 'roles'>,
  config: Pick<Config, 'publicUrl' | 'slack'>,
): string {
  const { socket } = wishes;
  if (socket && wishes.url !== undefined) {
    throw refused(
      'Choose one: with --url Slack calls Steward, with --socket Steward connects to Slack and needs no address.',
    );
  }
  const many = wishes.many || config.slack?.workspaces.kind === 'installed';
  if (socket && many) {
    throw refused(
      'Socket Mode serves one workspace. Leave --socket out, or --many and SLACK_CLIENT_ID.',
    );
  }
  const manifest = slackManifest({
    url: socket ? '' : addressOf(wishes.url, config.publicUrl),
    socket,
    many,
    usesGroups: usesSlackGroups(office),
    officeName: office.name,
    prompts: examples,
  });
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

/** Slack calls only https; and Steward answers where its paths begin. */
function addressOf(given: string | undefined, set: string | undefined): string {
  const text = given ?? set;
  const name = given === undefined ? 'PUBLIC_URL' : '--url';
  if (text === undefined) {
    throw refused(
      'Where does Slack reach Steward? Give its address: --url https://steward.example.com. Without one use --socket.',
    );
  }
  const url = URL.parse(text);
  if (url?.protocol !== 'https:') {
    throw refused(`${name} must be an https address, such as https://steward.example.com.`);
  }
  if (url.href !== `${url.origin}/`) {
    throw refused(
      `${name} must be an address alone, without a path, a user or a query: https://steward.example.com.`,
    );
  }
  if (!isPublicName(url.hostname)) {
    throw refused(
      `${name} must be a name that Slack finds on the internet, such as https://steward.example.com; localhost and numbers of machines are not taken. Without such a name use --socket.`,
    );
  }
  return url.origin;
}
