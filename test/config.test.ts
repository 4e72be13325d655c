import { describe, expect, it } from 'vitest';
import { readConfig, settings } from '#config.ts';

function adviceFor(environment: Readonly<Record<string, string>>): string {
  try {
    readConfig(environment);
    return 'right';
  } catch (error) {
    return (error as { advice: string }).advice; // readConfig throws nothing else
  }
}

describe('the settings', () => {
  it('have defaults that work untouched', () => {
    expect(readConfig({})).toMatchObject({
      port: 3000,
      host: '127.0.0.1',
      dataFolder: '.steward',
      logLevel: 'info',
    });
  });

  it('take an empty variable for none', () => {
    expect(readConfig({ PORT: '', DATABASE_URL: '' })).toMatchObject({
      port: 3000,
      databaseUrl: undefined,
    });
  });

  it.each([
    [{ PORT: 'abc' }, 'PORT'],
    [{ PORT: '70000' }, 'PORT'],
    [{ DATABASE_URL: 'mysql://somebody:secret@host/db' }, 'DATABASE_URL'],
    [{ STEWARD_LOG: 'loud' }, 'STEWARD_LOG'],
    [{ STEWARD_DATTA: 'x' }, 'STEWARD_DATTA is not a setting'],
  ])('name what is wrong: %j', (environment, named) => {
    expect(adviceFor(environment)).toContain(named);
  });

  it('name every mistake at once, and no secret', () => {
    const advice = adviceFor({ PORT: 'abc', DATABASE_URL: 'mysql://somebody:secret@host/db' });

    expect(advice).toMatch(/PORT[\s\S]*DATABASE_URL/);
    expect(advice).not.toContain('secret');
  });

  it('are all read', () => {
    const given = Object.fromEntries(settings.map(({ name }) => [name, 'no-such-value']));

    const advice = adviceFor({ ...given, STEWARD_DATA: 'x', STEWARD_OFFICE: 'x' });

    expect(advice).not.toContain('is not a setting');
  });
});
