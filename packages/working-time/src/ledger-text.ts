import type { SpecialDayKind } from './calendar.ts';
import type { LedgerReason } from './day-ledger.ts';

interface BothLanguages {
  readonly vi: string;
  readonly en: string;
}

/**
 * The words for a date's reason. `holiday` goes with the special day's own name, `paused` with the event's place and
 * ground.
 */
export const ledgerReasonText: Readonly<Record<LedgerReason, BothLanguages>> = {
  counted: { vi: 'tính', en: 'counted' },
  startDay: { vi: 'ngày bắt đầu, không tính', en: 'first day, not counted' },
  afterCutOff: {
    vi: 'nhận sau 15 giờ hoặc sau giờ đóng cửa, tính từ ngày làm việc tiếp theo',
    en: 'after 15:00 or after close, from the next working day',
  },
  outsideHours: { vi: 'ngoài giờ làm việc', en: 'outside office hours' },
  weeklyRest: { vi: 'ngày nghỉ hằng tuần', en: 'weekly rest day' },
  holiday: { vi: 'ngày nghỉ', en: 'day off' },
  notCountedAsDay: {
    vi: 'có giờ làm việc nhưng không tính là ngày làm việc',
    en: 'office hours, but not counted as a day',
  },
  paused: { vi: 'tạm dừng', en: 'paused' },
  endMoved: { vi: 'hết hạn chuyển sang ngày làm việc đầu tiên', en: 'the end moved to the first working day' },
  ranOut: { vi: 'đã hết thời hạn', en: 'the term had run out' },
};

/** The words for a kind of special day. */
export const specialDayText: Readonly<Record<SpecialDayKind, BothLanguages>> = {
  holiday: { vi: 'nghỉ lễ, tết', en: 'public holiday' },
  compensatory: { vi: 'nghỉ bù', en: 'compensatory day off' },
  swappedRest: { vi: 'nghỉ hoán đổi', en: 'day off in exchange' },
  closure: { vi: 'đóng cửa', en: 'closure' },
  swappedWork: { vi: 'làm bù hoán đổi', en: 'worked in exchange' },
  changedHours: { vi: 'thay đổi giờ làm việc', en: 'changed office hours' },
};
