import { systemWords } from './system-words.ts';
import type { Language } from './usage-words.ts';

/** What a command of ours ended with, in the language of whoever gave it; a sentence that nobody foresaw stays. */
export function errorWords(message: string, language: Language): string {
  if (language === 'en') return message;
  const known = sentences.find(([english]) => english.test(message));
  return systemWords(known ? message.replace(known[0], known[1]) : message);
}

/** Decision: by the form of the sentence, as the parser's. / Because a command says but once what ends it. */
const sentences: readonly (readonly [english: RegExp, vietnamese: string])[] = [
  [
    /^the data folder (.+) cannot be used: there is none\. (.+) makes one, (.+) names another$/s,
    'không có thư mục dữ liệu $1: $2 tạo thư mục, $3 nêu thư mục khác',
  ],
  [/^the data folder (.+) cannot be used: (.+)$/s, 'không dùng được thư mục dữ liệu $1: $2'],
  [/^(.+) cannot be used: (.+)$/s, 'không dùng được $1: $2'],
  [/^(.+) cannot be read: (.+)$/s, 'không đọc được $1: $2'],
  [/^(.+) cannot be written: (.+)$/s, 'không ghi được $1: $2'],
  [/^(.+) cannot be made: (.+)$/s, 'không tạo được $1: $2'],
  [/^(.+) cannot be reached: (.+)$/s, 'không kết nối được tới $1: $2'],
  [/^(.+) was not saved: (.+)$/s, 'không lưu được $1: $2'],
  [/^(.+) is not empty: name a new folder$/s, '$1 không rỗng: hãy nêu một thư mục mới'],
  [/^(.+) is there already: name a new file$/s, '$1 đã có: hãy nêu một tệp mới'],
  [/^(.+) is there already$/s, '$1 đã có'],
  [/^(.+) is not JSON: (.+)$/s, '$1 không phải JSON: $2'],
  [/^(.+) is no JSON$/s, '$1 không phải JSON'],
  [/^(.+) is no object$/s, '$1 không phải một đối tượng JSON'],
  [/^(.+) cannot be read$/s, 'không đọc được $1'],
  [/^(.*) is no whole number$/s, '$1 không phải số nguyên'],
  [/^--as (.*): (role@unit) or (role@unit:id), with a role of (.+)$/s, '--as $1: phải là $2 hoặc $3, vai trò là $4'],
  [/^(.*): neither a dossier's id nor a dossier code$/s, '$1: không phải định danh hay mã hồ sơ'],
  [
    /^(.+): neither a copied ledger, nor a pack, nor evidence lies there$/s,
    '$1: ở đó không có bản sao sổ niêm phong, bộ chứng cứ hay chứng cứ nào',
  ],
  [/^name a dossier, or a file with --batch$/, 'hãy nêu một hồ sơ, hoặc một tệp với --batch'],
  [/^--log <name>: an imported log is one of its own$/, '--log <tên>: nhật ký nhập vào là một nhật ký riêng'],
  [/^the list is not whole: (.+)$/s, 'danh sách không trọn vẹn: $1'],
  [/^(.+): the answer was cut off$/s, '$1: câu trả lời bị cắt ngang'],
  [/^(.+), line (\d+): no (\{.+\})$/s, '$1, dòng $2: không phải $3'],
  [/^(.+) has no log (.+)$/s, '$1 không có nhật ký $2'],
  [
    /^the platform that runs on (.+) works on the log (.+), not on (.+)$/s,
    'nền tảng đang chạy trên $1 làm việc với nhật ký $2, không phải $3',
  ],
  [/^another process holds (.+?)( \(.+\))?$/s, 'một tiến trình khác đang giữ $1$2'],
];
