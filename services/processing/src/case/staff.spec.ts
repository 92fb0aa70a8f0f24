import { instantOf } from '@hoso/event-sourcing';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { localDay } from './staff.ts';

const instants = fc.date({ min: new Date('1976-01-01'), max: new Date('2100-01-01'), noInvalidDate: true });

describe('The local day of an instant', () => {
  it('is the one that the time zone database gives', () =>
    fc.assert(
      fc.property(instants, (date) => {
        const at = instantOf(date.getTime());
        const zoned = Temporal.Instant.from(at).toZonedDateTimeISO('Asia/Ho_Chi_Minh');
        expect(localDay(at)).toBe(zoned.toPlainDate().toString());
      }),
    ));
});
