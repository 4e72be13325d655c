import path from 'node:path';
import { examples } from '#assistant/views/help/help-card.ts';
import { teamsPages } from '#channels/teams/address.ts';
import { isGuid } from '#channels/teams/install/read-settings.ts';
import {
  type TeamsManifest,
  teamsManifest,
  teamsPaths,
  teamsSchemas,
} from '#channels/teams/manifest.ts';
import { teamsPackage } from '#channels/teams/package/teams-package.ts';
import { isPublicName } from '#commands/manifest/public-name.ts';
import { refused, writeManifest } from '#commands/manifest/write-manifest.ts';
import type { Config } from '#config.ts';
import type { Office } from '#foundation/people/office.ts';
import { loadOffice } from '#knowledge/policy/file/load-office.ts';

export interface TeamsWishes {
  readonly appId?: string | undefined;
  readonly domain?: string | undefined;
  /** Of the manifest; the newest that we know when it is not given. */
  readonly schema?: string | undefined;
  readonly website?: string | undefined;
  readonly privacy?: string | undefined;
  readonly terms?: string | undefined;
  readonly out?: string | undefined;
}

/** `manifest teams`: the manifest for this office, printed; or the whole package, written to a file. */
export async function printTeamsManifest(wishes: TeamsWishes, config: Config): Promise<string> {
  const { office } = await loadOffice(config.officeFolder);
  const { out } = wishes;
  if (out !== undefined && !out.toLowerCase().endsWith('.zip')) {
    throw refused('--out names a package, which ends in .zip: --out steward-teams.zip.');
  }
  const domain = domainOf(wishes.domain, config.publicUrl);
  const manifest = manifestOf(wishes, domain, office, config);
  if (out === undefined) return JSON.stringify(manifest, null, 2);
  await writeManifest(out, teamsPackage(manifest));
  return whatNext(path.resolve(out), domain, wishes);
}

function manifestOf(
  wishes: TeamsWishes,
  domain: string,
  office: Pick<Office, 'name'>,
  config: Pick<Config, 'teams'>,
): TeamsManifest {
  const [newest] = teamsSchemas;
  const schema = teamsSchemas.find((one) => one === (wishes.schema ?? newest));
  if (!schema) throw refused(`--schema takes ${teamsSchemas.join(' or ')}.`);
  return teamsManifest({
    appId: appIdOf(wishes.appId, config),
    domain,
    officeName: office.name,
    schema,
    examples,
    pages: {
      website: pageOf('--website', wishes.website),
      privacy: pageOf('--privacy', wishes.privacy),
      terms: pageOf('--terms', wishes.terms),
    },
  });
}

function appIdOf(given: string | undefined, { teams }: Pick<Config, 'teams'>): string {
  if (given === undefined) {
    if (teams && teams.app.kind !== 'development') return teams.app.appId;
    throw refused(
      'Which app is it? Give the id that Azure shows as “Application (client) ID”: --app-id 00000000-0000-0000-0000-000000000000.',
    );
  }
  if (!isGuid(given)) {
    throw refused(
      '--app-id must be the id that Azure shows as “Application (client) ID”, such as 00000000-0000-0000-0000-000000000000.',
    );
  }
  return given.toLowerCase();
}

/** Teams calls only https at the usual port; and Steward answers where its paths begin. */
function domainOf(given: string | undefined, publicUrl: string | undefined): string {
  const text = given ?? (publicUrl && URL.parse(publicUrl)?.host);
  const name = given === undefined ? 'PUBLIC_URL' : '--domain';
  if (text === undefined) {
    throw refused('Where does Teams reach Steward? Give its name: --domain steward.example.com.');
  }
  const url = URL.parse(`https://${text}`);
  const isAlone = url !== null && url.href === `https://${url.hostname}/` && !/[/:?#@]/.test(text);
  if (!isAlone) {
    throw refused(
      given === undefined
        ? 'PUBLIC_URL must have no port for Teams: https://steward.example.com.'
        : '--domain must be a name alone, without https://, a port or a path: steward.example.com.',
    );
  }
  if (!isPublicName(url.hostname) || !url.hostname.includes('.')) {
    throw refused(
      `${name} must be a name that Teams finds on the internet, such as steward.example.com; localhost and numbers of machines are not taken.`,
    );
  }
  return url.hostname;
}

function pageOf(option: string, given: string | undefined): string | undefined {
  if (given === undefined) return undefined;
  const url = URL.parse(given);
  if (url?.protocol === 'https:' && url.href.length <= 2048) return url.href;
  throw refused(`${option} must be the https address of a page: https://example.com/page.`);
}

function whatNext(file: string, domain: string, { website, privacy, terms }: TeamsWishes): string {
  const isEachNamed = [website, privacy, terms].every((page) => page !== undefined);
  return [
    `The app package is in ${file}.`,
    `1. In Azure, on the bot's page under Configuration, set the messaging endpoint to https://${domain}${teamsPaths.messages}.`,
    `2. Upload the package: for everybody at ${teamsPages.admin}, “Upload new app”; or to try it in Teams itself: Apps, Manage your apps, Upload an app.`,
    ...(isEachNamed
      ? []
      : [
          `In Teams the app's page leads to https://${domain}/, where Steward says what it is and what it keeps; for pages of your own give --website, --privacy and --terms.`,
        ]),
  ].join('\n');
}
