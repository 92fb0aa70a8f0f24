/** An edge between nodes that are known by their numbers. */
export interface Link {
  readonly from: number;
  readonly to: number;
  readonly weight: number;
}

/** A way of an edge through the layers, from its first node to its last; between them are places kept free for it. */
export interface Way {
  readonly link: Link;
  /** Cells, layer by layer; from the last to the first where the edge leads back. */
  readonly cells: readonly number[];
}

/** Nodes and places kept free, in layers from top to bottom, each layer from left to right. */
export interface Layers {
  readonly layers: readonly (readonly number[])[];
  readonly ways: readonly Way[];
}

/**
 * Puts the nodes 0…n−1 into layers (after Sugiyama): edges lead down where they can, long ones through places kept free
 * in the layers between, and each layer is ordered so that few cross. The same graph gives the same layers.
 */
export const layered = (count: number, links: readonly Link[]): Layers => {
  const place = placesInOrder(count, links);
  const isDown = ({ from, to }: Link): boolean => (place[from] ?? 0) < (place[to] ?? 0);
  const ranks = ranksOf(
    place,
    links.map((link) => (isDown(link) ? link : turned(link))),
  );
  const layers: number[][] = Array.from({ length: Math.max(0, ...ranks) + 1 }, () => []);
  for (const [node, rank] of ranks.entries()) layers[rank]?.push(node);
  let cells = count;
  const ways = links.map((link) => {
    const [top, bottom] = isDown(link) ? [link.from, link.to] : [link.to, link.from];
    const between: number[] = [];
    for (let rank = (ranks[top] ?? 0) + 1; rank < (ranks[bottom] ?? 0); rank++) {
      layers[rank]?.push(cells);
      between.push(cells);
      cells += 1;
    }
    return { link, cells: [top, ...between, bottom] };
  });
  order(layers, ways);
  return { layers, ways };
};

const turned = ({ from, to, weight }: Link): Link => ({ from: to, to: from, weight });

/**
 * Where each node stands in a row in which little weight leads back (Eades, Lin and Smyth): what only leads on comes
 * first, what only ends comes last, then whatever leads on more than it is led to.
 */
const placesInOrder = (count: number, links: readonly Link[]): readonly number[] => {
  const left = new Set(Array.from({ length: count }, (_, node) => node));
  const [first, last]: [number[], number[]] = [[], []];
  while (left.size > 0) {
    const flows = [...left].map((node) => {
      const open = links.filter(({ from, to }) => from !== to && left.has(from) && left.has(to));
      const sum = (some: readonly Link[]) => some.reduce((total, { weight }) => total + weight, 0);
      const [out, into] = [sum(open.filter(({ from }) => from === node)), sum(open.filter(({ to }) => to === node))];
      return { node, out, into };
    });
    const sink = flows.find(({ out, into }) => out === 0 && into > 0);
    const best = flows.reduce((one, other) => (other.out - other.into > one.out - one.into ? other : one));
    const next = flows.find(({ into }) => into === 0) ?? sink ?? best;
    left.delete(next.node);
    if (next === sink) last.unshift(next.node);
    else first.push(next.node);
  }
  const places: number[] = [];
  for (const [at, node] of [...first, ...last].entries()) places[node] = at;
  return places;
};

/** The longest way down to each node. */
const ranksOf = (place: readonly number[], down: readonly Link[]): readonly number[] => {
  const ranks = place.map(() => 0);
  const byPlace = down.toSorted((one, other) => (place[one.from] ?? 0) - (place[other.from] ?? 0));
  for (const { from, to } of byPlace) {
    if (from !== to) ranks[to] = Math.max(ranks[to] ?? 0, (ranks[from] ?? 0) + 1);
  }
  return ranks;
};

const SWEEPS = 24;

/** Sorts each layer by the middle of what its cells are joined to, down and up in turn. */
const order = (layers: number[][], ways: readonly Way[]): void => {
  const [above, below] = [new Map<number, number[]>(), new Map<number, number[]>()];
  for (const { cells } of ways) {
    for (const [index, cell] of cells.slice(1).entries()) {
      const before = cells[index] ?? cell;
      above.set(cell, [...(above.get(cell) ?? []), before]);
      below.set(before, [...(below.get(before) ?? []), cell]);
    }
  }
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    const isDown = sweep % 2 === 0;
    for (const layer of isDown ? layers : layers.toReversed()) {
      const at = new Map(layers.flatMap((cells) => cells.map((cell, index) => [cell, index / cells.length])));
      const middle = (cell: number): number => {
        const joined = (isDown ? above : below).get(cell) ?? [];
        return joined.length === 0
          ? (at.get(cell) ?? 0)
          : joined.reduce((sum, one) => sum + (at.get(one) ?? 0), 0) / joined.length;
      };
      const keyed = layer.map((cell) => ({ cell, key: middle(cell) }));
      layer.splice(0, layer.length, ...keyed.sort((one, other) => one.key - other.key).map(({ cell }) => cell));
    }
  }
};
