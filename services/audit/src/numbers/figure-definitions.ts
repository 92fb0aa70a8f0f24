import { Figure, type Legend } from '@hoso/contracts';
import { type CountedRow, stages, timeliness } from './counted-row.ts';

interface Definition {
  /** Whether a dossier counts; `now`: milliseconds since 1970. */
  readonly holds: (row: CountedRow, now: number) => boolean;
  readonly vi: string;
  readonly en: string;
}

const isOpen = ({ stage }: CountedRow): boolean => stage === stages.inProcess;
const isFinished = ({ stage }: CountedRow): boolean => stage === stages.finished;
/** A clock that stands has run until it stopped. */
const isOver = ({ stoppedAt }: CountedRow, dueAt: number, now: number): boolean =>
  (stoppedAt < now ? stoppedAt : now) > dueAt;

/** What each figure means (DOMAIN §6.1): the one place that says, and the one that counts. */
export const definitions: Readonly<Record<Figure, Definition>> = {
  dossiers: {
    holds: ({ stage }) => stage !== stages.notReceived,
    vi: 'Hồ sơ đã tiếp nhận thuộc phạm vi: đã giải quyết + đang giải quyết + đã rút',
    en: 'Received dossiers that are counted: finished, in process and withdrawn ones',
  },
  finished: { holds: isFinished, vi: 'Đã giải quyết: trước hạn + đúng hạn + quá hạn', en: 'Early, on time or late' },
  early: {
    holds: (row) => isFinished(row) && row.byCurrent === timeliness.early,
    vi: 'Trước hạn: xong vào ngày trước ngày hẹn (ngày hẹn hiện hành)',
    en: 'Finished on an earlier date than the one appointed (as it was appointed last)',
  },
  onTime: {
    holds: (row) => isFinished(row) && row.byCurrent === timeliness.onTime,
    vi: 'Đúng hạn: xong trong ngày hẹn, không sau giờ hẹn; hoặc không có ngày hẹn',
    en: 'Finished on the date appointed, at or before its time; or nothing was appointed',
  },
  late: {
    holds: (row) => isFinished(row) && row.byCurrent === timeliness.late,
    vi: 'Quá hạn: xong sau thời điểm hẹn hiện hành',
    en: 'Finished after the instant appointed last',
  },
  inProcess: {
    holds: isOpen,
    vi: 'Đã tiếp nhận, chưa xong, chưa rút: trong hạn + quá hạn',
    en: 'Received, neither finished nor withdrawn: in term or overdue',
  },
  inTerm: {
    holds: (row, now) => isOpen(row) && !isOver(row, row.currentDueAt, now),
    vi: 'Đang giải quyết, chưa quá thời điểm hẹn hiện hành',
    en: 'In process, and the instant appointed last has not passed',
  },
  overdue: {
    holds: (row, now) => isOpen(row) && isOver(row, row.currentDueAt, now),
    vi: 'Đang giải quyết, đã quá thời điểm hẹn hiện hành; đồng hồ dừng tính đến lúc dừng',
    en: 'In process, and the instant appointed last has passed; a clock that stands counts until it stopped',
  },
  paused: {
    holds: (row) => isOpen(row) && row.paused === 1,
    vi: 'Trong số đang giải quyết: tạm dừng (chờ bổ sung, nghĩa vụ tài chính, dừng xử lý; mã 5, 6, 8)',
    en: 'Of those in process: waiting for a supplement or a payment, or stopped (statuses 5, 6, 8)',
  },
  withdrawn: {
    holds: ({ stage }) => stage === stages.withdrawn,
    vi: 'Đã rút (mã 7); có nơi tính là đúng hạn, ở đây tính riêng',
    en: 'Withdrawn (status 7); some count these as on time, here they stand apart',
  },
  earlyByOriginal: {
    holds: (row) => isFinished(row) && row.byOriginal === timeliness.early,
    vi: 'Trước hạn theo ngày hẹn đầu tiên (tính cả tạm dừng có căn cứ, tính lại từ đầu khi bổ sung)',
    en: 'Early by the first appointment, moved by grounded pauses and reset by a restart of the clock',
  },
  onTimeByOriginal: {
    holds: (row) => isFinished(row) && row.byOriginal === timeliness.onTime,
    vi: 'Đúng hạn theo ngày hẹn đầu tiên',
    en: 'On time by the first appointment',
  },
  lateByOriginal: {
    holds: (row) => isFinished(row) && row.byOriginal === timeliness.late,
    vi: 'Quá hạn theo ngày hẹn đầu tiên, dù sau đó có gia hạn',
    en: 'Late by the first appointment, whatever extension followed',
  },
  overdueByOriginal: {
    holds: (row, now) => isOpen(row) && isOver(row, row.originalDueAt, now),
    vi: 'Đang giải quyết, đã quá ngày hẹn đầu tiên',
    en: 'In process and past the first appointment',
  },
  lateByLaw: {
    holds: (row) => isFinished(row) && row.byLaw === timeliness.late,
    vi: 'Quá hạn theo thời hạn luật định: chỉ gia hạn lần đầu, đúng thủ tục, được tính',
    en: 'Late by law: only the first extension counts, made before expiry and with its slip',
  },
  overdueByLaw: {
    holds: (row, now) => isOpen(row) && isOver(row, row.lawfulDueAt, now),
    vi: 'Đang giải quyết, đã quá thời hạn luật định',
    en: 'In process and past the term of the law',
  },
  notReceived: {
    holds: ({ stage }) => stage === stages.notReceived,
    vi: 'Nộp trong kỳ mà chưa được tiếp nhận; không thuộc các số trên',
    en: 'Submitted in the period and not received; in none of the figures above',
  },
  excluded: {
    holds: ({ stage, excluded }) => stage === stages.notReceived && excluded === 1,
    vi: 'Trong số đó: mới đăng ký hoặc bị từ chối tiếp nhận (mã 1, 3), không tính',
    en: 'Of these: only registered, or refused at reception (statuses 1, 3), which count nowhere',
  },
};

const bits = Figure.options.map((figure, bit) => ({ holds: definitions[figure].holds, mark: 2 ** bit }));

/** A bit for each figure that a dossier counts in, in the order of `Figure`. */
export function marksOf(row: CountedRow, now: number): number {
  return bits.reduce((marks, { holds, mark }) => (holds(row, now) ? marks + mark : marks), 0);
}

/** The figures of such a number. */
export function figuresOf(marks: number): readonly Figure[] {
  return Figure.options.filter((_, bit) => (marks & (1 << bit)) !== 0);
}

/** The words of an answer's figures. */
export const legend: Legend[] = [
  ...Figure.options.map((name) => ({ name, words: { vi: definitions[name].vi, en: definitions[name].en } })),
  {
    name: 'lateRate',
    words: { vi: 'Quá hạn trên 100 hồ sơ đã giải quyết', en: 'Late ones of a hundred finished' },
  },
];
