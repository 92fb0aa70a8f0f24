import type { NoticeLanguage, NoticeTopic } from '@hoso/contracts';

/**
 * A topic in words. `{name}` stands for a fact; a paragraph, or sentence, that names one which is not known is left
 * out, `{items}` makes a paragraph of each. `short` is what a text message says: nothing that a person wrote.
 */
export interface Template {
  readonly title: string;
  readonly paragraphs: readonly string[];
  readonly short: readonly string[];
}

/** Words by topic and language, as data: adding a topic here is all it takes to put it into words. */
export const templates: Readonly<Record<NoticeTopic, Readonly<Record<NoticeLanguage, Template>>>> = {
  received: {
    vi: {
      title: 'Hồ sơ {code} đã được tiếp nhận',
      paragraphs: [
        '{oneStop} đã tiếp nhận hồ sơ “{procedure}” của Ông/Bà. Mã hồ sơ: {code}.',
        'Hẹn trả kết quả: {dueAt}.',
      ],
      short: ['Ho so {code} da duoc tiep nhan.', 'Hen tra ket qua: {dueAt}.'],
    },
    en: {
      title: 'Your dossier {code} was received',
      paragraphs: [
        '{oneStop} has received your dossier “{procedure}”. Its code is {code}.',
        'The result is due on {dueAt}.',
      ],
      short: ['Dossier {code} was received.', 'The result is due on {dueAt}.'],
    },
  },
  'supplement-wanted': {
    vi: {
      title: 'Hồ sơ {code} cần bổ sung',
      paragraphs: [
        'Hồ sơ “{procedure}” (mã {code}) của Ông/Bà cần được bổ sung, hoàn thiện:',
        '{items}',
        'Lý do: {reason}',
        'Xin nộp bổ sung một lần đầy đủ tại {oneStop}.',
      ],
      short: ['Ho so {code} can bo sung giay to.', 'Xem phieu yeu cau bo sung hoac lien he bo phan Mot cua.'],
    },
    en: {
      title: 'Something is missing from your dossier {code}',
      paragraphs: [
        'Your dossier “{procedure}” ({code}) needs to be supplemented:',
        '{items}',
        'Why: {reason}',
        'Please hand in all of it at once at {oneStop}.',
      ],
      short: ['Dossier {code}: papers are missing.', 'See the slip, or ask the one-stop unit.'],
    },
  },
  'refused-at-reception': {
    vi: {
      title: 'Từ chối tiếp nhận hồ sơ {code}',
      paragraphs: [
        '{oneStop} không tiếp nhận hồ sơ “{procedure}” (mã {code}) của Ông/Bà.',
        'Lý do: {reason}',
        'Giấy tờ đã nộp được trả lại tại {oneStop}.',
      ],
      short: ['Ho so {code} khong duoc tiep nhan.', 'Ly do ghi tai phieu tu choi; xin lien he bo phan Mot cua.'],
    },
    en: {
      title: 'Your dossier {code} was not accepted',
      paragraphs: [
        '{oneStop} does not accept your dossier “{procedure}” ({code}).',
        'Why: {reason}',
        'What you handed in is given back at {oneStop}.',
      ],
      short: ['Dossier {code} was not accepted.', 'The refusal slip says why; please ask the one-stop unit.'],
    },
  },
  apology: {
    vi: {
      title: 'Xin lỗi vì giải quyết chậm hồ sơ {code}',
      paragraphs: [
        '{agency} xin lỗi Ông/Bà vì chưa giải quyết xong hồ sơ “{procedure}” (mã {code}) đúng hạn.',
        'Lý do: {reason}',
        'Ngày trả kết quả mới dự kiến: {dueAt}.',
      ],
      short: ['Xin loi: ho so {code} chua giai quyet xong dung han.', 'Xem thu xin loi tai bo phan Mot cua.'],
    },
    en: {
      title: 'An apology: your dossier {code} is late',
      paragraphs: [
        '{agency} apologises to you: your dossier “{procedure}” ({code}) is not finished in time.',
        'Why: {reason}',
        'The new date is expected to be {dueAt}.',
      ],
      short: ['We apologise: dossier {code} is not finished in time.', 'The letter is at the one-stop unit.'],
    },
  },
  're-appointed': {
    vi: {
      title: 'Hồ sơ {code}: hẹn lại ngày trả kết quả',
      paragraphs: ['Ngày trả kết quả hồ sơ “{procedure}” (mã {code}) được hẹn lại: {dueAt}.'],
      short: ['Ho so {code}: hen lai ngay tra ket qua.', 'Ngay moi: {dueAt}.'],
    },
    en: {
      title: 'Your dossier {code} has a new date',
      paragraphs: ['The result of your dossier “{procedure}” ({code}) is now due on {dueAt}.'],
      short: ['Dossier {code} has a new date.', 'It is {dueAt}.'],
    },
  },
  'clock-restarted': {
    vi: {
      title: 'Hồ sơ {code}: thời hạn được tính lại',
      paragraphs: [
        'Bổ sung cho hồ sơ “{procedure}” (mã {code}) đã đầy đủ, thời hạn giải quyết được tính lại từ đầu.',
        'Hẹn trả kết quả: {dueAt}.',
      ],
      short: ['Ho so {code}: da nhan du bo sung.', 'Hen tra ket qua: {dueAt}.'],
    },
    en: {
      title: 'Your dossier {code}: its term runs anew',
      paragraphs: [
        'The supplement to your dossier “{procedure}” ({code}) is complete, and its term runs anew.',
        'The result is due on {dueAt}.',
      ],
      short: ['Dossier {code}: the supplement is complete.', 'The result is due on {dueAt}.'],
    },
  },
  obligation: {
    vi: {
      title: 'Hồ sơ {code}: nghĩa vụ tài chính',
      paragraphs: [
        'Hồ sơ “{procedure}” (mã {code}) cần Ông/Bà thực hiện nghĩa vụ tài chính.',
        'Số tiền: {amount} đồng.',
        'Nội dung: {reason}',
      ],
      short: ['Ho so {code}: can thuc hien nghia vu tai chinh.', 'Xin lien he bo phan Mot cua.'],
    },
    en: {
      title: 'Your dossier {code}: something is to be paid',
      paragraphs: [
        'For your dossier “{procedure}” ({code}) a financial obligation is to be fulfilled.',
        'Amount: {amount} đồng.',
        'What for: {reason}',
      ],
      short: ['Dossier {code}: something is to be paid.', 'Please ask the one-stop unit.'],
    },
  },
  stopped: {
    vi: {
      title: 'Dừng giải quyết hồ sơ {code}',
      paragraphs: ['{agency} dừng giải quyết hồ sơ “{procedure}” (mã {code}) của Ông/Bà.', 'Lý do: {reason}'],
      short: ['Ho so {code}: dung giai quyet.', 'Ly do ghi tai thong bao; xin lien he bo phan Mot cua.'],
    },
    en: {
      title: 'Your dossier {code} is stopped',
      paragraphs: ['{agency} has stopped work on your dossier “{procedure}” ({code}).', 'Why: {reason}'],
      short: ['Dossier {code}: work on it is stopped.', 'Please ask the one-stop unit.'],
    },
  },
  'early-result': {
    vi: {
      title: 'Hồ sơ {code} có kết quả trước hạn',
      paragraphs: ['Hồ sơ “{procedure}” (mã {code}) đã có kết quả, sớm hơn ngày hẹn {dueAt}.', '{return}'],
      short: ['Ho so {code} da co ket qua truoc han.', '{return}'],
    },
    en: {
      title: 'Your dossier {code} has its result early',
      paragraphs: ['Your dossier “{procedure}” ({code}) has its result, before its day, {dueAt}.', '{return}'],
      short: ['Dossier {code} has its result early.', '{return}'],
    },
  },
  'result-ready': {
    vi: {
      title: 'Hồ sơ {code} đã có kết quả',
      paragraphs: ['Hồ sơ “{procedure}” (mã {code}) đã có kết quả.', '{return}'],
      short: ['Ho so {code} da co ket qua.', '{return}'],
    },
    en: {
      title: 'The result of your dossier {code} is there',
      paragraphs: ['Your dossier “{procedure}” ({code}) has its result.', '{return}'],
      short: ['Dossier {code} has its result.', '{return}'],
    },
  },
  refused: {
    vi: {
      title: 'Hồ sơ {code} không được giải quyết',
      paragraphs: [
        'Cơ quan có thẩm quyền từ chối giải quyết hồ sơ “{procedure}” (mã {code}). Văn bản nêu rõ lý do.',
        '{return}',
      ],
      short: ['Ho so {code} bi tu choi giai quyet, co van ban neu ro ly do.', '{return}'],
    },
    en: {
      title: 'Your dossier {code} was refused',
      paragraphs: [
        'The competent agency has refused your dossier “{procedure}” ({code}). Its document says why.',
        '{return}',
      ],
      short: ['Dossier {code} was refused; a document says why.', '{return}'],
    },
  },
  'sent-by-post': {
    vi: {
      title: 'Kết quả hồ sơ {code} đã gửi qua bưu chính',
      paragraphs: [
        'Kết quả hồ sơ “{procedure}” (mã {code}) đã được giao cho bưu chính để chuyển đến Ông/Bà.',
        'Số hiệu bưu gửi: {item}.',
      ],
      short: ['Ket qua ho so {code} da gui buu chinh.', 'So hieu {item}.'],
    },
    en: {
      title: 'The result of your dossier {code} is on its way',
      paragraphs: [
        'The result of your dossier “{procedure}” ({code}) was handed to the post.',
        'Number of the packet: {item}.',
      ],
      short: ['The result of dossier {code} is with the post.', 'Its number is {item}.'],
    },
  },
  'petition-answered': {
    vi: {
      title: 'Trả lời phản ánh, kiến nghị, khiếu nại {code}',
      paragraphs: [
        '{oneStop} đã trả lời phản ánh, kiến nghị, khiếu nại (mã {code}) của Ông/Bà.',
        'Nội dung trả lời: {reason}',
      ],
      short: ['Phan anh, kien nghi, khieu nai {code} da duoc tra loi.', 'Xin lien he don vi giai quyet.'],
    },
    en: {
      title: 'Your petition or complaint {code} was answered',
      paragraphs: ['{oneStop} has answered your petition or complaint ({code}).', 'The answer: {reason}'],
      short: ['Your petition or complaint {code} was answered.', 'Please ask the unit that answered it.'],
    },
  },
};

