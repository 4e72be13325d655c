import { type Mistake, pathText, readYaml } from '#foundation/kernel/read-yaml.ts';
import { crossCheck } from '#knowledge/policy/file/cross-check.ts';
import { Policy } from '#knowledge/policy/file/policy-file.ts';

export type PolicyReading =
  | { readonly kind: 'policy'; readonly policy: Policy }
  | { readonly kind: 'mistakes'; readonly mistakes: readonly Mistake[] };

/** Reads a policy file's text. Every mistake is named; a policy comes back only when there is none. */
export function readPolicy(text: string, file: string): PolicyReading {
  const parsed = readYaml(text, file, Policy);
  if (parsed.kind === 'mistakes') return parsed;
  const faults = crossCheck(parsed.value);
  if (faults.length === 0) return { kind: 'policy', policy: parsed.value };
  return {
    kind: 'mistakes',
    mistakes: faults.map(({ path, expected }) => ({
      file,
      line: parsed.lineOf(path),
      path: pathText(path),
      expected,
    })),
  };
}
