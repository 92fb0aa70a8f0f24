import type { CommanderError } from 'commander';

export type Language = 'vi' | 'en';

/** The language of whoever asks, before the words of the command are understood. */
export function languageOf(words: readonly string[], usual: Language): Language {
  const at = words.lastIndexOf('--lang');
  const asked = at === -1 ? words.findLast((word) => word.startsWith('--lang='))?.slice(7) : words[at + 1];
  return asked === 'vi' || asked === 'en' ? asked : usual;
}

/** What is wrong with the words of a command, in the language of whoever gave them. */
export function usageWords({ message }: Pick<CommanderError, 'message'>, language: Language): string {
  const said = message.replace(/^error: /, '');
  return language === 'en' ? said : said.split('\n').map(inVietnamese).join('\n');
}

/** A sentence of the parser's or of ours about an argument; one that nobody foresaw stays as it is. */
function inVietnamese(sentence: string): string {
  const [, subject, reason] = /^(.* is invalid(?: for argument '.+')?)\. (.+)$/.exec(sentence) ?? [];
  if (subject !== undefined && reason !== undefined) return `${inVietnamese(subject)}: ${inVietnamese(reason)}`;
  const known = sentences.find(([english]) => english.test(sentence));
  return known ? sentence.replace(known[0], known[1]) : sentence;
}

/** Decision: by the form of the sentence. / Because the parser has no other way to say it in another language. */
const sentences: readonly (readonly [english: RegExp, vietnamese: string])[] = [
  [/^missing required argument '(.+)'$/, "thiếu đối số '$1'"],
  [/^option '(.+)' argument missing$/, "tùy chọn '$1' thiếu giá trị"],
  [/^required option '(.+)' not specified$/, "thiếu tùy chọn bắt buộc '$1'"],
  [/^option '(.+)' cannot be used with option '(.+)'$/, "tùy chọn '$1' không dùng được cùng với '$2'"],
  [/^unknown option '(.+)'$/, "không có tùy chọn '$1'"],
  [/^unknown command '(.+)'$/, "không có lệnh '$1'"],
  [/^\(Did you mean (?:one of )?(.+)\?\)$/, '(Có phải bạn muốn: $1?)'],
  [
    /^too many arguments(?: for '(.+)')?\. Expected (\d+) arguments? but got (\d+): (.+)\.$/,
    'thừa đối số: cần $2, nhận được $3: $4',
  ],
  [/^option '(.+)' argument '(.*)' is invalid$/, "tùy chọn '$1' không nhận giá trị '$2'"],
  [/^command-argument value '(.*)' is invalid for argument '(.+)'$/, "đối số '$2' không nhận giá trị '$1'"],
  [/^Allowed choices are (.+)\.$/, 'chỉ nhận một trong: $1'],
  [/^a whole number$/, 'phải là một số nguyên'],
  [/^(.*): not the position of an event, e\.g\. (.+)$/, '$1: không phải số thứ tự của sự kiện, ví dụ $2'],
  [/^yes or no$/, 'phải là yes (có) hoặc no (không)'],
  [/^A number of seconds, up to (\d+)\.$/, 'phải là số giây, nhiều nhất $1'],
  [/^seconds from 1 to (\d+)$/, 'phải là số giây từ 1 đến $1'],
  [
    /^(.*): not a date or instant that exists, e\.g\. (.+) or (.+)$/,
    '$1: không phải ngày hay thời điểm có thật, ví dụ $2 hoặc $3',
  ],
];
