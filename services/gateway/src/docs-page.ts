import { grantWords, refusals, routes } from '@hoso/contracts';
import { operationOf } from './route-controller.ts';

const style = `
:root { color-scheme: light dark }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 70rem; margin: 0 auto; padding: 1rem }
table { border-collapse: collapse; width: 100% }
th, td { border-top: 1px solid #8886; padding: .4rem .6rem; text-align: left; vertical-align: top }
td { overflow-wrap: anywhere }
`;

/** A readable page of routes and refusals: no script, nothing from elsewhere. */
export function docsPage(): string {
  const routeRows = routes.map((route) => {
    const operation = operationOf(route);
    const address = `<code>${route.method} ${escaped(route.path)}</code>`;
    return row(operation, [address, operation, inBoth(route.summary), escaped(grantWords(route.access))]);
  });
  const refusalRows = Object.entries(refusals).map(([code, { kind, ...words }]) =>
    row(code, [`<code>${code}</code>`, kind, inBoth(words)]),
  );
  return `<!doctype html>
<html lang="vi">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Hoso: HTTP</title>
<style>${style}</style>
</head>
<body>
<h1>Hoso: HTTP</h1>
<p>Toàn bộ giao diện dưới dạng OpenAPI 3.1: <a href="/openapi.json">/openapi.json</a>.
<span lang="en">The whole interface as OpenAPI 3.1 is at that address.</span></p>
<p>Lệnh, truy vấn và sự kiện trên bus dưới dạng AsyncAPI 3: <a href="/asyncapi.json">/asyncapi.json</a>.
<span lang="en">Commands, queries and events on the bus as AsyncAPI 3 are at that address.</span></p>
<p lang="en">A token goes into <code>Authorization: Bearer …</code>, a command's id into <code>Command-Id</code>
(sending it again is safe), the version one has seen into <code>If-Match</code>:
<code>"7"</code> of a dossier, <code>"case-1-3"</code> of its case, as its <code>ETag</code> said.
Files go to <code>POST /logs/:log/imports</code>, whole logs come from <code>GET /logs/:log/export</code>,
what changes as server-sent events from <code>GET /events/stream</code>.
Problems follow RFC 9457 in the language of <code>Accept-Language</code>.</p>
<h2>Đường dẫn · Routes</h2>
<table><tr><th>Route</th><th>Operation</th><th>Nội dung</th><th>Access</th></tr>
${routeRows.join('\n')}</table>
<h2>Từ chối · Refusals</h2>
<table><tr><th>Code</th><th>Kind</th><th>Nội dung</th></tr>
${refusalRows.join('\n')}</table>
</body>
</html>`;
}

function row(id: string, cells: readonly string[]): string {
  return `<tr id="${id}">${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`;
}

function inBoth({ vi, en }: { readonly vi: string; readonly en: string }): string {
  return `${escaped(vi)}<br><span lang="en">${escaped(en)}</span>`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
