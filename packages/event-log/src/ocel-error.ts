/** Why a file is no OCEL, in both languages. */
export interface OcelReason {
  readonly vi: string;
  readonly en: string;
}

/** A file cannot be read as OCEL 2.0. The message and `vi` are one sentence each that names place and reason. */
export class OcelError extends Error {
  override readonly name = 'OcelError';
  readonly vi: string;

  /** `place`: where, as far as it is known. */
  constructor({ vi, en }: OcelReason, place?: OcelReason) {
    super(place === undefined ? en : `${place.en}: ${en}`);
    this.vi = place === undefined ? vi : `${place.vi}: ${vi}`;
  }
}

export const atLine = (line: number): OcelReason => ({ vi: `dòng ${line}`, en: `line ${line}` });
export const inTable = (table: string): OcelReason => ({ vi: `bảng ${quoted(table)}`, en: `table ${quoted(table)}` });

/** Names come from the file and may be of any length; a message stays readable. */
const quoted = (text: string): string => JSON.stringify(text.slice(0, 100));

export const ocelReasons = {
  notJson: (detail: string) => ({ vi: `không phải JSON: ${detail}`, en: `not JSON: ${detail}` }),
  notText: { vi: 'không phải văn bản UTF-8', en: 'not text in UTF-8' },
  cutOff: { vi: 'tệp bị cắt cụt', en: 'the file is cut off' },
  notOcel: (lacks: string) => ({ vi: `không phải OCEL 2.0: thiếu ${lacks}`, en: `not OCEL 2.0: it has no ${lacks}` }),
  twice: (member: string) => ({ vi: `${quoted(member)} có hai lần`, en: `${quoted(member)} stands there twice` }),
  notAList: (member: string) => ({ vi: `${quoted(member)} không phải danh sách`, en: `${quoted(member)} is no list` }),
  tooLong: (max: number) => ({ vi: `một phần tử dài hơn ${max} byte`, en: `an element is longer than ${max} bytes` }),
  tooLarge: (max: number) => ({ vi: `tệp lớn hơn ${max} byte`, en: `the file is larger than ${max} bytes` }),
  tooDeep: (max: number) => ({ vi: `lồng nhau hơn ${max} mức`, en: `more than ${max} levels inside one another` }),
  tooMany: (what: string, max: number) => ({ vi: `hơn ${max} ${what}`, en: `more than ${max} ${what}` }),
  member: (way: string, detail: string) => ({ vi: `${way}: ${detail}`, en: `${way}: ${detail}` }),
  badTime: (of: string, value: string) => ({
    vi: `${of}: ${quoted(value)} không phải thời điểm có thật`,
    en: `${of}: ${quoted(value)} is not a time that exists`,
  }),
  idTwice: (of: string, id: string) => ({
    vi: `${of} ${quoted(id)} có hai lần`,
    en: `${of} ${quoted(id)} stands there twice`,
  }),
  unknownObject: (of: string, id: string) => ({
    vi: `${of} nói đến đối tượng ${quoted(id)} không có trong tệp`,
    en: `${of} is about the object ${quoted(id)}, which the file does not have`,
  }),
  noCases: (type: string, types: readonly string[]) => ({
    vi: `không có đối tượng loại ${quoted(type)}; các loại có: ${types.map(quoted).join(', ')}`,
    en: `no object of type ${quoted(type)}; there are: ${types.map(quoted).join(', ')}`,
  }),
  notSqlite: (detail: string) => ({ vi: `không đọc được SQLite: ${detail}`, en: `SQLite cannot read it: ${detail}` }),
  notATable: { vi: 'không phải bảng thường', en: 'it is no ordinary table' },
  noTable: { vi: 'không có bảng này', en: 'there is no such table' },
  noColumn: (column: string) => ({ vi: `không có cột ${column}`, en: `it has no column ${column}` }),
} as const satisfies Readonly<Record<string, OcelReason | ((...given: never[]) => OcelReason)>>;
