/** Why a net cannot be read, in both languages. */
export interface PnmlReason {
  readonly vi: string;
  readonly en: string;
}

/** A text is no net that can be replayed. The message and `vi` are one sentence each that names place and reason. */
export class PnmlError extends Error {
  override readonly name = 'PnmlError';
  readonly vi: string;

  constructor({ vi, en }: PnmlReason, line?: number, column = 0) {
    super(line === undefined ? en : `line ${line}, column ${column}: ${en}`);
    this.vi = line === undefined ? vi : `dòng ${line}, cột ${column}: ${vi}`;
  }
}

/** Names come from the file and may be of any length; a message stays readable. */
const quoted = (text: string): string => JSON.stringify(text.slice(0, 100));

/** What the XML library says in English is quoted as it is. */
export const pnmlReasons = {
  notXml: (detail: string) => ({
    vi: `không phải XML đúng cú pháp (bộ đọc XML báo: “${detail}”)`,
    en: `not XML: ${detail}`,
  }),
  entities: { vi: 'tài liệu tự khai báo DTD hoặc entity', en: 'the document declares a DTD or entities of its own' },
  tooLong: (max: number) => ({ vi: `dài hơn ${max} ký tự`, en: `longer than ${max} characters` }),
  tooMany: (what: string, max: number) => ({ vi: `hơn ${max} <${what}>`, en: `more than ${max} <${what}>` }),
  nesting: (max: number) => ({
    vi: `hơn ${max} phần tử lồng nhau`,
    en: `more than ${max} elements inside one another`,
  }),
  root: (name: string) => ({
    vi: `không phải PNML: phần tử gốc là <${name.slice(0, 100)}>, không phải <pnml>`,
    en: `not PNML: the root element is <${name.slice(0, 100)}>, not <pnml>`,
  }),
  namespace: (uri: string) => ({
    vi: `không phải không gian tên của PNML: ${quoted(uri)}`,
    en: `not the namespace of PNML: ${quoted(uri)}`,
  }),
  netType: (type: string) => ({
    vi: `chỉ đọc được mạng vị trí/chuyển tiếp, không phải ${quoted(type)}`,
    en: `only place/transition nets can be read, not ${quoted(type)}`,
  }),
  nets: (count: number) => ({ vi: `có ${count} <net>, cần đúng một`, en: `it holds ${count} <net>, one is needed` }),
  noId: (name: string) => ({ vi: `<${name}> không có id`, en: `<${name}> has no id` }),
  idRepeated: (id: string) => ({ vi: `id ${quoted(id)} dùng hai lần`, en: `the id ${quoted(id)} is used twice` }),
  notSupported: (name: string) => ({ vi: `không đọc được <${name}>`, en: `<${name}> cannot be read` }),
  arcType: (type: string) => ({
    vi: `cung loại ${quoted(type)} không đọc được`,
    en: `arcs of the type ${quoted(type)} cannot be read`,
  }),
  arcEnd: (arc: string, id: string) => ({
    vi: `cung ${quoted(arc)} chỉ đến ${quoted(id)}, không có trong mạng`,
    en: `the arc ${quoted(arc)} names ${quoted(id)}, which is not in the net`,
  }),
  arcEnds: (arc: string) => ({
    vi: `cung ${quoted(arc)} phải nối một vị trí với một chuyển tiếp`,
    en: `the arc ${quoted(arc)} must join a place and a transition`,
  }),
  number: (what: string, text: string, max: number) => ({
    vi: `${what} là ${quoted(text)}, phải là số nguyên đến ${max}`,
    en: `${what} is ${quoted(text)}, which is not a whole number up to ${max}`,
  }),
  weight: (arc: string) => ({
    vi: `cung ${quoted(arc)} có trọng số 0`,
    en: `the arc ${quoted(arc)} has the weight 0`,
  }),
  silent: (id: string) => ({
    vi: `chuyển tiếp ${quoted(id)} không có tên (im lặng): không tái hiện được mạng có chuyển tiếp im lặng`,
    en: `the transition ${quoted(id)} has no name (it is silent): nets with silent transitions are not replayed`,
  }),
  markings: (count: number) => ({
    vi: `có ${count} trạng thái cuối, cần đúng một`,
    en: `it holds ${count} final markings, one is needed`,
  }),
  noPlace: (id: string) => ({
    vi: `trạng thái cuối nói đến ${quoted(id)}, không phải vị trí của mạng`,
    en: `the final marking names ${quoted(id)}, which is no place of the net`,
  }),
  noStart: {
    vi: 'không có thẻ ban đầu nào, và không có đúng một vị trí mở đầu',
    en: 'no place holds a token at first, and there is not exactly one place that nothing leads to',
  },
  noEnd: {
    vi: 'không có trạng thái cuối, và không có đúng một vị trí kết thúc',
    en: 'there is no final marking, and not exactly one place that leads nowhere',
  },
} as const satisfies Readonly<Record<string, PnmlReason | ((...given: never[]) => PnmlReason)>>;
