import type { WorkingTimeCode, WorkingTimeError } from './working-time-error.ts';

interface BothLanguages {
  readonly vi: string;
  readonly en: string;
}

const words: Readonly<Record<WorkingTimeCode, (params: WorkingTimeError['params']) => BothLanguages>> = {
  InvalidInstant: ({ value }) => ({
    vi: `không có thời điểm ${value}`,
    en: `there is no instant ${value}`,
  }),
  InvalidDate: ({ value }) => ({ vi: `không có ngày ${value}`, en: `there is no day ${value}` }),
  InvalidTimeOfDay: ({ value }) => ({ vi: `không có giờ ${value}`, en: `there is no time of day ${value}` }),
  UnknownTimeZone: ({ timeZone }) => ({ vi: `không có múi giờ ${timeZone}`, en: `there is no time zone ${timeZone}` }),
  TimeZoneShifts: ({ timeZone }) => ({
    vi: `múi giờ ${timeZone} đổi giờ trong các năm đó`,
    en: `the time zone ${timeZone} shifts its clocks in these years`,
  }),
  InvalidKnownYears: ({ knownFrom, knownTo }) => ({
    vi: `các năm ${knownFrom} đến ${knownTo} không đúng thứ tự`,
    en: `the years ${knownFrom} to ${knownTo} are not in order`,
  }),
  InvalidOfficeHours: ({ value }) => ({
    vi: `giờ làm việc trống, chồng nhau hoặc không đúng thứ tự: ${value}`,
    en: `office hours are empty, overlap or are not in order: ${value}`,
  }),
  DuplicateSpecialDay: ({ date }) => ({ vi: `ngày ${date} được nêu hai lần`, en: `the day ${date} is named twice` }),
  DateOutsideKnownYears: ({ date }) => ({
    vi: `ngày ${date} nằm ngoài các năm của lịch`,
    en: `the day ${date} lies outside of the calendar's years`,
  }),
  UnknownUnit: ({ value }) => ({ vi: `không có đơn vị thời hạn ${value}`, en: `there is no unit of terms ${value}` }),
  UnknownMode: ({ value }) => ({ vi: `không có cách tính ${value}`, en: `there is no mode ${value}` }),
  InvalidAmount: ({ amount, min, max }) => ({
    vi: `số lượng ${amount} không phải số nguyên từ ${min} đến ${max}`,
    en: `the amount ${amount} is no whole number from ${min} to ${max}`,
  }),
  AmountNotWanted: ({ unit, amount }) => ({
    vi: `thời hạn ${unit} không có số lượng, nhưng có ${amount}`,
    en: `a term of ${unit} has no amount, and ${amount} is given`,
  }),
  ModeNotWanted: ({ unit, mode }) => ({
    vi: `thời hạn ${unit} không có cách tính, nhưng có ${mode}`,
    en: `a term of ${unit} has no mode, and ${mode} is given`,
  }),
  UnknownEventType: ({ event, type }) => ({
    vi: `sự kiện ${event}: không có loại ${type}`,
    en: `event ${event}: there is no type ${type}`,
  }),
  EventBeforeStart: ({ event, at }) => ({
    vi: `sự kiện ${event} lúc ${at} trước khi bắt đầu`,
    en: `event ${event} at ${at} comes before the start`,
  }),
  EventsOutOfOrder: ({ event, at }) => ({
    vi: `sự kiện ${event} lúc ${at} không theo thứ tự thời gian`,
    en: `event ${event} at ${at} is out of order`,
  }),
  AlreadyPaused: ({ event, at }) => ({
    vi: `sự kiện ${event} lúc ${at}: đồng hồ đang tạm dừng rồi`,
    en: `event ${event} at ${at}: the clock is paused already`,
  }),
  NotPaused: ({ event, at }) => ({
    vi: `sự kiện ${event} lúc ${at}: đồng hồ không tạm dừng`,
    en: `event ${event} at ${at}: the clock is not paused`,
  }),
  InvalidDuration: ({ value }) => ({
    vi: `${value} không phải khoảng thời gian làm việc`,
    en: `${value} is no stretch of office time`,
  }),
};

/** The words for a "no" of this package. */
export function workingTimeErrorText({ code, params }: WorkingTimeError): BothLanguages {
  return words[code](params);
}
