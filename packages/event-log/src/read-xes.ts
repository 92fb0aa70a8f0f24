import { TraceParser } from './trace-parser.ts';
import { XesError } from './xes-error.ts';
import { XES_LIMITS, type XesLimits } from './xes-limits.ts';
import { textOfXes } from './xes-text.ts';
import type { XesTrace } from './xes-trace.ts';

export interface ReadXesOptions {
  /** Limits to differ from `XES_LIMITS`. */
  readonly limits?: Partial<XesLimits>;
  /** Told after each chunk how many bytes of the input, packed as they are, have been read. */
  readonly onProgress?: (bytes: number) => void;
}

/**
 * The traces of an XES file (IEEE 1849, and the dialects around it), plain or gzip, one after the other in file order.
 * Memory holds one trace and the piece of the file being read.
 *
 * Throws `XesError` at the first fault, after all traces that are complete before it; what the input throws passes as
 * it is. A caller that must not keep half a file therefore reads it to the end before it keeps anything.
 */
export const readXes = async function* (
  input: AsyncIterable<Uint8Array>,
  options: ReadXesOptions = {},
): AsyncGenerator<XesTrace, void, undefined> {
  const parser = new TraceParser({ ...XES_LIMITS, ...options.limits });
  const text = textOfXes(input, options.onProgress ?? (() => undefined));
  try {
    for await (const piece of text) {
      const failure = failureOf(() => parser.write(piece));
      yield* parser.take();
      if (failure !== undefined) throw failure.error;
    }
    parser.close();
  } catch (error) {
    throw isPlaceless(error) ? parser.fault(error.code, error.reason) : error;
  }
};

const failureOf = (work: () => void): { readonly error: unknown } | undefined => {
  try {
    work();
    return undefined;
  } catch (error) {
    return { error };
  }
};

/** Gzip and encoding break below the lines: the place is how far the text before the break went. */
const isPlaceless = (error: unknown): error is XesError => error instanceof XesError && error.place.line === undefined;
