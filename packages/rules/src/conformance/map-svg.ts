import type { MapEdge, MapNode, Point, ProcessMap } from './process-map.ts';

/** What is said of a map beside its names and numbers. */
export interface MapWords {
  readonly title: string;
  readonly start: string;
  readonly end: string;
}

/**
 * A map as an SVG document that needs nothing else: no script, no font, no address but its own namespace. Names are
 * text, whatever they hold.
 */
export const mapSvg = ({ width, height, nodes, edges }: ProcessMap, words: MapWords): string => {
  const most = Math.max(1, ...edges.map(({ count }) => count));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" ` +
      'role="img" font-family="system-ui, sans-serif" font-size="12" text-anchor="middle">',
    `<title>${escaped(words.title)}</title>`,
    '<defs><marker id="tip" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8" ' +
      'markerUnits="userSpaceOnUse" orient="auto"><path d="M0 0L8 4L0 8z" fill="#45515c"/></marker></defs>',
    `<rect width="${width}" height="${height}" fill="#fff"/>`,
    ...edges.map((edge) => lineOf(edge, edge.count / most)),
    ...nodes.map((node) => shapeOf(node, words)),
    ...edges.map(labelOf),
    '</svg>',
    '',
  ].join('\n');
};

const lineOf = ({ points }: MapEdge, share: number): string => {
  const width = (1 + 5 * Math.sqrt(share)).toFixed(1);
  const style = `fill="none" stroke="#45515c" stroke-opacity="${(0.35 + 0.55 * share).toFixed(2)}"`;
  return `<path d="${curve(points)}" ${style} stroke-width="${width}" marker-end="url(#tip)"/>`;
};

/** Down, or up, out of each point and into the next. */
const curve = ([first, ...others]: readonly Point[]): string => {
  if (first === undefined) return '';
  let before = first;
  const parts = others.map((point) => {
    const bend = (before.y + point.y) / 2;
    const part = `C${before.x} ${bend} ${point.x} ${bend} ${point.x} ${point.y}`;
    before = point;
    return part;
  });
  return `M${first.x} ${first.y}${parts.join('')}`;
};

/** How often, beside the beginning of the line, where it is apart from others. */
const labelOf = ({ points, count, from, to }: MapEdge): string => {
  const [one, other] = from === to ? [points[1], points[1]] : [points[0], points[1]];
  if (one === undefined || other === undefined) return '';
  const [x, y] = [one.x + (other.x - one.x) * 0.6, one.y + (other.y - one.y) * 0.6 + 4];
  const halo = 'stroke="#fff" stroke-width="3" paint-order="stroke"';
  return `<text x="${Math.round(x)}" y="${Math.round(y)}" font-size="11" fill="#1c2733" ${halo}>${count}</text>`;
};

const shapeOf = ({ kind, activity, count, lines, x, y, width, height }: MapNode, words: MapWords): string => {
  const centre = x + width / 2;
  if (kind !== 'activity') {
    const [fill, name] = kind === 'start' ? ['#2e7d4f', words.start] : ['#a33a3a', words.end];
    const circle = `<circle cx="${centre}" cy="${y + height / 2}" r="${width / 2}" fill="${fill}"/>`;
    return `<g><title>${escaped(name)}: ${count}</title>${circle}</g>`;
  }
  const rows = [...lines, String(count)].map((line, index) => {
    const weight = index === lines.length ? ' font-weight="600"' : '';
    return `<text x="${centre}" y="${y + 18 + index * 16}" fill="#10202e"${weight}>${escaped(line)}</text>`;
  });
  const box = `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="6" fill="#e3eef8" stroke="#33679b"/>`;
  return `<g><title>${escaped(activity)}: ${count}</title>${box}${rows.join('')}</g>`;
};

/** Letters that XML does not allow are left out. */
const escaped = (text: string): string =>
  text
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones that XML does not allow
    .replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
