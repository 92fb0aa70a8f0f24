import { FigureKind } from '@hoso/contracts';
import type { CountedDocument } from './counted-dossier.ts';
import { type CountedRow, kindsOf, rowOf, stages } from './counted-row.ts';
import { marksOf } from './figure-definitions.ts';

/** Texts that many dossiers share, by number; 0 is none. */
class Names {
  readonly texts: string[] = [''];
  readonly #numbers = new Map<string, number>([['', 0]]);

  add(text: string): number {
    const known = this.#numbers.get(text);
    if (known !== undefined) return known;
    this.#numbers.set(text, this.texts.length);
    return this.texts.push(text) - 1;
  }

  find(text: string): number | undefined {
    return this.#numbers.get(text);
  }
}

/** Where the numbers of a dossier lie. */
const fieldOffsets: Readonly<Record<keyof CountedRow, number>> = {
  ...{ stage: 0, paused: 1, excluded: 2, byCurrent: 3, byOriginal: 4, byLaw: 5, currentDueAt: 6, originalDueAt: 7 },
  ...{ lawfulDueAt: 8, stoppedAt: 9, submittedDay: 10, receivedDay: 11, finishedDay: 12 },
  ...{ time: 13, agencies: 14, contacts: 15, slack: 16 },
};
const kindOffsets: Readonly<Record<FigureKind, number>> = {
  ...{ level: 17, oneStop: 18, agency: 19, officer: 20, procedure: 21, channel: 22 },
};
/** What it counts as, where time does not change that. */
const marksOffset = 23;
const stride = 24;
const rowFields: readonly (keyof CountedRow)[] = [
  'stage',
  'paused',
  'excluded',
  'byCurrent',
  'byOriginal',
  'byLaw',
  'currentDueAt',
  'originalDueAt',
  'lawfulDueAt',
  'stoppedAt',
  'submittedDay',
  'receivedDay',
  'finishedDay',
  'time',
  'agencies',
  'contacts',
  'slack',
];
const rowsAtFirst = 1_024;

/**
 * Every dossier of a log as numbers that lie side by side, so that a question is one pass over them: some 300 bytes a
 * dossier with its id, 70 MB for a quarter of a province.
 */
export class CountedRows {
  readonly ids: string[] = [];
  readonly names: Readonly<Record<FigureKind, Names>> = {
    ...{ level: new Names(), oneStop: new Names(), agency: new Names() },
    ...{ officer: new Names(), procedure: new Names(), channel: new Names() },
  };
  #numbers = new Float64Array(rowsAtFirst * stride);
  readonly #at = new Map<string, number>();

  get size(): number {
    return this.ids.length;
  }

  /** Takes a dossier in, or what it has become. */
  put(document: CountedDocument): void {
    const at = this.#at.get(document.dossier) ?? this.size;
    this.#at.set(document.dossier, at);
    this.ids[at] = document.dossier;
    if (this.size * stride > this.#numbers.length) {
      const more = new Float64Array(2 * this.#numbers.length);
      more.set(this.#numbers);
      this.#numbers = more;
    }
    const row = rowOf(document);
    const of = kindsOf(document);
    const from = at * stride;
    for (const field of rowFields) this.#numbers[from + fieldOffsets[field]] = row[field];
    this.#numbers[from + marksOffset] = marksOf(row, 0);
    for (const kind of FigureKind.options) {
      this.#numbers[from + kindOffsets[kind]] = this.names[kind].add(of[kind] ?? '');
    }
  }

  row(at: number): CountedRow {
    const from = at * stride;
    const number = (field: keyof CountedRow): number => this.#numbers[from + fieldOffsets[field]] ?? Number.NaN;
    return {
      stage: number('stage'),
      paused: number('paused'),
      excluded: number('excluded'),
      byCurrent: number('byCurrent'),
      byOriginal: number('byOriginal'),
      byLaw: number('byLaw'),
      currentDueAt: number('currentDueAt'),
      originalDueAt: number('originalDueAt'),
      lawfulDueAt: number('lawfulDueAt'),
      stoppedAt: number('stoppedAt'),
      submittedDay: number('submittedDay'),
      receivedDay: number('receivedDay'),
      finishedDay: number('finishedDay'),
      time: number('time'),
      agencies: number('agencies'),
      contacts: number('contacts'),
      slack: number('slack'),
    };
  }

  /** One number of a dossier. */
  number(at: number, field: keyof CountedRow): number {
    return this.#numbers[at * stride + fieldOffsets[field]] ?? Number.NaN;
  }

  /** What a dossier counts as at an instant, a bit for each figure. */
  marks(at: number, now: number): number {
    const isOpen = this.number(at, 'stage') === stages.inProcess;
    return isOpen ? marksOf(this.row(at), now) : (this.#numbers[at * stride + marksOffset] ?? 0);
  }

  /** The number of the name that a dossier has of a kind. */
  kind(at: number, kind: FigureKind): number {
    return this.#numbers[at * stride + kindOffsets[kind]] ?? 0;
  }
}