/** How a result is got: what `{return}` stands for. Unaccented where a text message says it. */
export const returns = {
  vi: {
    counter: ['Xin mang giấy hẹn đến nhận tại {oneStop}.', 'Moi den nhan tai bo phan Mot cua.'],
    online: ['Kết quả được trả trên cổng dịch vụ công.', 'Ket qua tra tren cong dich vu cong.'],
    post: ['Kết quả sẽ được gửi qua bưu chính.', 'Ket qua se gui qua buu chinh.'],
  },
  en: {
    counter: ['Please collect it, with your slip, at {oneStop}.', 'Please collect it at the one-stop unit.'],
    online: ['It is given on the public service portal.', 'It is on the public service portal.'],
    post: ['It will be sent by post.', 'It will be sent by post.'],
  },
} as const;

/** What stands before and after whatever is told. */
export const frames = {
  vi: {
    greeting: 'Kính gửi Ông/Bà {applicant},',
    nameless: 'Kính gửi Ông/Bà,',
    closing: 'Trân trọng,\n{oneStop}',
    footer: 'Thư này được gửi tự động; xin đừng trả lời.',
  },
  en: {
    greeting: 'Dear {applicant},',
    nameless: 'Dear Sir or Madam,',
    closing: 'Yours faithfully,\n{oneStop}',
    footer: 'This message was sent automatically; please do not answer it.',
  },
} as const;
