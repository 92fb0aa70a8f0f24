import type { Instant, RequiredDocument, ReturnBy, Term } from '@hoso/contracts';

/** The province's offset; Vietnam has had no other since 1975. */
const offsetMs = 7 * 3_600_000;

interface LocalTime {
  readonly date: readonly [year: string, month: string, day: string];
  readonly time: readonly [hour: string, minute: string];
}

function localTime(at: Instant): LocalTime {
  const text = new Date(Date.parse(at) + offsetMs).toISOString();
  return {
    date: [text.slice(0, 4), text.slice(5, 7), text.slice(8, 10)],
    time: [text.slice(11, 13), text.slice(14, 16)],
  };
}

/** `15/03/2022`. */
export function dateOf(at: Instant): string {
  const [year, month, day] = localTime(at).date;
  return `${day}/${month}/${year}`;
}

/** `09:30 15/03/2022`. */
export function timeOf(at: Instant): string {
  return `${localTime(at).time.join(':')} ${dateOf(at)}`;
}

/** `ngày 15 tháng 3 năm 2022`: days below 10 and months below 3 have a nought (NĐ 30/2020). */
export function longDate(at: Instant): string {
  const [year, month, day] = localTime(at).date;
  return `ngày ${day} tháng ${Number(month) < 3 ? month : Number(month)} năm ${year}`;
}

/** `09 giờ 30 phút, ngày 15 tháng 3 năm 2022`. */
export function longTime(at: Instant): string {
  const [hour, minute] = localTime(at).time;
  return `${hour} giờ ${minute} phút, ${longDate(at)}`;
}

/** A term as it is printed. */
export function termText(term: Term): string {
  switch (term.unit) {
    case 'workingDays':
      return `${two(term.amount)} ngày làm việc`;
    case 'workingHours':
      return `${two(term.amount)} giờ làm việc`;
    case 'calendarDays':
      return `${two(term.amount)} ngày`;
    case 'sameDay':
      return 'trong ngày làm việc';
    case 'unstated':
      return term.amount === undefined ? 'theo quy định của thủ tục' : `${two(term.amount)} (không ghi đơn vị)`;
  }
}

export const documentForms: Readonly<Record<RequiredDocument['form'], string>> = {
  original: 'Bản chính',
  certified: 'Bản sao chứng thực',
  copy: 'Bản sao',
  electronic: 'Bản điện tử',
  unstated: '',
};

export const returnWays: Readonly<Record<ReturnBy, string>> = {
  counter: 'Trực tiếp',
  online: 'Trực tuyến',
  post: 'Bưu chính công ích',
};

function two(amount: number): string {
  return String(amount).padStart(2, '0');
}
