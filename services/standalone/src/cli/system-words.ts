/** What the system's codes of errors mean to a person, in Vietnamese. */
const meanings: Readonly<Record<string, string>> = {
  EACCES: 'không có quyền truy cập',
  EBUSY: 'đang được nơi khác sử dụng',
  EDQUOT: 'đã hết hạn mức đĩa',
  EEXIST: 'đã có sẵn',
  EFBIG: 'tệp quá lớn',
  EISDIR: 'đây là thư mục, không phải tệp',
  EIO: 'thiết bị đọc, ghi bị lỗi',
  ELOOP: 'liên kết vòng',
  EMFILE: 'mở quá nhiều tệp cùng lúc',
  ENAMETOOLONG: 'tên quá dài',
  ENOENT: 'không có tệp hoặc thư mục này',
  ENOSPC: 'đĩa đã đầy',
  ENOTDIR: 'một phần của đường dẫn không phải thư mục',
  ENOTEMPTY: 'thư mục không trống',
  EPERM: 'thao tác không được phép',
  EROFS: 'hệ thống tệp chỉ cho đọc',
  ETXTBSY: 'tệp đang được chạy',
  EXDEV: 'nằm trên hai ổ đĩa khác nhau',
  EADDRINUSE: 'địa chỉ đã có chương trình khác dùng',
  EAI_AGAIN: 'không tra được tên máy',
  ECONNREFUSED: 'kết nối bị từ chối',
  ECONNRESET: 'kết nối bị ngắt',
  EHOSTUNREACH: 'không tới được máy này',
  ENETUNREACH: 'không tới được mạng này',
  ENOTFOUND: 'không có máy mang tên này',
  EPIPE: 'đầu nhận đã đóng',
  ETIMEDOUT: 'quá thời gian chờ',
};

/** As Node writes it: a code, what it means in English, what was done, and to what. */
const ofFile = /\b(E[A-Z]{2,14}): [^,\n]+(?:, [a-z]+(?: '([^'\n]*)')?(?: -> '[^'\n]*')?)?/g;
const ofNetwork = /\b(?:connect|getaddrinfo|listen|read|write) (E[A-Z_]{2,14})\b/g;

/**
 * A message with the system's own reasons in Vietnamese, by their codes, which stay beside them. The file is named
 * where nothing else in the message names it.
 */
export function systemWords(message: string): string {
  return message
    .replace(ofFile, (whole: string, code: string, path: string | undefined) => {
      const meaning = meanings[code];
      if (meaning === undefined) return whole;
      const isNamed = path === undefined || message.replace(whole, '').includes(path);
      return `${isNamed ? '' : `${path}: `}${meaning} (${code})`;
    })
    .replace(ofNetwork, (whole: string, code: string) => {
      const meaning = meanings[code];
      return meaning === undefined ? whole : `${meaning} (${code})`;
    });
}
