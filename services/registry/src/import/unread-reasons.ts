interface Reason {
  readonly vi: string;
  readonly en: string;
}

/** Why something in a row was not taken as it stands, and what was done instead. */
export const unreadReasons = {
  lineTooLong: { vi: 'Dòng quá dài, bỏ qua', en: 'The line is too long: left out' },
  notJson: { vi: 'Dòng không phải JSON, bỏ qua', en: 'The line is no JSON: left out' },
  notARow: { vi: 'Dòng không phải một đối tượng, bỏ qua', en: 'The line is no object: left out' },
  codeUnknown: {
    vi: 'Không có mã thủ tục dạng 1.001193, bỏ qua',
    en: 'No code of a procedure, such as 1.001193: left out',
  },
  codeRepeated: {
    vi: 'Mã thủ tục đã có ở dòng trước, bỏ qua dòng này',
    en: 'An earlier line has this code: this one is left out',
  },
  nameMissing: { vi: 'Không có tên thủ tục, bỏ qua', en: 'The procedure has no name: left out' },
  noLevel: {
    vi: 'Không có cấp nào của tỉnh (tỉnh, huyện, xã), bỏ qua',
    en: 'None of the levels of a province (province, district, commune): left out',
  },
  levelUnknown: { vi: 'Không phải cấp của tỉnh, bỏ cấp này', en: 'Not a level of a province: this level is left out' },
  textCut: { vi: 'Quá dài, đã cắt', en: 'Too long: cut' },
  listCut: { vi: 'Quá nhiều mục, chỉ lấy các mục đầu', en: 'Too many items: the first ones are taken' },
  notAList: { vi: 'Không phải danh sách, bỏ phần này', en: 'Not a list: this part is left out' },
  addressUnknown: { vi: 'Không phải địa chỉ web, bỏ phần này', en: 'Not a web address: left out' },
  itemUnnamed: { vi: 'Giấy tờ không có tên, bỏ qua', en: 'A document without a name: left out' },
  channelUnknown: { vi: 'Kênh không được biết đến, bỏ qua', en: 'Not a channel that is known: left out' },
  termUnitMissing: {
    vi: 'Thời hạn không có đơn vị: giữ như nguồn ghi, không tính hạn, trừ khi phiên bản trước đã nêu đơn vị',
    en: 'The term has no unit: kept so, and no due date computed, unless the version before states one',
  },
  termUnitUnknown: {
    vi: 'Đơn vị thời hạn không được biết đến: coi như không có đơn vị',
    en: 'Not a unit that is known: kept as a term without a unit',
  },
  amountUnknown: {
    vi: 'Thời hạn không phải số nguyên từ 1 đến 3650: coi như không nêu',
    en: 'The term is no whole number from 1 to 3650: kept as one that is not stated',
  },
  termsDiffer: {
    vi: 'Nhiều thời hạn khác nhau cho cùng một kênh: không biết cái nào áp dụng, coi như không nêu',
    en: 'Several terms for one channel: which applies is not known, so it is kept as not stated',
  },
  effectiveTooEarly: {
    vi: 'Đã có phiên bản có hiệu lực muộn hơn ngày này, bỏ qua',
    en: 'A version takes effect later than this date already: left out',
  },
} as const satisfies Readonly<Record<string, Reason>>;

export type UnreadReason = keyof typeof unreadReasons;
