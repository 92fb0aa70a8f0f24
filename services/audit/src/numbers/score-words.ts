import type { Legend, UnknownIndex } from '@hoso/contracts';

/** The indices of TT 01/2018 Đ13 that are told from events, and how. */
export const scoreLegend: Legend[] = [
  {
    name: '1',
    words: {
      vi: 'Tổng thời gian giải quyết: xong trước ngày hẹn đầu tiên 2, trong ngày hẹn 1, sau hẹn 0',
      en: 'Total time: finished before the date first appointed 2, on it 1, after it 0',
    },
  },
  {
    name: '2',
    words: {
      vi: 'Thời gian của từng cơ quan, theo thời hạn riêng; hồ sơ qua nhiều cơ quan tính theo cơ quan chậm nhất',
      en: 'Time of each agency by its own term; where several took part, of the one that kept it worst',
    },
  },
  {
    name: '3',
    words: {
      vi: 'Số lần phải bổ sung hồ sơ: không 2, một lần 1, hơn một lần 0 (trừ lần đã đính chính)',
      en: 'Times something more had to be brought: none 2, once 1, more often 0 (without those corrected)',
    },
  },
  {
    name: '8',
    words: {
      vi: 'Tỷ lệ phản ánh, kiến nghị đến hạn trong kỳ được trả lời kịp: 100% 2, từ 90% 1, còn lại 0; không có: chưa rõ',
      en: 'Share of petitions due in the period that were answered in time: all 2, from 90 % 1, else 0; none: unknown',
    },
  },
  {
    name: '9',
    words: {
      vi: 'Tỷ lệ hồ sơ nộp trực tuyến trong số tiếp nhận trong kỳ: từ 30% 2, từ 15% 1, còn lại 0',
      en: 'Share submitted online of those received in the period: from 30 % 2, from 15 % 1, else 0',
    },
  },
  {
    name: 'dossiers',
    words: {
      vi: 'Hồ sơ xong trong kỳ, tính cho cơ quan giải quyết và cán bộ đang giữ khi xong',
      en: 'Dossiers finished in the period, of the agency that decides and the officer who has it there',
    },
  },
];

const unknown = (index: number, vi: string, en: string, whyVi: string, whyEn: string): UnknownIndex => ({
  ...{ index, name: { vi, en }, why: { vi: whyVi, en: whyEn } },
});

/** Those that no event tells: named, never guessed. */
export const unknownIndices: UnknownIndex[] = [
  unknown(
    4,
    'Số cơ quan phải liên hệ',
    'Agencies that had to be contacted',
    'Sự kiện không ghi người nộp đã phải liên hệ những đâu',
    'No event says whom an applicant had to contact',
  ),
  unknown(
    5,
    'Thực hiện tại Bộ phận Một cửa',
    'Done at the one-stop unit',
    'Không rõ thủ tục nào ngoài hệ thống không qua Bộ phận Một cửa',
    'What is not taken in at a one-stop unit is not in the log',
  ),
  unknown(
    6,
    'Công khai thủ tục',
    'Publication',
    'Việc niêm yết, đăng tải không phải là sự kiện của hồ sơ',
    'Notices that are put up are no events of dossiers',
  ),
  unknown(
    7,
    'Thái độ phục vụ',
    'Attitude',
    'Chỉ người dân cho biết được, qua khảo sát',
    'Only applicants can tell, by a survey',
  ),
];
