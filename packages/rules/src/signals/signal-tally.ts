import { dateOfLocalDay, localDayAt } from '../law/local-time.ts';
import type { Sighting } from './dossier-signals.ts';
import type { SignalKind } from './signal-kinds.ts';

/** By what sightings are gathered. */
export type SignalGroup = 'unit' | 'person' | 'period';

/** Whose sightings are looked at; all of them count as what is usual. */
export interface SignalScope {
  readonly by: SignalGroup;
  readonly kind?: SignalKind | undefined;
  readonly unit?: string | undefined;
  readonly person?: string | undefined;
}

/** One unit's, person's or month's share of a kind, against everybody else's. */
export interface SignalRow {
  readonly kind: SignalKind;
  readonly unit?: string;
  readonly person?: string;
  /** `YYYY-MM`, local. */
  readonly period?: string;
  readonly hits: number;
  readonly chances: number;
  readonly rate: number;
  /** The rate of all the others together. */
  readonly usual: number;
  /** Dunning's G² of the two rates, below zero where this one is lower. */
  readonly strength: number;
  readonly level: SignalLevel;
  /** The last hits. */
  readonly examples: readonly Example[];
}

/** By G², chi-squared with one degree of freedom: usual up to 10.83 (p < 0.001), strong from 23.93 on (p < 10⁻⁶). */
export type SignalLevel = 'usual' | 'notable' | 'strong';

export interface Example {
  readonly dossier: string;
  readonly at: number;
  readonly positions: readonly number[];
}

const examplesMax = 5;
const notableFrom = 10.83;
const strongFrom = 23.93;

interface Cell {
  readonly kind: SignalKind;
  readonly unit: string;
  readonly person: string | undefined;
  readonly period: string;
  hits: number;
  chances: number;
  examples: Example[];
}

/**
 * Counts sightings by kind, unit, person and month. What it holds grows with people and months, never with dossiers.
 */
export class SignalTally {
  readonly #cells = new Map<string, Cell>();

  add(sighting: Sighting): void {
    const { kind, unit, person, at, dossier, positions, hit, late } = sighting;
    const period = dateOfLocalDay(localDayAt(at)).slice(0, 7);
    const key = `${kind} ${period} ${unit} ${person ?? ''}`;
    const cell = this.#cells.get(key) ?? { kind, unit, person, period, hits: 0, chances: 0, examples: [] };
    this.#cells.set(key, cell);
    if (!late) cell.chances++;
    if (!hit) return;
    cell.hits++;
    cell.examples = latest([...cell.examples, { dossier, at, positions }]);
  }

  /** Those with any hit, the strongest first; and the sums of every kind. */
  rows(scope: SignalScope): readonly SignalRow[] {
    const groups = new Map<string, Cell>();
    for (const cell of this.#cells.values()) {
      if (!isWanted(scope, cell)) continue;
      const name = nameIn(scope.by, cell);
      const known = groups.get(name);
      groups.set(name, known ? together(known, cell) : cell);
    }
    const sums = this.sums();
    return [...groups.values()]
      .filter(({ hits }) => hits > 0)
      .map((cell) => rowOf(scope.by, cell, sums.get(cell.kind) ?? cell))
      .sort((one, other) => other.strength - one.strength || (keyOf(one) < keyOf(other) ? -1 : 1));
  }

  /** Whether anything was counted of a unit, or of a person, in any kind and month. */
  counts(one: { readonly unit: string } | { readonly person: string }): boolean {
    return this.#cells.values().some((cell) => ('unit' in one ? cell.unit === one.unit : cell.person === one.person));
  }

  /** Of everybody, by kind. */
  sums(): ReadonlyMap<SignalKind, { readonly hits: number; readonly chances: number }> {
    const sums = new Map<SignalKind, { hits: number; chances: number }>();
    for (const { kind, hits, chances } of this.#cells.values()) {
      const before = sums.get(kind) ?? { hits: 0, chances: 0 };
      sums.set(kind, { hits: before.hits + hits, chances: before.chances + chances });
    }
    return sums;
  }
}

function isWanted({ kind, unit, person }: SignalScope, cell: Cell): boolean {
  return (
    (kind === undefined || cell.kind === kind) &&
    (unit === undefined || cell.unit === unit) &&
    (person === undefined || cell.person === person)
  );
}

function nameIn(by: SignalGroup, { kind, unit, person, period }: Cell): string {
  const of = { unit, person: `${unit} ${person ?? ''}`, period };
  return `${kind} ${of[by]}`;
}

function together(one: Cell, other: Cell): Cell {
  return {
    ...one,
    hits: one.hits + other.hits,
    chances: one.chances + other.chances,
    examples: latest([...one.examples, ...other.examples]),
  };
}

function latest(examples: readonly Example[]): Example[] {
  return examples
    .toSorted((one, other) => other.at - one.at || (one.positions[0] ?? 0) - (other.positions[0] ?? 0))
    .slice(0, examplesMax);
}

function rowOf(
  by: SignalGroup,
  { kind, unit, person, period, hits, chances, examples }: Cell,
  all: { readonly hits: number; readonly chances: number },
): SignalRow {
  const rest = { hits: all.hits - hits, chances: all.chances - chances };
  const strength = surprise({ hits, chances }, rest);
  const who = by === 'period' ? { period } : by === 'unit' || person === undefined ? { unit } : { unit, person };
  return {
    ...{ kind, ...who, hits, chances, rate: rateOf({ hits, chances }), usual: rateOf(rest) },
    ...{ strength, level: levelOf(strength), examples },
  };
}

function levelOf(strength: number): SignalLevel {
  if (strength >= strongFrom) return 'strong';
  return strength >= notableFrom ? 'notable' : 'usual';
}

function keyOf({ kind, unit, person, period }: SignalRow): string {
  return `${kind} ${unit ?? ''} ${person ?? ''} ${period ?? ''}`;
}

export interface Counted {
  readonly hits: number;
  readonly chances: number;
}

function rateOf({ hits, chances }: Counted): number {
  return chances === 0 ? 0 : hits / chances;
}

/**
 * How surprising it is that two rates differ so: the log-likelihood ratio G² of two binomials with a rate each against
 * one rate for both (Dunning 1993, Computational Linguistics 19.1, 61–74), which holds for rare events too, where
 * z-scores do not. Below zero where the first rate is the lower one; 0 where there is nothing to compare with.
 */
export function surprise(one: Counted, rest: Counted): number {
  if (one.chances === 0 || rest.chances === 0) return 0;
  const both = { hits: one.hits + rest.hits, chances: one.chances + rest.chances };
  const g = 2 * (likelihood(one, rateOf(one)) + likelihood(rest, rateOf(rest)) - likelihood(both, rateOf(both)));
  // Tiny differences of large numbers may fall below zero.
  const size = Math.max(0, g);
  return rateOf(one) < rateOf(rest) ? -size : size;
}

/** The logarithm of the likelihood of so many hits at this rate; 0 · log 0 is 0. */
function likelihood({ hits, chances }: Counted, rate: number): number {
  const misses = chances - hits;
  return (hits === 0 ? 0 : hits * Math.log(rate)) + (misses === 0 ? 0 : misses * Math.log(1 - rate));
}
