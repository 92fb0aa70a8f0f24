import { SaidError } from '../said-error.ts';

/** Why a quarter was not simulated; the code is contract. */
export type SimulationErrorCode = keyof typeof sentences;

/** What a person has to mend; no log was made, and no answer key. `at`: the word, file or log that it is about. */
export class SimulationError extends SaidError<SimulationErrorCode> {
  override readonly name = 'SimulationError';

  constructor(code: SimulationErrorCode, at: string, options?: ErrorOptions) {
    super(sentences, code, at, options);
  }
}

const sentences = {
  UnknownQuarter: {
    vi: 'chỉ mô phỏng được quý 2022Q1: chỉ quý này có số liệu',
    en: 'only 2022Q1 can be simulated: it is the one whose figures are known',
  },
  ScaleOutOfRange: {
    vi: 'phải là một số lớn hơn 0 và không quá 1, như 0.01',
    en: 'has to be a number of more than 0 and at most 1, as 0.01',
  },
  SeedUnusable: {
    vi: 'phải là một số nguyên không âm, không quá 15 chữ số',
    en: 'has to be a whole number of at most 15 digits',
  },
  LogUnnamed: {
    vi: 'hãy đặt tên cho nhật ký sẽ tạo, như --log quarter',
    en: 'name the log to be made, as --log quarter',
  },
  LogNameUnusable: {
    vi: 'phải bắt đầu bằng chữ thường không dấu, rồi chữ, số, - hoặc _, không quá 31 ký tự, không phải main hay demo',
    en: 'has to begin with a small letter, then letters, digits, - and _, at most 31 in all, and not be main or demo',
  },
  LogThere: {
    vi: 'đã có nhật ký tên này, và nó giữ nguyên: hãy đặt tên khác',
    en: 'a log is there, and stays as it is: give another name',
  },
  KeyFileThere: {
    vi: 'đã có tệp này, và nó giữ nguyên: đáp án cần một tệp mới',
    en: 'a file is there, and stays as it is: the answer key goes into a new one',
  },
  KeyFileUnwritable: {
    vi: 'không ghi được đáp án vào đây',
    en: 'the answer key cannot be written there',
  },
  BrokenOff: { vi: 'đã dừng giữa chừng; chưa tạo nhật ký nào', en: 'broken off; no log was made' },
  DiskFull: {
    vi: 'đĩa đã đầy (cả quý cần khoảng 5 GB); chưa tạo nhật ký nào',
    en: 'the disk is full (a whole quarter takes some 5 GB); no log was made',
  },
} as const;
