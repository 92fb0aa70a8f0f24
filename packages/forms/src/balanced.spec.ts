import { describe, expect, it } from '@jest/globals';
import { balanced } from './balanced.ts';

const lines = (text: string, width: number) => balanced(text, width, ({ length }) => length);

describe('A title', () => {
  it('stays in one line that holds it', () => expect(lines('SỔ THEO DÕI HỒ SƠ', 17)).toEqual(['SỔ THEO DÕI HỒ SƠ']));

  it.each([
    ['PHIẾU TỪ CHỐI TIẾP NHẬN, GIẢI QUYẾT HỒ SƠ', 'PHIẾU TỪ CHỐI TIẾP NHẬN,', 'GIẢI QUYẾT HỒ SƠ'],
    ['PHIẾU KIỂM SOÁT QUÁ TRÌNH GIẢI QUYẾT HỒ SƠ', 'PHIẾU KIỂM SOÁT QUÁ TRÌNH', 'GIẢI QUYẾT HỒ SƠ'],
    ['PHIẾU XIN LỖI VÀ HẸN LẠI NGÀY TRẢ KẾT QUẢ', 'PHIẾU XIN LỖI VÀ', 'HẸN LẠI NGÀY TRẢ KẾT QUẢ'],
    ['TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG PHƯỜNG HẠ LONG', 'TRUNG TÂM PHỤC VỤ HÀNH CHÍNH', 'CÔNG PHƯỜNG HẠ LONG'],
  ])('is broken between words, never within one: %s', (title, first, second) =>
    expect(lines(title, 30)).toEqual([first, second]),
  );

  it('that is one word stays whole', () => expect(lines('x'.repeat(60), 30)).toEqual(['x'.repeat(60)]));
});
