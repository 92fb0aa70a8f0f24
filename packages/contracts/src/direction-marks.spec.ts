import { describe, expect, it } from '@jest/globals';
import { refuseDirectionMarks } from './direction-marks.ts';
import { invalidFieldsOf } from './invalid-fields.ts';
import { z } from 'zod';

const faultsOf = (content: object) => {
  try {
    refuseDirectionMarks(content);
    return [];
  } catch (error) {
    return error instanceof z.ZodError ? invalidFieldsOf(error) : error;
  }
};

describe('Marks of direction', () => {
  it.each(['\u202a', '\u202e', '\u2066', '\u2069'])('such as %j are refused by the name of their field', (mark) =>
    expect(faultsOf({ applicant: { name: `Hoa${mark}` }, items: ['Ảnh', mark] })).toEqual([
      expect.objectContaining({ field: 'applicant.name', code: 'TextDirection', vi: expect.stringMatching(/hướng/) }),
      expect.objectContaining({ field: 'items.1', code: 'TextDirection', en: expect.stringMatching(/direction/) }),
    ]),
  );

  it('are nothing that a language needs', () =>
    expect(faultsOf({ name: 'Hoà \u05d0\u05d1 \u0639\u0631 e\u0301 \u200d', count: 3, none: undefined })).toEqual([]));
});
