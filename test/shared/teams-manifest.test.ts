import { readFileSync } from 'node:fs';
import AjvDraft04 from 'ajv-draft-04';
import addFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import {
  type TeamsManifestOptions,
  teamsManifest,
  teamsSchemas,
} from '#channels/teams/manifest.ts';

const schema = JSON.parse(
  readFileSync(
    new URL('../../../shared/schemas/teams-manifest.1.29.schema.json', import.meta.url),
    'utf8',
  ),
);

describe('the manifest of Teams', () => {
  const ajv = new AjvDraft04.default({ allErrors: true, strict: false });
  addFormats.default(ajv);
  const isRight = ajv.compile(schema);
  const options: TeamsManifestOptions = {
    appId: '00000000-0000-4000-8000-000000000001',
    domain: 'steward.example.com',
    officeName: 'Open Source Program Office',
    schema: '1.29',
    examples: ['can I use left-pad?'],
  };

  it.each([
    ['as it is printed', options],
    ['no examples', { ...options, examples: [] }],
    [
      'a long name and many examples',
      { ...options, officeName: 'O'.repeat(80), examples: Array(20).fill('?'.repeat(200)) },
    ],
    [
      'pages of the office',
      {
        ...options,
        pages: {
          website: 'https://example.com/steward',
          privacy: 'https://example.com/privacy',
          terms: 'https://example.com/terms',
        },
      },
    ],
  ])('is right by Teams’ own schema: %s', (_, given) => {
    isRight(JSON.parse(JSON.stringify(teamsManifest(given))));

    expect(isRight.errors).toBeNull();
  });

  // Only the schema of 1.29 is at hand. What older ones lack beside it, Steward does not use.
  it.each(teamsSchemas)('is right by the same schema but for its number: %s', (older) => {
    const patched = structuredClone(schema);
    patched.properties.manifestVersion.const = older;
    const isRightByIt = ajv.compile(patched);

    isRightByIt(JSON.parse(JSON.stringify(teamsManifest({ ...options, schema: older }))));

    expect(isRightByIt.errors).toBeNull();
  });

  it('is right as it is shipped', () => {
    const url = new URL('../../manifests/teams.json', import.meta.url);
    isRight(JSON.parse(readFileSync(url, 'utf8')));

    expect(isRight.errors).toBeNull();
  });

  it('is held against a schema that finds mistakes', () => {
    const manifest = teamsManifest(options);
    const wrong = {
      ...manifest,
      id: 'no-guid',
      name: { short: 'S'.repeat(31) },
      bots: manifest.bots.map((bot) => ({ ...bot, scopes: ['groupchat'], colour: 'red' })),
    };

    expect(isRight(wrong)).toBe(false);
    expect(isRight.errors?.map(({ keyword }) => keyword).sort()).toEqual([
      'additionalProperties',
      'enum',
      'maxLength',
      'pattern',
    ]);
  });
});
