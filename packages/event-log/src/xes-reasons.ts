/** Why a file cannot be read, in both languages. */
export interface XesReason {
  readonly vi: string;
  readonly en: string;
}

/** What the XML library says in English is quoted as it is. */
export const xesReasons = {
  cutOff: { vi: 'tệp bị cắt cụt: kết thúc trước </log>', en: 'the file is cut off: it ends before </log>' },
  empty: (detail: string) => ({ vi: `tệp trống (bộ đọc XML báo: “${detail}”)`, en: `the file is empty: ${detail}` }),
  notXml: (detail: string) => ({
    vi: `không phải XML đúng cú pháp (bộ đọc XML báo: “${detail}”)`,
    en: `not XML: ${detail}`,
  }),
  gzipCutOff: { vi: 'tệp gzip bị cắt cụt', en: 'the gzip file is cut off' },
  gzipDamaged: { vi: 'tệp gzip bị hỏng', en: 'the gzip file is damaged' },
  notText: (encoding: string) => ({
    vi: `không phải văn bản: có byte không thuộc ${encoding}`,
    en: `not text: there are bytes that are not ${encoding}`,
  }),
  encodingUnknown: (encoding: string) => ({
    vi: `không biết bảng mã ${JSON.stringify(encoding)}`,
    en: `the encoding ${JSON.stringify(encoding)} is not known`,
  }),
  entities: { vi: 'tài liệu tự khai báo entity', en: 'the document declares entities of its own' },
  nesting: (max: number) => ({
    vi: `hơn ${max} phần tử lồng nhau`,
    en: `more than ${max} elements inside one another`,
  }),
  textTooLong: (max: number) => ({
    vi: `hơn ${max} ký tự trong một thẻ hoặc giữa hai thẻ`,
    en: `more than ${max} characters inside one tag or between two`,
  }),
  traceTooLong: (number: number, max: number) => ({
    vi: `vụ thứ ${number} dài hơn ${max} ký tự`,
    en: `trace number ${number} is longer than ${max} characters`,
  }),
  rootIsNotLog: (name: string) => ({
    vi: `không phải XES: phần tử gốc là <${name}>, không phải <log>`,
    en: `not XES: the root element is <${name}>, not <log>`,
  }),
  eventOutside: { vi: '<event> đứng ngoài mọi <trace>', en: 'an <event> stands outside of any <trace>' },
  stranger: (name: string) => ({
    vi: `không phải XES: <${name}> đứng ở chỗ của các vụ`,
    en: `not XES: <${name}> stands where traces should`,
  }),
  standsInside: (name: string, parent: string) => ({
    vi: `<${name}> đứng trong <${parent}> chưa đóng`,
    en: `a <${name}> stands inside an open <${parent}>`,
  }),
  noKey: (name: string) => ({ vi: `<${name}> không có key`, en: `<${name}> has no key` }),
  lacks: (key: string) => ({ vi: `không có ${key}`, en: `no ${key}` }),
  badDate: (key: string, value: string) => ({
    vi: `${JSON.stringify(key)} là ${JSON.stringify(value.slice(0, 100))}, không phải ngày có thật`,
    en: `${JSON.stringify(key)} is ${JSON.stringify(value.slice(0, 100))}, which is not a date that exists`,
  }),
} as const satisfies Readonly<Record<string, XesReason | ((...given: never[]) => XesReason)>>;
