import { createHash } from 'node:crypto';

const style = `
body { font: 1.05rem/1.55 system-ui, sans-serif; color: #1d2a33; background: #f6f7f8; margin: 0; }
main { max-width: 34rem; margin: 12vh auto 0; padding: 0 1.5rem; }
h1 { font-size: 1.5rem; line-height: 1.25; margin: 0 0 1rem; }
a { color: #1f5f8b; }
a.button { display: inline-block; margin-top: .5rem; padding: .6rem 1.1rem; border-radius: .4rem; background: #1f3a4d; color: #fff; text-decoration: none; }
@media (prefers-color-scheme: dark) {
  body { color: #e4e9ec; background: #151c21; }
  a { color: #8cc4ea; }
  a.button { background: #8cc4ea; color: #12202a; }
}`;

/** For each page of ours: it is drawn here, loads nothing and runs nothing. */
export const pageHeaders: Readonly<Record<string, string>> = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
};

/** Where an installation begins; `address` is Slack's page that asks for leave. */
export function installPage(address: string): string {
  return page('Install Steward in your workspace', [
    'Steward answers in Slack whether you may use a license or a package, from your own policy. Slack asks next whether it may: it shows each right that Steward uses.',
    { label: 'Go to Slack', address },
  ]);
}

/** Slack's own name for a workspace is shown as it is. */
export function installedPage(where: string | undefined, address: string | undefined): string {
  return page(where ? `Steward is installed in ${where}` : 'Steward is installed', [
    'You can close this page. In Slack, open Steward under “Apps” and ask your first question.',
    ...(address ? [{ label: 'Open Slack', address }] : []),
  ]);
}

export interface InstallTrouble {
  readonly status: number;
  readonly title: string;
  readonly words: string;
}

export function troublePage(trouble: InstallTrouble, address: string): string {
  return page(trouble.title, [trouble.words, { label: 'Start again', address }]);
}

type Part = string | { readonly label: string; readonly address: string };

function page(title: string, parts: readonly Part[]): string {
  const body = parts.map((part) =>
    typeof part === 'string'
      ? `<p>${escaped(part)}</p>`
      : `<p><a class="button" href="${escaped(part.address)}">${escaped(part.label)}</a></p>`,
  );
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>${escaped(title)}</h1>
${body.join('\n')}
</main>
</body>
</html>
`;
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
