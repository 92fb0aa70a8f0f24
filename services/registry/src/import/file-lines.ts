/** A file that cannot be read to its end. */
export class FileBroken extends Error {
  override readonly name = 'FileBroken';

  constructor(
    readonly vi: string,
    readonly en: string,
    options?: ErrorOptions,
  ) {
    super(en, options);
  }
}

/** A line of a file; without its text where it is longer than one may be. */
export interface FileLine {
  /** From 1. */
  readonly number: number;
  readonly text: string | undefined;
}

/** A row of the national portal has at most 10,000 characters. */
export const lineCharsMax = 262_144;

/**
 * The lines of a text in UTF-8, plain or gzip, that are not blank, or with `blanks` all that end or hold anything. A
 * byte order mark is no part of the first. Memory holds one line and the piece of the file being read. Throws
 * `FileBroken`; what the file itself throws passes as it is.
 */
export async function* linesOf(
  file: AsyncIterable<Uint8Array>,
  { blanks = false }: { readonly blanks?: boolean } = {},
): AsyncGenerator<FileLine, void, undefined> {
  let number = 0;
  let rest = '';
  let isTooLong = false;
  for await (const piece of textOf(file)) {
    const [first = '', ...others] = piece.split('\n');
    let line = rest + first;
    for (const next of others) {
      number += 1;
      isTooLong ||= line.length > lineCharsMax;
      if (isTooLong || blanks || line.trim() !== '') yield { number, text: isTooLong ? undefined : line };
      isTooLong = false;
      line = next;
    }
    isTooLong ||= line.length > lineCharsMax;
    rest = isTooLong ? '' : line;
  }
  number += 1;
  const isThere = blanks ? rest !== '' : rest.trim() !== '';
  if (isTooLong || isThere) yield { number, text: isTooLong ? undefined : rest };
}

async function* textOf(file: AsyncIterable<Uint8Array>): AsyncGenerator<string, void, undefined> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const decoded = (bytes?: Uint8Array): string => {
    try {
      return bytes ? decoder.decode(bytes, { stream: true }) : decoder.decode();
    } catch (cause) {
      throw new FileBroken('không phải văn bản UTF-8', 'not a text in UTF-8', { cause });
    }
  };
  for await (const bytes of unpacked(file)) yield decoded(bytes);
  yield decoded();
}

async function* unpacked(file: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void, undefined> {
  const source = file[Symbol.asyncIterator]();
  const opening: Uint8Array[] = [];
  for (let bytes = 0; bytes < 2; ) {
    const next = await source.next();
    if (next.done) break;
    opening.push(next.value);
    bytes += next.value.length;
  }
  let failure: { readonly error: unknown } | undefined;
  const all = async function* (): AsyncGenerator<Uint8Array<ArrayBuffer>, void, undefined> {
    try {
      for (const bytes of opening) yield new Uint8Array(bytes);
      for await (const bytes of { [Symbol.asyncIterator]: () => source }) yield new Uint8Array(bytes);
    } catch (error) {
      failure = { error };
      throw error;
    } finally {
      await source.return?.();
    }
  };
  const [first, second] = opening.flatMap((bytes) => [...bytes.subarray(0, 2)]);
  if (first !== 0x1f || second !== 0x8b) return yield* all();
  try {
    yield* ReadableStream.from(all()).pipeThrough(new DecompressionStream('gzip'));
  } catch (cause) {
    // What the file itself threw comes out of the pipe, too: only the rest is gzip's.
    if (failure) throw failure.error;
    throw new FileBroken('gzip hỏng hoặc bị cắt', 'damaged or cut off: not whole as gzip', { cause });
  }
}
