import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { slackManifest } from '#channels/slack/manifest.ts';

const schema = JSON.parse(
  readFileSync(
    new URL('../../../shared/schemas/slack-manifest.v2.schema.json', import.meta.url),
    'utf8',
  ),
);

describe('the manifest of Slack', () => {
  const ajv = new Ajv({ allErrors: true, strict: false });
  addFormats.default(ajv);
  const isRight = ajv.compile(schema);
  const options = {
    url: 'https://steward.example.com',
    socket: false,
    many: false,
    usesGroups: false,
    officeName: 'Open Source Program Office',
    prompts: ['can I use left-pad?'],
  };

  it.each([
    ['one workspace', options],
    ['many workspaces', { ...options, many: true }],
    ['Socket Mode', { ...options, socket: true }],
    ['groups', { ...options, usesGroups: true }],
    [
      'a long name and many prompts',
      { ...options, officeName: 'O'.repeat(80), prompts: Array(9).fill('?') },
    ],
  ])('is right by Slack’s own schema: %s', (_, given) => {
    isRight(JSON.parse(JSON.stringify(slackManifest(given))));

    expect(isRight.errors).toBeNull();
  });

  it.each(['slack.json', 'slack-socket.json'])('is right as it is shipped: %s', (file) => {
    const url = new URL(`../../manifests/${file}`, import.meta.url);
    isRight(JSON.parse(readFileSync(url, 'utf8')));

    expect(isRight.errors).toBeNull();
  });

  it('is held against a schema that finds mistakes', () => {
    const manifest = slackManifest(options);
    const wrong = {
      ...manifest,
      display_information: { ...manifest.display_information, name: 'S'.repeat(36), colour: 'red' },
    };

    expect(isRight(wrong)).toBe(false);
    expect(isRight.errors?.map(({ keyword }) => keyword).sort()).toEqual([
      'additionalProperties',
      'maxLength',
    ]);
  });
});
