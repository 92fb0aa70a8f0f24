import type { DirectlyFollows } from './directly-follows.ts';
import { layered, type Link } from './map-layers.ts';

/** A directly-follows graph as it is drawn: everything in pixels, from the top left. */
export interface ProcessMap {
  readonly width: number;
  readonly height: number;
  readonly nodes: readonly MapNode[];
  readonly edges: readonly MapEdge[];
  /** Edges that are left out, and how many pairs they stand for. */
  readonly hidden: { readonly edges: number; readonly pairs: number };
}

export interface MapNode {
  readonly kind: 'start' | 'activity' | 'end';
  /** Empty at the start and the end. */
  readonly activity: string;
  readonly count: number;
  /** Its name, as it is written on it. */
  readonly lines: readonly string[];
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Numbers of its nodes in `nodes`; `points` from the first node's rim to the last one's, an odd one between two. */
export interface MapEdge {
  readonly from: number;
  readonly to: number;
  readonly count: number;
  readonly points: readonly Point[];
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

const NODE = { width: 200, lineHeight: 16, padding: 12, lettersMax: 26, linesMax: 3 };
const END_SIZE = 28;
const GAP = { x: 28, y: 64, free: 24 };

/**
 * Draws the most frequent edges that together stand for `share` (0…1) of all that follow, and of each activity its most
 * frequent way in and out, so that none stands alone. The same graph gives the same map.
 */
export const processMap = (graph: DirectlyFollows, share = 0.9): ProcessMap => {
  const { activities } = graph;
  const numbers = new Map(activities.map(({ activity }, index) => [activity, index]));
  const [start, end] = [activities.length, activities.length + 1];
  const all: readonly Link[] = graph.edges.map(({ from, to, count }) => ({
    ...{ from: numbers.get(from) ?? 0, to: numbers.get(to) ?? 0, weight: count },
  }));
  const shown = shownOf(all, share);
  const ends = activities.flatMap(({ starts, ends: last }, node) => [
    ...(starts > 0 ? [{ from: start, to: node, weight: starts }] : []),
    ...(last > 0 ? [{ from: node, to: end, weight: last }] : []),
  ]);
  const total = (some: readonly Link[]): number => some.reduce((sum, { weight }) => sum + weight, 0);
  const sizes: readonly Sized[] = [
    ...activities.map(({ activity, count }) => sized(activity, count)),
    ...(['start', 'end'] as const).map((kind) => ({
      ...{ kind, activity: '', count: graph.cases, lines: [], width: END_SIZE, height: END_SIZE },
    })),
  ];
  return {
    ...placed(activities.length === 0 ? [] : sizes, activities.length === 0 ? [] : [...shown, ...ends]),
    hidden: { edges: all.length - shown.length, pairs: total(all) - total(shown) },
  };
};

/** The edges come with the most frequent first. */
const shownOf = (all: readonly Link[], share: number): readonly Link[] => {
  const wanted = share * all.reduce((sum, { weight }) => sum + weight, 0);
  const [into, outOf] = [new Set<number>(), new Set<number>()];
  let covered = 0;
  return all.filter(({ from, to, weight }) => {
    const isWanted = covered < wanted || (from !== to && (!outOf.has(from) || !into.has(to)));
    if (!isWanted) return false;
    covered += weight;
    if (from === to) return true;
    outOf.add(from);
    into.add(to);
    return true;
  });
};

type Sized = Omit<MapNode, 'x' | 'y'>;

const sized = (activity: string, count: number): Sized => {
  const lines = linesOf(activity);
  // One more line says how often.
  const height = (lines.length + 1) * NODE.lineHeight + NODE.padding;
  return { kind: 'activity', activity, count, lines, width: NODE.width, height };
};

/** A name in lines that fit on a node, cut short where it is too long. */
const linesOf = (name: string): readonly string[] => {
  const { lettersMax, linesMax } = NODE;
  const lines = [''];
  for (const word of name.split(/\s+/u)) {
    const line = lines.at(-1) ?? '';
    const longer = line === '' ? word : `${line} ${word}`;
    if ([...longer].length <= lettersMax || line === '') lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  const cut = lines.map((line) =>
    [...line].length > lettersMax ? `${[...line].slice(0, lettersMax - 1).join('')}…` : line,
  );
  if (cut.length <= linesMax) return cut;
  return [...cut.slice(0, linesMax - 1), `${(cut[linesMax - 1] ?? '').slice(0, lettersMax - 2)} …`];
};

const placed = (sizes: readonly Sized[], links: readonly Link[]): Omit<ProcessMap, 'hidden'> => {
  const { layers, ways } = layered(sizes.length, links);
  const widthOf = (cell: number): number => sizes[cell]?.width ?? GAP.free;
  const centres = centresOf(
    layers,
    ways.map(({ cells }) => cells),
    widthOf,
  );
  const tops: number[] = [];
  const heights = layers.map((layer) => Math.max(GAP.x, ...layer.map((cell) => sizes[cell]?.height ?? 0)));
  let height = GAP.x;
  for (const rank of layers.keys()) {
    tops[rank] = height;
    height += (heights[rank] ?? 0) + GAP.y;
  }
  const rankOf = new Map(layers.flatMap((layer, rank) => layer.map((cell) => [cell, rank])));
  const centreOf = (cell: number): number => centres.get(cell) ?? 0;
  const topOf = (cell: number): number => tops[rankOf.get(cell) ?? 0] ?? 0;
  const nodes = sizes.map((size, node) => ({
    ...size,
    x: Math.round(centreOf(node) - size.width / 2),
    y: topOf(node),
  }));
  const bottomOf = (cell: number): number => topOf(cell) + (sizes[cell]?.height ?? 0);
  const edges = ways.map(({ link: { from, to, weight: count }, cells }): MapEdge => {
    if (from === to) return { from, to, count, points: loopAt(nodes[from]) };
    const down = cells.flatMap((cell, index) => {
      const x = Math.round(centreOf(cell));
      if (index === 0) return [{ x, y: bottomOf(cell) }];
      return index === cells.length - 1
        ? [{ x, y: topOf(cell) }]
        : [
            { x, y: topOf(cell) },
            { x, y: topOf(cell) + (heights[rankOf.get(cell) ?? 0] ?? 0) },
          ];
    });
    return { from, to, count, points: cells[0] === from ? down : down.toReversed() };
  });
  const width = Math.max(0, ...layers.flat().map((cell) => centreOf(cell) + widthOf(cell) / 2)) + 2 * GAP.x;
  const isEmpty = sizes.length === 0;
  return { width: isEmpty ? 0 : Math.ceil(width), height: isEmpty ? 0 : height - GAP.y + GAP.x, nodes, edges };
};

const loopAt = (node: MapNode | undefined): readonly Point[] => {
  if (node === undefined) return [];
  const [right, middle] = [node.x + node.width, node.y + node.height / 2];
  return [
    { x: right, y: middle - 10 },
    { x: right + 22, y: middle },
    { x: right, y: middle + 10 },
  ];
};

const ROUNDS = 40;

/** Moves each cell towards what it is joined to, as far as its neighbours in the layer let it. */
const centresOf = (
  layers: readonly (readonly number[])[],
  ways: readonly (readonly number[])[],
  widthOf: (cell: number) => number,
): ReadonlyMap<number, number> => {
  const joined = new Map<number, number[]>();
  const join = (cell: number, other: number) => joined.set(cell, [...(joined.get(cell) ?? []), other]);
  for (const cells of ways) {
    for (const [index, cell] of cells.slice(1).entries()) {
      join(cell, cells[index] ?? cell);
      join(cells[index] ?? cell, cell);
    }
  }
  const centres = new Map<number, number>();
  const gap = (one: number, other: number): number => (widthOf(one) + widthOf(other)) / 2 + GAP.x;
  const spread = (layer: readonly number[], wanted: readonly number[]): void => {
    const [fromLeft, fromRight] = [[...wanted], [...wanted]];
    for (let at = 1; at < layer.length; at++) {
      const least = (fromLeft[at - 1] ?? 0) + gap(layer[at - 1] ?? 0, layer[at] ?? 0);
      fromLeft[at] = Math.max(fromLeft[at] ?? 0, least);
    }
    for (let at = layer.length - 2; at >= 0; at--) {
      const most = (fromRight[at + 1] ?? 0) - gap(layer[at] ?? 0, layer[at + 1] ?? 0);
      fromRight[at] = Math.min(fromRight[at] ?? 0, most);
    }
    // Both keep the gaps, and so does their middle.
    for (const [at, cell] of layer.entries()) centres.set(cell, ((fromLeft[at] ?? 0) + (fromRight[at] ?? 0)) / 2);
  };
  for (const layer of layers)
    spread(
      layer,
      layer.map(() => 0),
    );
  for (let round = 0; round < ROUNDS; round++) {
    for (const layer of round % 2 === 0 ? layers : layers.toReversed()) {
      spread(
        layer,
        layer.map((cell) => {
          const others = joined.get(cell) ?? [cell];
          return others.reduce((sum, other) => sum + (centres.get(other) ?? 0), 0) / others.length;
        }),
      );
    }
  }
  const left = Math.min(0, ...[...centres].map(([cell, x]) => x - widthOf(cell) / 2));
  return new Map([...centres].map(([cell, x]) => [cell, x - left + GAP.x]));
};
