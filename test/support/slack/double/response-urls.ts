/** Addresses that interactions carry, to answer them by. */
export interface ResponseUrls {
  create(): string;
  /** Undefined when it may be used no more, or never might. */
  take(path: string, posted: Readonly<Record<string, unknown>>): true | undefined;
  postedTo(url: string): readonly Readonly<Record<string, unknown>>[];
}

/** How often each may be used. */
const USES = 5;

export function createResponseUrls(baseUrl: string): ResponseUrls {
  const posted = new Map<string, Readonly<Record<string, unknown>>[]>();
  return {
    create() {
      const url = `${baseUrl}/actions/T000000001/${posted.size + 1}/secret`;
      posted.set(url, []);
      return url;
    },
    take(path, body) {
      const before = posted.get(`${baseUrl}${path}`);
      if (before === undefined || before.length >= USES) return undefined;
      before.push(body);
      return true;
    },
    postedTo: (url) => posted.get(url) ?? [],
  };
}
