import type { Words } from '../law/rule-head.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** What is worth looking at beside what is forbidden: ways to look punctual without being so. */
export const signalKinds = [
  'due-moved',
  'pause-around-expiry',
  'finished-too-early',
  'bulk-closing',
  'recorded-late',
  'supplement-restart',
  'to-and-fro',
] as const;
export type SignalKind = (typeof signalKinds)[number];

/** The numbers that say what counts; published with every answer. */
export const signalParameters = {
  /** A later date is given from so long before the old one on. */
  movedWithinMs: 24 * hourMs,
  /** A pause begins from so long before the due date on, and is over so soon after it. */
  pausedBeforeMs: 24 * hourMs,
  resumedAfterMs: 72 * hourMs,
  /** So many dossiers are closed by one person within so short a time. */
  closedTogether: 10,
  closedWithinMs: minuteMs,
  /** An entry is recorded so much later than it is said to have happened. */
  recordedAfterMs: 24 * hourMs,
  /** A result is entered so much later than it is said to have been there. */
  enteredAfterMs: hourMs,
  /** What is missing is asked for when so much of the term is over. */
  termOver: 0.8,
  /** The last days of a month. */
  lastDays: 3,
} as const;

/** What a kind is called; what it is a share of, and what counts. */
export const signalWords: { readonly [Kind in SignalKind]: { readonly name: Words; readonly means: Words } } = {
  'due-moved': {
    name: { vi: 'Lùi hẹn sát hoặc sau hạn', en: 'Date moved at or after expiry' },
    means: {
      vi: 'trong các lần lùi ngày hẹn: lần lùi từ 24 giờ trước hạn cũ trở đi',
      en: 'of all later dates given: those given from 24 hours before the old date on',
    },
  },
  'pause-around-expiry': {
    name: { vi: 'Tạm dừng quanh hạn', en: 'Pause around expiry' },
    means: {
      vi: 'trong các lần tạm dừng: bắt đầu trong 24 giờ trước hạn, hết trong 72 giờ sau hạn đó',
      en: 'of all pauses: begun in the 24 hours before the due date, over in the 72 hours after it',
    },
  },
  'finished-too-early': {
    name: { vi: 'Báo xong khi chưa có kết quả', en: 'Finished before the result exists' },
    means: {
      vi: 'trong các lần báo xong: xong trong hạn nhưng ghi nhận sau hạn, còn bước làm sau đó, hoặc bị thu hồi',
      en: 'of all results: said to be in time and recorded after, followed by steps of their case, or recalled',
    },
  },
  'bulk-closing': {
    name: { vi: 'Đóng hồ sơ hàng loạt', en: 'Closings in bulk' },
    means: {
      vi: 'trong các lần kết thúc hồ sơ: cùng người kết thúc từ 10 hồ sơ trở lên trong 60 giây',
      en: 'of all closings: ten or more by one person within 60 seconds',
    },
  },
  'recorded-late': {
    name: { vi: 'Ghi nhận muộn', en: 'Recorded long after' },
    means: {
      vi: 'trong các việc ghi nhận: ghi sau hơn 24 giờ so với lúc được cho là đã xảy ra',
      en: 'of all entries: recorded more than 24 hours after they are said to have happened',
    },
  },
  'supplement-restart': {
    name: { vi: 'Yêu cầu bổ sung để tính lại hạn', en: 'Supplement that restarts the clock late' },
    means: {
      vi: 'trong các lần tính lại hạn sau bổ sung: yêu cầu khi đã qua 80% thời hạn, hoặc tính lại lần thứ hai trở đi',
      en: 'of all restarts after a supplement: asked for when 80% of the term was over, or not the first one',
    },
  },
  'to-and-fro': {
    name: { vi: 'Chuyển qua chuyển lại cuối kỳ', en: 'To and fro at the end of a month' },
    means: {
      vi: 'trong các lần chuyển cơ quan: trả lại, hoặc chuyển về nơi đã từng giữ, trong 3 ngày cuối tháng',
      en: 'of all transfers: back, or to who had it before, in the last 3 days of a month',
    },
  },
};
