import type { Verdict } from '#knowledge/policy/judgement.ts';

export const verdictNames: Readonly<Record<Verdict, string>> = {
  allowed: 'allowed',
  'needs-review': 'needs review',
  denied: 'not allowed',
};
