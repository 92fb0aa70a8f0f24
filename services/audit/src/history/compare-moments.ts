import {
  type Actor,
  type CompareMoments,
  changesMax,
  type DossierState,
  type StateChange,
  type Words,
} from '@hoso/contracts';
import { canonicalJson } from '@hoso/event-sourcing';
import type { z } from 'zod';
import { findHistory } from './find-history.ts';
import { remarksOn, toldAt } from './moments.ts';
import { eventsWithin, type ReplayPorts, shownState, stateIn } from './replay.ts';
import { timelineEntries } from './timeline-entries.ts';

/** What `findHistory` and `toldAt` refuse. */
export async function compareMoments(
  ports: ReplayPorts,
  { dossier, log, fromAsOf, fromAsKnown, toAsOf, toAsKnown, limit }: z.output<typeof CompareMoments.ask>,
  reader: Actor,
): Promise<z.output<typeof CompareMoments.answer>> {
  const history = await findHistory(ports, { dossier, log }, reader);
  const { id, completeUpTo } = history;
  const now = ports.clock();
  const from = await toldAt(history.log, completeUpTo, { asOf: fromAsOf, asKnown: fromAsKnown }, now);
  const to = await toldAt(history.log, completeUpTo, { asOf: toAsOf, asKnown: toAsKnown }, now);
  const [earlier, later] = [eventsWithin(history, from), eventsWithin(history, to)];
  const [known, knownLater] = [new Set(earlier), new Set(later)];
  const added = later.filter((event) => !known.has(event));
  const removed = earlier.filter((event) => !knownLater.has(event));
  const [before, after] = [stateIn(history, earlier, from.at), stateIn(history, later, to.at)];
  const changes = changesBetween(before, after);
  return {
    ...{ log: history.log.info, dossier: id, fromAt: from.at, toAt: to.at },
    remarks: remarksOn([from, to], earlier.length > 0 && later.length > 0),
    ...{ before: shownState(before), after: shownState(after) },
    ...{ changes: changes.slice(0, changesMax), changesCount: changes.length },
    added: await timelineEntries(ports.calendars, history, added.slice(0, limit)),
    addedCount: added.length,
    removed: await timelineEntries(ports.calendars, history, removed.slice(0, limit)),
    removedCount: removed.length,
    ...{ completeUpTo, lagMs: 0 },
  };
}

/** Member by member what differs between two states; papers and parcels one by one. None between equal states. */
export function changesBetween(before: DossierState, after: DossierState): StateChange[] {
  return [
    ...Object.entries(memberWords).flatMap(([member, words]) => {
      const [was, is] = [memberOf(before, member), memberOf(after, member)];
      return isSame(was, is) ? [] : [change(member, words, was, is)];
    }),
    ...changesIn('papers', paperWords, before.papers, after.papers, ({ position }) => String(position)),
    ...changesIn('custody', custodyWords, before.custody ?? [], after.custody ?? [], ({ shipment }) => shipment),
  ];
}

function memberOf(state: DossierState, name: string): unknown {
  return Object.entries(state).find(([member]) => member === name)?.[1];
}

function isSame(one: unknown, other: unknown): boolean {
  return canonicalJson([one ?? null]) === canonicalJson([other ?? null]);
}

function change(field: string, words: Words, before: unknown, after: unknown): StateChange {
  return {
    ...{ field, words },
    ...(before === undefined ? {} : { before }),
    ...(after === undefined ? {} : { after }),
  };
}

function changesIn<Item>(
  field: string,
  words: Words,
  before: readonly Item[],
  after: readonly Item[],
  keyOf: (item: Item) => string,
): StateChange[] {
  const was = new Map(before.map((item) => [keyOf(item), item]));
  const is = new Map(after.map((item) => [keyOf(item), item]));
  return [...new Set([...was.keys(), ...is.keys()])].flatMap((key) =>
    isSame(was.get(key), is.get(key)) ? [] : [change(field, words, was.get(key), is.get(key))],
  );
}

/** Everything in a state but its lists. */
const memberWords: Readonly<Record<Exclude<keyof DossierState, 'papers' | 'olderPapers' | 'custody'>, Words>> = {
  status: { vi: 'Trạng thái', en: 'Status' },
  statusCode: { vi: 'Mã trạng thái', en: 'Status code' },
  code: { vi: 'Mã hồ sơ', en: 'Code' },
  holder: { vi: 'Nơi giữ hồ sơ', en: 'Holder' },
  clock: { vi: 'Đồng hồ', en: 'Clock' },
  startAt: { vi: 'Bắt đầu tính', en: 'Start of the term' },
  originalDueAt: { vi: 'Ngày hẹn đầu', en: 'First due date' },
  dueAt: { vi: 'Ngày hẹn', en: 'Due date' },
  lawfulDueAt: { vi: 'Hạn theo quy định', en: 'Lawful due date' },
  overdue: { vi: 'Quá hạn', en: 'Overdue' },
  finishedAt: { vi: 'Giải quyết xong', en: 'Finished' },
  money: { vi: 'Tiền', en: 'Money' },
  attributes: { vi: 'Thuộc tính', en: 'Attributes' },
};
const paperWords: Words = { vi: 'Giấy tờ', en: 'Paper' };
const custodyWords: Words = { vi: 'Bưu gửi', en: 'Parcel' };
