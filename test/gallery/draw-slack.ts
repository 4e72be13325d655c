import type { types } from '@slack/bolt';

/** Blocks as HTML, about as Slack's own clients show them: to look at, not to measure by. */
export function drawSlackMessage(blocks: readonly types.KnownBlock[]): string {
  return `<div class="message"><div class="face"></div><div class="body"><p class="who">Steward <span>APP</span></p>${blocks.map(block).join('')}</div></div>`;
}

export function drawSlackModal(view: types.ModalView): string {
  const submit = view.submit ? `<span class="button primary">${text(view.submit)}</span>` : '';
  const close = view.close ? `<span class="button">${text(view.close)}</span>` : '';
  // The views that we draw hold known blocks only.
  const blocks = view.blocks as readonly types.KnownBlock[];
  return `<div class="modal"><p class="title">${text(view.title)}<span>✕</span></p>${blocks.map(block).join('')}<div class="foot">${close}${submit}</div></div>`;
}

function block(value: types.KnownBlock): string {
  switch (value.type) {
    case 'header':
      return `<p class="header">${text(value.text)}</p>`;
    case 'rich_text':
      return `<div class="rich">${value.elements.map(rich).join('')}</div>`;
    case 'context':
      return `<p class="context">${value.elements.map((one) => ('text' in one ? escaped(String(one.text)) : '')).join(' ')}</p>`;
    case 'divider':
      return '<hr>';
    case 'actions':
      return `<div class="actions">${value.elements.map(element).join('')}</div>`;
    case 'table':
      return table(value);
    case 'input':
      return input(value);
    default:
      throw new Error(`no drawing for a ${value.type}`);
  }
}

function rich(value: types.RichTextBlockElement): string {
  switch (value.type) {
    case 'rich_text_section':
      return `<div>${value.elements.map(words).join('')}</div>`;
    case 'rich_text_quote':
      return `<blockquote>${value.elements.map(words).join('')}</blockquote>`;
    case 'rich_text_list':
      return `<ul>${value.elements.map((one) => `<li>${one.elements.map(words).join('')}</li>`).join('')}</ul>`;
    default:
      throw new Error(`no drawing for a ${value.type}`);
  }
}

function words(value: types.RichTextElement): string {
  if (value.type !== 'text' && value.type !== 'link') {
    throw new Error(`no drawing for a ${value.type}`);
  }
  let html = escaped(value.text ?? '');
  if (value.type === 'link') html = `<a>${html}</a>`;
  if (value.style?.code) html = `<code>${html}</code>`;
  if (value.style?.italic) html = `<i>${html}</i>`;
  return value.style?.bold ? `<b>${html}</b>` : html;
}

function table({ rows }: types.TableBlock): string {
  const lines = rows.map((row) => {
    const cells = row.map((cell) => {
      const html = cell.type === 'rich_text' ? cell.elements.map(rich).join('') : text(cell);
      return `<td>${html}</td>`;
    });
    return `<tr>${cells.join('')}</tr>`;
  });
  return `<div class="table"><table>${lines.join('')}</table></div>`;
}

function input({ label, hint, optional, element: field }: types.InputBlock): string {
  const note = optional ? ' <span>(optional)</span>' : '';
  const under = hint ? `<p class="hint">${text(hint)}</p>` : '';
  return `<div class="input"><p class="label">${text(label)}${note}</p>${element(field)}${under}</div>`;
}

function element(value: types.ActionsBlockElement | types.InputBlockElement): string {
  switch (value.type) {
    case 'button':
      return `<span class="button ${value.style ?? ''}">${text(value.text)}</span>`;
    case 'plain_text_input':
      return `<div class="box ${value.multiline ? 'tall' : ''}">${escaped(value.initial_value ?? '')}</div>`;
    case 'number_input':
      return `<div class="box">${escaped(value.initial_value ?? '')}</div>`;
    case 'radio_buttons':
      return boxes('○', '◉', value.options, value.initial_option ? [value.initial_option] : []);
    case 'checkboxes':
      return boxes('☐', '☑', value.options, value.initial_options ?? []);
    case 'static_select':
    case 'external_select':
      return `<div class="box menu">${text(value.initial_option?.text ?? value.placeholder)}</div>`;
    case 'multi_static_select':
    case 'multi_external_select':
      return `<div class="box menu">${(value.initial_options ?? []).map((one) => text(one.text)).join(', ') || text(value.placeholder)}</div>`;
    case 'datepicker':
      return `<div class="box menu">${escaped(value.initial_date ?? '') || text(value.placeholder)}</div>`;
    case 'users_select':
      return `<div class="box menu">${escaped(value.initial_user ?? '') || text(value.placeholder)}</div>`;
    default:
      throw new Error(`no drawing for a ${value.type}`);
  }
}

