/** Text as it stands in a page. */
export function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);
}

/** What stands in a cell: text, or HTML that was made here. */
export type Cell = string | number | undefined | { readonly html: string };

export function cellOf(cell: Cell): string {
  if (cell === undefined) return '–';
  return typeof cell === 'object' ? cell.html : escaped(String(cell));
}

export function link(to: string, text: string): Cell {
  return { html: `<a href="${escaped(to)}">${escaped(text)}</a>` };
}

/** A row may have an anchor, so that evidence leads to it. */
export interface Row {
  readonly id?: string;
  readonly cells: readonly Cell[];
  readonly marked?: boolean;
}

/** Without a row, a dash. */
export function tableOf(headings: readonly string[], rows: readonly Row[]): string {
  if (rows.length === 0) return '<p>–</p>';
  const head = headings.map((text) => `<th>${escaped(text)}</th>`).join('');
  const body = rows.map(({ id, cells, marked }) => {
    const attributes = `${id === undefined ? '' : ` id="${escaped(id)}"`}${marked ? ' class="marked"' : ''}`;
    return `<tr${attributes}>${cells.map((cell) => `<td>${cellOf(cell)}</td>`).join('')}</tr>`;
  });
  return `<table><thead><tr>${head}</tr></thead><tbody>\n${body.join('\n')}\n</tbody></table>`;
}

export function factsOf(facts: readonly (readonly [name: string, value: Cell])[]): string {
  const told = facts.filter(([, value]) => value !== undefined);
  return `<dl>${told.map(([name, value]) => `<dt>${escaped(name)}</dt><dd>${cellOf(value)}</dd>`).join('')}</dl>`;
}

export function section(title: string, ...parts: readonly string[]): string {
  return `<section><h2>${escaped(title)}</h2>\n${parts.join('\n')}</section>`;
}

const style = `
body{font:16px/1.5 system-ui,sans-serif;max-width:72rem;margin:2rem auto;padding:0 1rem;color:#1b1b1f;background:#fff}
h1{font-size:1.6rem} h2{font-size:1.2rem;margin-top:2rem} nav{margin-bottom:1rem} a{color:#0b5394}
table{border-collapse:collapse;width:100%;font-size:.9rem} th{background:#f3f3f7}
th,td{border-bottom:1px solid #d5d5dd;padding:.35rem .5rem;text-align:left;vertical-align:top}
tr.marked td{background:#fff3e0} tr:target td{background:#ffe08a}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.25rem 1rem} dt{color:#55555f}
dd{margin:0;overflow-wrap:anywhere}
@media print{body{margin:0;max-width:none} tr{break-inside:avoid}}
`;

/** A page that opens without a server: no script, nothing loaded from anywhere. */
export function pageOf(language: 'vi' | 'en', title: string, nav: string, parts: readonly string[]): string {
  const policy = `default-src 'none'; style-src 'unsafe-inline'`;
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>${escaped(title)}</title>
<style>${style}</style></head><body>
<nav>${nav}</nav><h1>${escaped(title)}</h1>
${parts.join('\n')}
</body></html>
`;
}
