import type { ClockDay, ShowClock, Words } from '@hoso/contracts';
import type { z } from 'zod';
import { localText } from './instant.ts';
import { facts, said, table } from './output.ts';
import type { GlobalOptions } from './session.ts';

type Clock = z.output<typeof ShowClock.answer>;

/** Why a dossier is due when it is, to be read by who knows the law and nothing of the platform. */
export function clockText({ lang }: Pick<GlobalOptions, 'lang'>, answer: Clock): string {
  const { ledger, why, remarks, moved, dossier, at, clock, originalDueAt, currentDueAt, lawfulDueAt } = answer;
  const state = clock && states[clock][lang];
  const head = named(lang, { dossier, at, clock: state, originalDueAt, currentDueAt, lawfulDueAt });
  const parts = [`${said({ lang }, remarks)}${head}${movedText(moved, lang)}`];
  if (!ledger) return [...parts, why?.[lang] ?? ''].join('\n\n');
  const { days, calendar, wanted, dueAt, ...term } = ledger;
  const { words, shown } = measureOf(term.counts);
  const bound = `${calendar.id} ${calendar.version}`;
  const rows = days.map((day) => [
    ...[day.ahead ? '…' : '', day.date, day.words[lang], shown(day.added), shown(day.total)],
    ...[day.positions.map((position) => `#${position}`).join(' '), day.dueAt ?? ''],
  ]);
  const columns = (['date', 'why', 'added', 'total', 'events', 'due'] as const).map((label) => labels[label][lang]);
  parts.push(named(lang, { counts: words[lang], wanted: shown(wanted), dueAt, calendar: bound }));
  return [...parts, table(['', ...columns], rows, lang), ...leftOut(days, lang)].join('\n\n');
}

/** The days do not explain what somebody did beside the clock. */
function movedText(moved: Clock['moved'], lang: keyof Words): string {
  if (moved.length === 0) return '';
  const told = moved.map(({ position, at, from, to, words, slipRef }) => {
    const slip = slipRef === undefined ? '' : ` (${slipRef})`;
    return `  #${position} ${localText(at)}: ${localText(from)} → ${localText(to)}, ${words[lang]}${slip}`;
  });
  return `\n${[labels.moved[lang], ...told].join('\n')}`;
}

/** How many days of the term that runs did not count, for each reason. */
function leftOut(days: readonly ClockDay[], lang: keyof Words): readonly string[] {
  const begun = days.findLastIndex(({ begins }) => begins !== undefined);
  const counts = new Map<string, number>();
  for (const { added, words } of days.slice(Math.max(0, begun))) {
    if (added === 0) counts.set(words[lang], (counts.get(words[lang]) ?? 0) + 1);
  }
  const told = Array.from(counts, ([words, count]) => `  ${words}: ${count}`);
  return told.length === 0 ? [] : [[labels.leftOut[lang], ...told].join('\n')];
}

function named(lang: keyof Words, members: Readonly<Partial<Record<Label, unknown>>>): string {
  return facts(
    Object.fromEntries(Object.entries(members).map(([name, value]) => [wordsFor[name]?.[lang] ?? name, value])),
  );
}

const labels = {
  dossier: { vi: 'hồ sơ', en: 'dossier' },
  at: { vi: 'lúc', en: 'at' },
  clock: { vi: 'đồng hồ', en: 'clock' },
  originalDueAt: { vi: 'hẹn ban đầu', en: 'originalDueAt' },
  currentDueAt: { vi: 'hẹn hiện tại', en: 'currentDueAt' },
  lawfulDueAt: { vi: 'hạn theo luật', en: 'lawfulDueAt' },
  moved: { vi: 'ngày hẹn được đổi', en: 'appointment moved' },
  counts: { vi: 'tính theo', en: 'counts' },
  wanted: { vi: 'cần', en: 'wanted' },
  dueAt: { vi: 'hết hạn', en: 'dueAt' },
  calendar: { vi: 'lịch', en: 'calendar' },
  date: { vi: 'ngày', en: 'date' },
  why: { vi: 'vì sao', en: 'why' },
  added: { vi: 'tính thêm', en: 'added' },
  total: { vi: 'cộng', en: 'total' },
  events: { vi: 'sự kiện', en: 'events' },
  due: { vi: 'hạn', en: 'due' },
  leftOut: { vi: 'không tính vào thời hạn đang chạy', en: 'did not count towards the term that runs' },
} as const satisfies Readonly<Record<string, Words>>;
type Label = keyof typeof labels;
const wordsFor: Readonly<Record<string, Words>> = labels;

const states: Readonly<Record<NonNullable<Clock['clock']>, Words>> = {
  'not-started': { vi: 'chưa chạy', en: 'not started' },
  running: { vi: 'đang chạy', en: 'running' },
  stopped: { vi: 'đang dừng', en: 'stopped' },
  ended: { vi: 'đã kết thúc', en: 'ended' },
};

interface Measure {
  readonly words: Words;
  readonly shown: (amount: number) => string;
}

/** Hour terms are counted in milliseconds, which nobody reads. */
function measureOf(counts: string): Measure {
  const shown = (amount: number): string => String(amount);
  switch (counts) {
    case 'workingMs':
      return {
        words: { vi: 'giờ làm việc', en: 'working hours' },
        shown: (ms) => String(Math.round(ms / 36_000) / 100),
      };
    case 'workingDays':
      return { words: { vi: 'ngày làm việc', en: 'working days' }, shown };
    case 'calendarDays':
      return { words: { vi: 'ngày theo lịch', en: 'calendar days' }, shown };
    default:
      return { words: { vi: 'trong ngày', en: 'same day' }, shown };
  }
}
