import type { Linkage, PartialUse, Use, UseKind } from '#knowledge/policy/use.ts';

/** Which parts of a use were assumed because nobody said them. */
export interface AssumedUse {
  readonly use: Use;
  readonly assumed: readonly (keyof Use)[];
}

/** The whole of a use: what was said, and for the rest what is usual. */
export function assumeUse(
  said: PartialUse & { readonly use: UseKind },
  ecosystem?: string,
): AssumedUse {
  const usual: Use = {
    use: said.use,
    modified: false,
    linkage: usualLinkage(said.use, ecosystem),
    asset: 'code',
    delivery: 'none',
    userProduct: 'not-sure',
    role: 'not-sure',
    lockedBoot: 'not-sure',
    appStore: said.use === 'mobile-app' ? 'yes' : 'not-sure',
  };
  const given = Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined));
  const keys = Object.keys(usual) as (keyof Use)[]; // Object.keys forgets the names; `usual` is a Use
  return { use: { ...usual, ...given }, assumed: keys.filter((key) => said[key] === undefined) };
}

// Go and Rust link statically, apps and bundles for the browser ship as one piece.
function usualLinkage(use: UseKind, ecosystem: string | undefined): Linkage {
  if (use === 'dev-tool') return 'separate-process';
  if (use === 'mobile-app' || use === 'web-client') return 'static';
  return ecosystem === 'golang' || ecosystem === 'cargo' ? 'static' : 'dynamic';
}
