import { tmpdir } from 'node:os';
import { describe, expect, it } from 'vitest';
import { checkRoom, freeBytesIn } from '#foundation/store/drivers/disk-room.ts';

describe('checkRoom', () => {
  it('admits statements while there are 64 MB', () => {
    expect(() => checkRoom(64 * 1024 * 1024)).not.toThrow();
  });

  it('refuses them below', () => {
    expect(() => checkRoom(64 * 1024 * 1024 - 1)).toThrow('bytes left');
  });
});

describe('freeBytesIn', () => {
  it('tells how much may still be written', () => {
    expect(freeBytesIn(tmpdir())).toBeGreaterThan(0);
  });

  it('takes a file system without blocks, such as /proc, for one that does not tell', () => {
    expect(freeBytesIn('/proc')).toBe(Number.POSITIVE_INFINITY);
  });
});
