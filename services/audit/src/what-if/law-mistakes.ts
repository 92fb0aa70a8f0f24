/** What may be wrong with a rule file of the law, in both languages; `$1` is what the English sentence names. */
const sentences: readonly (readonly [english: RegExp, vietnamese: string])[] = [
  // Of the files of the law themselves (`@hoso/rules`).
  [/^is unknown here$/, 'không có trường này'],
  [/^is no template; the templates are (.+)$/s, 'không phải mẫu quy tắc; các mẫu là $1'],
  [/^is used by another rule$/, 'quy tắc khác đã dùng mã này'],
  [/^is not a rule of the catalogue, as (.+)$/, 'không phải mã quy tắc của danh mục, như $1'],
  [/^is not the name of an event$/, 'không phải tên loại sự kiện'],
  [/^is not a field, as (.+)$/, 'không phải tên trường, như $1'],
  [/^is not lower-case words with hyphens$/, 'phải là chữ thường không dấu, nối bằng dấu gạch ngang'],
  [/^\{(.+)\} is no fact of (.+); they are (.+)$/s, '{$1} không phải dữ kiện của $2; các dữ kiện là $3'],
  [/^(\S+) is no rule of this set$/, '$1 không phải quy tắc của bộ này'],
  [/^has no group (.+)$/, 'thiếu nhóm $1'],
  [/^is no regular expression$/, 'không phải biểu thức chính quy'],
  [/^Invalid regular expression: (.+)$/s, 'biểu thức chính quy sai: $1'],
  [/^is nested too deeply$/, 'lồng nhau quá sâu'],
  [/^(.+) is nothing that (.+) says$/, '$2 không quy định $1'],
  [/^the versions of (.+) say different things of (.+)$/, 'các phiên bản của $1 quy định $2 khác nhau'],
  // Of the schema's library, as of the version that is installed.
  [/^Invalid input: expected .+, received undefined$/, 'thiếu trường bắt buộc'],
  [/^Invalid input: expected int, received (.+)$/, 'phải là số nguyên'],
  [/^Invalid input: expected (?:number|nan), received (.+)$/, 'phải là số'],
  [/^Invalid input: expected string, received (.+)$/, 'phải là chữ'],
  [/^Invalid input: expected boolean, received (.+)$/, 'phải là đúng hoặc sai (true, false)'],
  [/^Invalid input: expected array, received (.+)$/, 'phải là danh sách'],
  [/^Invalid input: expected (?:object|record), received (.+)$/, 'phải là đối tượng JSON'],
  [/^Invalid (?:input|option): expected (?:one of )?(.+)$/s, 'phải là $1'],
  [/^Invalid input$/, 'không khớp dạng nào được phép'],
  [/^Too small: expected (?:array|set) to have >=(\d+) items?$/, 'phải có ít nhất $1 mục'],
  [/^Too big: expected (?:array|set) to have <=(\d+) items?$/, 'chỉ được có nhiều nhất $1 mục'],
  [/^Too small: expected string to have >=(\d+) characters?$/, 'phải có ít nhất $1 ký tự'],
  [/^Too big: expected string to have <=(\d+) characters?$/, 'chỉ được có nhiều nhất $1 ký tự'],
  [/^Too small: expected .+ to be >(=?)(\S+)$/, 'phải lớn hơn$1 $2'],
  [/^Too big: expected .+ to be <(=?)(\S+)$/, 'phải nhỏ hơn$1 $2'],
  [/^Invalid ISO date$/, 'phải là ngày, dạng 2022-03-15'],
  [/^Invalid ISO duration$/, 'phải là khoảng thời gian, dạng P3D'],
  [/^Invalid number: must be a multiple of (.+)$/, 'phải là bội số của $1'],
  [/^Invalid string: must match pattern (.+)$/s, 'phải theo mẫu $1'],
  [/^Unrecognized keys?: (.+)$/s, 'không có trường $1'],
];

/**
 * A mistake of a rule file in Vietnamese. One that nobody has put into words yet is told in English, as it came.
 *
 * Decision: translated by its sentence. / Because the law is the release's own data, whose reader speaks English to who
 * edits it, and only here somebody else sends such a file. / Instead of both languages in the reader of the law.
 */
export function mistakeInVietnamese(reason: string): string {
  for (const [english, vietnamese] of sentences) {
    if (english.test(reason)) return reason.replace(english, vietnamese).replace('hơn=', 'hơn hoặc bằng');
  }
  return `không hợp lệ (${reason})`;
}
