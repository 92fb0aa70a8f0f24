/** A breach of a rule in a dossier: a line of an answer key, or what a finding comes to. */
export interface Breach {
  readonly rule: string;
  readonly dossier: string;
}

/** How what was found compares with what was planted, counted in dossiers. */
export interface Score {
  readonly planted: number;
  readonly found: number;
  /** Planted and found. */
  readonly hits: number;
  /** Hits among what was found; 1 where nothing was. */
  readonly precision: number;
  /** Hits among what was planted; 1 where nothing was. */
  readonly recall: number;
}

export interface KeyComparison {
  readonly rules: readonly (Score & { readonly rule: string })[];
  readonly all: Score;
  /** Planted and not found, found and not planted: the first few of each. */
  readonly missed: readonly Breach[];
  readonly unplanted: readonly Breach[];
}

const shownMax = 20;

/** A rule that is broken in a dossier more than once counts once: the key does not say how often. */
export function compareWithKey(key: Iterable<Breach>, found: Iterable<Breach>): KeyComparison {
  const [planted, told] = [byRule(key), byRule(found)];
  const rules = [...new Set([...planted.keys(), ...told.keys()])].sort();
  const pairs = rules.map((rule) => ({
    rule,
    planted: planted.get(rule) ?? new Set<string>(),
    found: told.get(rule) ?? new Set<string>(),
  }));
  const counted = pairs.map(({ rule, ...sets }) => ({ rule, ...scoreOf(countsOf(sets)) }));
  const sum = (of: (score: Score) => number) => counted.reduce((before, score) => before + of(score), 0);
  return {
    rules: counted,
    all: scoreOf({
      ...{ planted: sum(({ planted }) => planted), found: sum(({ found }) => found) },
      hits: sum(({ hits }) => hits),
    }),
    missed: firstOf(pairs, (pair) => pair.planted.difference(pair.found)),
    unplanted: firstOf(pairs, (pair) => pair.found.difference(pair.planted)),
  };
}

interface Sets {
  readonly planted: ReadonlySet<string>;
  readonly found: ReadonlySet<string>;
}

function byRule(breaches: Iterable<Breach>): ReadonlyMap<string, ReadonlySet<string>> {
  const known = new Map<string, Set<string>>();
  for (const { rule, dossier } of breaches) {
    const dossiers = known.get(rule);
    if (dossiers) dossiers.add(dossier);
    else known.set(rule, new Set([dossier]));
  }
  return known;
}

function countsOf({ planted, found }: Sets): Pick<Score, 'planted' | 'found' | 'hits'> {
  return { planted: planted.size, found: found.size, hits: planted.intersection(found).size };
}

function scoreOf({ planted, found, hits }: Pick<Score, 'planted' | 'found' | 'hits'>): Score {
  const share = (of: number) => (of === 0 ? 1 : hits / of);
  return { planted, found, hits, precision: share(found), recall: share(planted) };
}

function firstOf(pairs: readonly (Sets & { readonly rule: string })[], of: (sets: Sets) => ReadonlySet<string>) {
  const all = pairs.flatMap((pair) => [...of(pair)].map((dossier): Breach => ({ rule: pair.rule, dossier })));
  return all.slice(0, shownMax);
}
