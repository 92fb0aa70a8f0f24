import { z } from 'zod';
import { form } from './field-forms.ts';

/** What the digits of a serial weigh (UPU S10). */
const weights = [8, 6, 4, 2, 3, 5, 9, 7];
const pattern = /^[A-Z]{2}(\d{8})(\d)[A-Z]{2}$/;

/** Number of a postal item by UPU S10: service, serial, check digit, country. */
export const ItemNumber = z
  .string()
  .regex(pattern, form('ItemNumberForm'))
  .refine(isChecked, form('ItemNumberForm'))
  .meta({
    id: 'ItemNumber',
    description: 'A postal item by UPU S10: two letters, eight digits, their check digit, the country',
    examples: ['RR123456785VN'],
  });
export type ItemNumber = z.infer<typeof ItemNumber>;

function isChecked(item: string): boolean {
  const [, serial = '', check] = pattern.exec(item) ?? [];
  return check === checkDigitOf(serial);
}

/** The check digit of eight digits: 11 less the weighted sum modulo 11, where 10 is written 0 and 11 is written 5. */
export function checkDigitOf(serial: string): string {
  const sum = weights.reduce((before, weight, index) => before + weight * Number(serial[index]), 0);
  const digit = 11 - (sum % 11);
  if (digit === 10) return '0';
  return digit === 11 ? '5' : String(digit);
}

/** The number of a serial: with its check digit, of this country. */
export function itemNumberOf(service: string, serial: number): ItemNumber {
  const digits = String(serial).padStart(8, '0');
  return `${service}${digits}${checkDigitOf(digits)}VN`;
}

/** Service and serial of a number, whichever its country. */
export function itemSerialOf(item: ItemNumber): { readonly service: string; readonly serial: number } {
  return { service: item.slice(0, 2), serial: Number(item.slice(2, 10)) };
}
