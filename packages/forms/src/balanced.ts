/**
 * Broken into two lines as equal as can be, where one does not hold it; `widthOf` measures a line. Vietnamese writes
 * the syllables of a word apart: a line does not end within one of those that titles and units are made of.
 */
export function balanced(text: string, width: number, widthOf: (text: string) => number): readonly string[] {
  if (widthOf(text) <= width) return [text];
  const words = text.split(' ');
  const broken = words.slice(1).flatMap((next, index) => {
    if (compounds.has(`${words[index]} ${next.replace(/,$/, '')}`.toLocaleLowerCase('vi'))) return [];
    const lines = [words.slice(0, index + 1).join(' '), words.slice(index + 1).join(' ')];
    return [{ lines, widest: Math.max(...lines.map((line) => widthOf(line))) }];
  });
  const [best] = broken.sort((one, other) => one.widest - other.widest);
  return best?.lines ?? [text];
}

const compounds: ReadonlySet<string> = new Set([
  ...['tiếp nhận', 'giải quyết', 'hồ sơ', 'kết quả', 'bổ sung', 'hoàn thiện', 'từ chối', 'xin lỗi', 'hẹn lại'],
  ...['gia hạn', 'đề nghị', 'kiểm soát', 'quá trình', 'theo dõi', 'giao nhận', 'biên bản', 'thông báo', 'xử lý'],
  ...['trung tâm', 'phục vụ', 'hành chính', 'văn phòng', 'bộ phận', 'một cửa', 'thành phố', 'quảng ninh', 'hạ long'],
  ...['móng cái', 'uông bí', 'cô tô', 'bưu điện', 'công chức', 'tư pháp', 'hộ tịch', 'tài chính', 'môi trường'],
  ...['nông nghiệp', 'kinh tế', 'hạ tầng', 'đô thị', 'đặc khu', 'ủy ban', 'nhân dân', 'công an', 'thanh tra'],
]);
