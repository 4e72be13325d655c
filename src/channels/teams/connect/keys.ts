import { JwtTokenExtractor } from 'botframework-connector/lib/auth/jwtTokenExtractor.js';

/** The keys of the Bot Framework, as the library keeps them for this process. */
export interface Keys {
  /** Whether there are any; where there are none, they are asked for again with the next request. */
  areThere(): boolean;
}

/**
 * botframework-connector 4.23 writes down that it has keys before it has read them: one answer that is cut off, or a page
 * of something in between, and every token would be refused for an hour.
 */
export function keysAt(metadataUrl: string): Keys {
  // It has no other way to what it keeps by this address.
  const { openIdMetadata } = new JwtTokenExtractor({}, metadataUrl, []);
  const kept = openIdMetadata as unknown as { keys: unknown; lastUpdated: number };
  return {
    areThere() {
      if (Array.isArray(kept.keys) && kept.keys.length > 0) return true;
      kept.keys = undefined;
      kept.lastUpdated = 0;
      return false;
    },
  };
}
