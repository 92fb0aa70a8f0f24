import { invalidFieldsOf, type StatementReport, StatementRow, statementItemsMax } from '@hoso/contracts';
import type { OurItem } from './our-items.ts';

/** A line of the file, from 1; `cells` by the name of their column. */
export interface StatementLine {
  readonly line: number;
  readonly cells: Readonly<Record<string, string>>;
}

type Found = Pick<
  StatementReport,
  'rows' | 'agreed' | 'counts' | 'missing' | 'extra' | 'different' | 'unremitted' | 'unread'
>;

/**
 * Lays a statement beside our own record, line by line: only ours is held in memory. An item that stands in it twice is
 * a line that cannot be read.
 */
export class Reconciliation {
  readonly #ours: ReadonlyMap<string, OurItem>;
  readonly #seen = new Set<string>();
  readonly #found = {
    extra: new Capped<StatementReport['extra'][number]>(),
    different: new Capped<StatementReport['different'][number]>(),
    unread: new Capped<StatementReport['unread'][number]>(),
  };
  #rows = 0;
  #agreed = 0;

  constructor(ours: ReadonlyMap<string, OurItem>) {
    this.#ours = ours;
  }

  take({ line, cells }: StatementLine): void {
    this.#rows += 1;
    const read = StatementRow.safeParse({
      ...cells,
      collected: amountOf(cells['collected']),
      remitted: amountOf(cells['remitted']),
    });
    if (!read.success) {
      for (const { field, vi, en } of invalidFieldsOf(read.error))
        this.#found.unread.add({ line, field, reason: { vi, en } });
      return;
    }
    const row = read.data;
    if (this.#seen.has(row.item)) {
      const reason = { vi: `${row.item} có hai dòng`, en: `${row.item} stands there twice` };
      this.#found.unread.add({ line, field: 'item', reason });
      return;
    }
    this.#seen.add(row.item);
    this.#compare(line, row);
  }

  #compare(line: number, row: StatementRow): void {
    const ours = this.#ours.get(row.item);
    if (!ours) {
      this.#found.extra.add({ line, item: row.item });
      return;
    }
    const fields = differences(ours, row);
    if (fields.length === 0) this.#agreed += 1;
    else this.#found.different.add({ line, item: row.item, dossiers: [...ours.dossiers], fields });
  }

  end(): Found {
    const missing = new Capped<StatementReport['missing'][number]>();
    const unremitted = new Capped<StatementReport['unremitted'][number]>();
    for (const { item, dossiers, collected, remitted } of this.#ours.values()) {
      if (!this.#seen.has(item)) missing.add({ item, dossiers: [...dossiers] });
      if (collected > remitted) unremitted.add({ item, dossiers: [...dossiers], amount: collected - remitted });
    }
    const { extra, different, unread } = this.#found;
    return {
      ...{ rows: this.#rows, agreed: this.#agreed },
      counts: {
        ...{ missing: missing.count, extra: extra.count, different: different.count },
        ...{ unremitted: unremitted.count, unread: unread.count },
      },
      ...{ missing: missing.items, extra: extra.items, different: different.items },
      ...{ unremitted: unremitted.items, unread: unread.items },
    };
  }
}

/** Counts all, keeps the first ones. */
class Capped<Item> {
  readonly items: Item[] = [];
  count = 0;

  add(item: Item): void {
    this.count += 1;
    if (this.items.length < statementItemsMax) this.items.push(item);
  }
}

function differences(ours: OurItem, theirs: StatementRow): StatementReport['different'][number]['fields'] {
  const pairs = [
    ['accepted_on', ours.acceptedOn, theirs.accepted_on],
    ['status', ours.status, theirs.status],
    ['collected', String(ours.collected), String(theirs.collected)],
    ['remitted', String(ours.remitted), String(theirs.remitted)],
  ] as const;
  return pairs
    .filter(([, one, other]) => one !== other)
    .map(([field, one, other]) => ({ field, ours: one, theirs: other }));
}

/** Digits alone: `1.000` and `1e3` are no amounts that two people read alike. */
function amountOf(text: string | undefined): number | string | undefined {
  return text !== undefined && /^\d{1,12}$/.test(text) ? Number(text) : text;
}
