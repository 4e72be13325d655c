import { isIP } from 'node:net';

/** Whether it is a name that others find on the internet: not this machine, and no number of one. */
export function isPublicName(hostname: string): boolean {
  const name = hostname.replace(/\.$/, '');
  return !/(^|\.)localhost$/.test(name) && isIP(name.replace(/^\[|\]$/g, '')) === 0;
}
