/** What stands at an address in Prometheus' text format. */
export interface Scraped {
  readonly text: string;
  /** By name and labels, as they are written: `steward_events_open{platform="slack"}`. */
  readonly samples: ReadonlyMap<string, number>;
  /** Milliseconds until it was read. */
  readonly took: number;
}

/** Throws at a line that is neither a comment nor a sample. */
export async function scrape(url: string): Promise<Scraped> {
  const began = performance.now();
  const answer = await fetch(`${url}/metrics`);
  const text = await answer.text();
  const samples = new Map<string, number>();
  for (const line of text.split('\n')) {
    if (line === '' || line.startsWith('# ')) continue;
    const [, name = '', value] =
      /^([a-z_0-9]+(?:\{(?:[a-z]+="[^"\\]*",?)+\})?) (\S+)$/i.exec(line) ?? [];
    if (value === undefined || samples.has(name)) throw new Error(`no sample of its own: ${line}`);
    samples.set(name, Number(value));
  }
  return { text, samples, took: performance.now() - began };
}

/** The values of its labels, by label name: what is Steward's own. */
export function labelsIn({ text }: Scraped): Readonly<Record<string, readonly string[]>> {
  const found: Record<string, Set<string>> = {};
  for (const line of text.split('\n').filter((one) => one.startsWith('steward_'))) {
    for (const [, name = '', value = ''] of line.matchAll(/([a-z]+)="([^"]*)"/g)) {
      found[name] ??= new Set();
      found[name].add(value);
    }
  }
  return Object.fromEntries(
    Object.entries(found).map(([name, values]) => [name, [...values].sort()]),
  );
}
