/**
 * A message's text as the person typed it. Slack writes mentions, channels and addresses in angle brackets and escapes
 * three signs: https://docs.slack.dev/messaging/formatting-message-text#escaping. `ours` is our user there: being called
 * is not part of the question.
 */
export function plainWords(text: string, ours: string | undefined): string {
  return text
    .toWellFormed()
    .replaceAll('\0', '\ufffd')
    .replace(/<([^<>]{1,3000})>/g, (_whole, inner: string) => wordsOf(inner, ours))
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
    .trim();
}

function wordsOf(inner: string, ours: string | undefined): string {
  const bar = inner.indexOf('|');
  const target = bar < 0 ? inner : inner.slice(0, bar);
  const label = bar < 0 ? '' : inner.slice(bar + 1);
  if (target.startsWith('@')) return target.slice(1) === ours ? '' : label || target;
  if (target.startsWith('#')) return `#${label || target.slice(1)}`;
  if (target.startsWith('!')) return label || `@${target.slice(1)}`;
  if (label === '') return target;
  // Slack links what looks like an address by itself; then the label is what was typed.
  return target.endsWith(label) || target.endsWith(`${label}/`) ? label : `${label} (${target})`;
}
