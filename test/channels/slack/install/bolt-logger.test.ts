import { describe, expect, it } from 'vitest';
import { boltLogger } from '#channels/slack/install/bolt-logger.ts';
import type { Log, LogFields } from '#foundation/kernel/log.ts';

describe('what Bolt says', () => {
  it('is logged by its code alone, whatever its words hold', () => {
    const logged: { level: string; fields: LogFields; message: string }[] = [];
    const keep = (level: string) => (fields: LogFields, message: string) =>
      void logged.push({ level, fields, message });
    const log: Log = {
      debug: keep('debug'),
      info: keep('info'),
      warn: keep('warn'),
      error: keep('error'),
    };
    const logger = boltLogger(log);

    logger.debug('xoxb-secret');
    logger.info('xoxb-secret');
    logger.warn('xoxb-secret');
    logger.error(Object.assign(new Error('xoxb-secret'), { code: 'slack_oauth_invalid_state' }));
    logger.error('xoxb-secret', { token: 'xoxb-secret' });

    expect(JSON.stringify(logged)).not.toContain('xoxb');
    expect(logged.filter(({ level }) => level === 'warn').map(({ fields }) => fields)).toEqual([
      { code: 'slack_oauth_invalid_state' },
      { code: undefined },
    ]);
  });
});
