import { SaidError } from '../said-error.ts';

/** Why a backup or a restore was not made; the code is contract. */
export type BackupErrorCode = keyof typeof sentences;

/** What a person has to mend. `at`: the folder or file that it is about. */
export class BackupError extends SaidError<BackupErrorCode> {
  override readonly name = 'BackupError';

  constructor(code: BackupErrorCode, at: string, options?: ErrorOptions) {
    super(sentences, code, at, options);
  }
}

const sentences = {
  FolderNotEmpty: {
    vi: 'thư mục không trống: hãy chọn một thư mục mới hoặc trống',
    en: 'the folder is not empty: name a new or an empty one',
  },
  FoldersOverlap: {
    vi: 'thư mục này nằm trong thư mục kia, hoặc trùng nhau: dữ liệu, bản sao lưu và khóa phải để riêng',
    en: 'one of the folders lies within another, or is the same: data, backup and keys are kept apart',
  },
  NotABackup: {
    vi: 'không có bản sao lưu trọn vẹn ở đây: thiếu manifest.json, được ghi sau cùng (bị cắt ngang, hoặc sai thư mục)',
    en: 'no whole backup is here: manifest.json, written last, is missing (it was cut off, or the folder is wrong)',
  },
  ManifestDamaged: { vi: 'bản kê bị hỏng', en: 'the manifest is damaged' },
  NewerBackup: {
    vi: 'bản sao lưu do phiên bản mới hơn tạo ra: hãy khôi phục bằng phiên bản đó',
    en: 'a newer version made this backup: restore it with that one',
  },
  NoDataInBackup: {
    vi: 'thư mục này chỉ có khóa: hãy chỉ ra thư mục của dữ liệu, và dùng --keys cho thư mục này',
    en: 'this folder holds keys only: name the folder of the data, and give this one as --keys',
  },
  NoKeysInBackup: {
    vi: 'thư mục này không có khóa: --keys phải là thư mục khóa của lần sao lưu ấy',
    en: 'this folder holds no keys: --keys is the folder that the keys of this backup were put into',
  },
  KeysNotGiven: {
    vi: 'cần khóa để mở dữ liệu cá nhân: --keys <thư mục>, hoặc --without-keys để khôi phục không có khóa',
    en: 'personal data opens with keys only: --keys <folder>, or --without-keys to restore without them',
  },
  KeysOfAnotherBackup: {
    vi: 'các khóa này thuộc một lần sao lưu khác',
    en: 'these keys belong to another backup',
  },
  FileDamaged: {
    vi: 'tệp bị thiếu hoặc bị hỏng: kích thước hay SHA-256 không đúng như bản kê; chưa ghi gì cả',
    en: 'the file is missing or damaged: its size or SHA-256 is not what the manifest says; nothing was restored',
  },
  LogUnreadable: {
    vi: 'nhật ký không đọc được: hãy sửa hoặc dời nó đi rồi sao lưu lại',
    en: 'the log cannot be read: mend it or move it away, and back up again',
  },
  LedgerUnreadable: {
    vi: 'sổ niêm phong không đọc được: hãy sửa hoặc dời nó đi rồi sao lưu lại',
    en: 'the ledger cannot be read: mend it or move it away, and back up again',
  },
  UploadDamaged: {
    vi: 'tệp đã tải lên bị hỏng: nội dung không khớp tên (SHA-256) của nó',
    en: 'an uploaded file is damaged: its content does not match its name, which is its SHA-256',
  },
  KeysMissing: {
    vi: 'thiếu tệp khóa này: hãy đặt nó lại, hoặc sao lưu không có --keys',
    en: 'this file of the keys is missing: put it back, or back up without --keys',
  },
  KeysUnreadable: { vi: 'không đọc được khóa', en: 'the keys cannot be read' },
  NoLogs: {
    vi: 'ở đây không có nhật ký nào; nếu nhật ký nằm trên máy chủ, hãy đặt EVENT_STORE_URL',
    en: 'there is no log here; where servers hold it, set EVENT_STORE_URL',
  },
  LogNotInBackup: {
    vi: 'bản sao lưu không có nhật ký này: hãy đặt LOG bằng tên một nhật ký có trong manifest.json',
    en: 'the backup has no such log: set LOG to one that its manifest.json names',
  },
  LogThere: {
    vi: 'đã có nhật ký này: chỉ khôi phục vào nơi chưa có; hãy chọn cơ sở dữ liệu khác, hoặc LOG khác',
    en: 'this log is there already, and one is restored only where there is none: name another database',
  },
  KeyThere: {
    vi: 'đã có một khóa khác ở đây: hãy dời nó đi, hoặc chọn chỗ khác',
    en: 'another key is here: move it away, or name another place',
  },
  CannotBeReplaced: {
    vi: 'không thể đặt thư mục dữ liệu vào chỗ này (có phải là điểm gắn kết?): hãy chọn một thư mục mới bên trong',
    en: 'the data folder cannot be put in this place (is it a mount?): name a new folder within it',
  },
} as const;
