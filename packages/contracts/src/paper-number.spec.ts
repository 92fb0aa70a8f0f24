import { describe, expect, it } from '@jest/globals';
import { PaperNumber } from './scalars.ts';

describe('The number of a paper', () => {
  it.each(['BL-0361', '12/QĐ-UBND', '12/QĐ-TTr', '766/QĐ-TTg', '45/TTr-UBND', '7/CTr-TU', '3/QyĐ-SNV', '8f3a9c'])(
    'may be %s',
    (number) => expect(PaperNumber.safeParse(number).success).toBe(true),
  );

  it.each(['Nguyễn Thị Hoa', '12/Hoa', '12/QĐ-Hoa', '12 QĐ', 'TTr', 'QĐ-UBND', ''])(
    'is none that somebody is called by, or that has no number: %s',
    (number) => expect(PaperNumber.safeParse(number).success).toBe(false),
  );
});
