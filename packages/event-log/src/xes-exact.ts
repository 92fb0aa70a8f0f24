import { z } from 'zod';
import { ATTRIBUTE_TYPES, type XesAttribute } from './xes-trace.ts';

/**
 * XES (IEEE 1849) cannot say everything that logs hold: a key with a blank, a number that is none, a character that
 * XML has not. Then the nearest thing that it can say is written, and inside it, first, an attribute of this key that
 * says as JSON what it is exactly.
 */
export const EXACT_KEY = 'hoso:exact';

/** What differs. `added`: the attribute is the writer's own, and tells the name that a trace without one was given. */
const Exact = z.strictObject({
  key: z.string().optional(),
  type: z.enum(ATTRIBUTE_TYPES).optional(),
  value: z.string().optional(),
  added: z.literal(true).optional(),
});
export type Exact = z.infer<typeof Exact>;

/** JSON that XML can hold: what it has no character for is escaped. */
export const textOfExact = (exact: Exact): string =>
  JSON.stringify(exact).replace(/[\ufffe\uffff]/g, (character) => `\\u${character.charCodeAt(0).toString(16)}`);

/** What a mark says; nothing where it only looks like one. */
export const exactOf = ({ key, value, children }: XesAttribute): Exact | undefined => {
  if (key !== EXACT_KEY || children !== undefined) return undefined;
  try {
    return Exact.safeParse(JSON.parse(value)).data;
  } catch {
    return undefined;
  }
};
