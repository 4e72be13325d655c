import { constants } from 'node:fs';
import { copyFile, cp, mkdir, readdir } from 'node:fs/promises';
import path from 'node:path';
import { StewardError } from '#foundation/kernel/errors.ts';
import {
  handbookFolder,
  profileFile,
  profiles,
  starterFolder,
} from '#knowledge/policy/file/load-office.ts';
import { formsFolder } from '#office/requests/forms/load-forms.ts';
import {
  type OfficeSize,
  officeSizes,
  routesFile,
  routesFor,
} from '#office/requests/routing/load-routes.ts';

/**
 * `init DIR`: copies the starter office with one of the policies, ready to edit.
 * @throws StewardError `conflict` if there is anything in the folder: nothing is ever overwritten
 */
export async function init(
  folder: string,
  wanted = 'balanced',
  wantedSize = 'small',
): Promise<string> {
  const profile = profiles.find((name) => name === wanted);
  if (!profile) {
    throw new StewardError('invalid-input', 'init: unknown policy', {
      advice: `There is no policy "${wanted}". Choose one of: ${profiles.join(', ')}.`,
    });
  }
  const size = officeSizes.find((one) => one === wantedSize);
  if (!size) {
    throw new StewardError('invalid-input', 'init: unknown size', {
      advice: `There is no size "${wantedSize}". Choose one of: ${officeSizes.join(', ')}.`,
    });
  }
  const target = path.resolve(folder);
  await mkdir(target, { recursive: true });
  const present = await readdir(target);
  if (present.length > 0) {
    throw new StewardError('conflict', 'init: folder is not empty', {
      advice: `${target} is not empty. Nothing was written. Name a new or empty folder.`,
    });
  }
  await copyFile(
    path.join(starterFolder, 'office.yaml'),
    path.join(target, 'office.yaml'),
    constants.COPYFILE_EXCL,
  );
  await copyFile(profileFile(profile), path.join(target, 'policy.yaml'), constants.COPYFILE_EXCL);
  await cp(handbookFolder(undefined), handbookFolder(target), {
    recursive: true,
    force: false,
    errorOnExist: true,
  });
  await copyFile(routesFor(size), routesFile(target), constants.COPYFILE_EXCL);
  await cp(formsFolder(undefined), formsFolder(target), {
    recursive: true,
    force: false,
    errorOnExist: true,
  });
  return [
    `Your office is in ${target}, with the ${profile} policy and ${routesInWords[size]}.`,
    `  office.yaml   what your office is called, who handles what and who may do what`,
    `  policy.yaml   what is allowed, what is looked at, what is not allowed`,
    `  handbook/     your rules in words, in Markdown: questions are answered from it`,
    `  forms/        what people answer when they ask you to decide`,
    `  routes.yaml   who decides what`,
    `Check it:  npx steward policy check ${folder}`,
    `Use it:    STEWARD_OFFICE=${folder} npm start`,
  ].join('\n');
}

const routesInWords: Readonly<Record<OfficeSize, string>> = {
  small: 'the routes of a small office',
  large: 'the routes of a large office',
  long: 'the long routes of a review board',
};