function boxes(
  empty: string,
  full: string,
  options: readonly types.Option[],
  chosen: readonly types.Option[],
): string {
  return options
    .map((option) => {
      const mark = chosen.some(({ value }) => value === option.value) ? full : empty;
      const more = option.description ? `<br><small>${text(option.description)}</small>` : '';
      return `<p class="option"><span>${mark}</span><span>${text(option.text)}${more}</span></p>`;
    })
    .join('');
}

function text(value: { readonly text?: string } | undefined): string {
  return escaped(value?.text ?? '');
}

function escaped(value: string): string {
  return value.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}

/** Slack's measures, roughly: 15 px text, 22 px lines; light, or dark where the frame says so. */
export const slackStyles = `
:root { --ink: #1d1c1d; --muted: #616061; --line: #ddd; --ground: #fff; --link: #1264a3; --code: #e01e5a; --soft: #f8f8f8; }
:root.dark { --ink: #d1d2d3; --muted: #9a9b9e; --line: #45484c; --ground: #1a1d21; --link: #1d9bd1; --code: #e8912d; --soft: #222529; }
* { box-sizing: border-box; } p { margin: 0; }
body { margin: 0; padding: 12px; font: 15px/22px Lato, "Noto Sans", system-ui, sans-serif; color: var(--ink); background: var(--ground); overflow-wrap: anywhere; }
section { max-width: 720px; margin: 0 0 28px; } .name { font-size: 12px; color: var(--muted); }
.message { display: flex; gap: 8px; } .face { flex: none; width: 36px; height: 36px; border-radius: 4px; background: #4a154b; } .body { flex: 1; min-width: 0; }
.who { font-weight: 900; } .who span { font-size: 10px; font-weight: 400; color: var(--muted); background: var(--soft); padding: 1px 3px; }
.header { font-size: 18px; font-weight: 900; margin: 8px 0 4px; white-space: pre-wrap; }
.rich { margin: 4px 0; white-space: pre-wrap; } ul { margin: 0; padding-left: 28px; } blockquote { margin: 0; padding-left: 12px; border-left: 4px solid var(--line); }
code { font: 12px Menlo, monospace; color: var(--code); border: 1px solid var(--line); border-radius: 3px; padding: 2px 3px; background: var(--soft); } a { color: var(--link); }
.context { font-size: 13px; line-height: 18px; color: var(--muted); margin: 4px 0; white-space: pre-wrap; } hr { border: 0; border-top: 1px solid var(--line); margin: 12px 0; }
.table { overflow-x: auto; margin: 4px 0; } table { border-collapse: collapse; } td { border: 1px solid var(--line); padding: 4px 8px; vertical-align: top; min-width: 80px; max-width: 240px; }
.actions { display: flex; flex-wrap: wrap; gap: 8px; margin: 8px 0; } .button { border: 1px solid var(--line); border-radius: 8px; padding: 2px 12px; font-weight: 700; font-size: 13px; max-width: 100%; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.button.primary { background: #007a5a; color: #fff; border-color: #007a5a; } .button.danger { color: #e01e5a; border-color: #e01e5a; }
.modal { border: 1px solid var(--line); border-radius: 8px; padding: 16px; max-width: 520px; margin-top: 8px; } .title { display: flex; justify-content: space-between; font-size: 20px; font-weight: 900; margin-bottom: 8px; }
.foot { display: flex; justify-content: flex-end; gap: 8px; border-top: 1px solid var(--line); margin-top: 16px; padding-top: 12px; }
.input { margin: 12px 0; } .label { font-weight: 700; } .label span { font-weight: 400; color: var(--muted); } .hint { font-size: 13px; color: var(--muted); }
.box { border: 1px solid var(--muted); border-radius: 4px; padding: 6px 12px; min-height: 36px; white-space: pre-wrap; } .box.tall { min-height: 84px; } .box.menu::after { content: " ▾"; color: var(--muted); }
.option { display: flex; gap: 8px; } small { color: var(--muted); }
`;
