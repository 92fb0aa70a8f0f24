import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { XesError } from './xes-error.ts';
import { xesReasons } from './xes-reasons.ts';

const PIECE_BYTES = 64 * 1024;

/**
 * The text of an XES file, in pieces: unpacked where it begins with gzip's magic bytes, decoded by its byte order mark
 * or the encoding that its XML declaration names, by default UTF-8. Throws `XesError` where gzip or encoding is
 * broken; what the input itself throws passes as it is.
 */
export const textOfXes = async function* (
  input: AsyncIterable<Uint8Array>,
  onProgress: (bytes: number) => void,
): AsyncGenerator<string, void, undefined> {
  const { opening, bytes } = await unpacked(counted(input, onProgress));
  yield* decoded(bytes, encodingOf(opening));
};

/** The bytes of a file, unpacked where they are gzip, and the first of them to tell by what it is. */
export const unpacked = async (
  input: AsyncIterable<Uint8Array>,
): Promise<{ readonly opening: Uint8Array; readonly bytes: AsyncIterable<Uint8Array> }> => {
  const raw = await openingOf(input, 2);
  const isGzip = raw.opening[0] === 0x1f && raw.opening[1] === 0x8b;
  const plain = await openingOf(isGzip ? gunzipped(raw.all()) : raw.all(), DECLARATION_BYTES);
  return { opening: plain.opening, bytes: plain.all() };
};

/** An XML declaration that names an encoding is shorter than this. */
const DECLARATION_BYTES = 256;

const counted = async function* (input: AsyncIterable<Uint8Array>, onProgress: (bytes: number) => void) {
  let bytes = 0;
  for await (const chunk of input) {
    bytes += chunk.length;
    onProgress(bytes);
    // A caller may hand over a whole file at once; the parser's work on one piece must stay small.
    for (let start = 0; start < chunk.length; start += PIECE_BYTES) yield chunk.subarray(start, start + PIECE_BYTES);
  }
};

/** The first bytes, at least `bytes` of them unless the input is shorter, without losing them for who reads on. */
const openingOf = async (input: AsyncIterable<Uint8Array>, bytes: number) => {
  const source = input[Symbol.asyncIterator]();
  let opening = new Uint8Array();
  let isDone = false;
  while (!isDone && opening.length < bytes) {
    const next = await source.next();
    isDone = next.done === true;
    if (next.done !== true) opening = new Uint8Array(Buffer.concat([opening, next.value]));
  }
  const all = async function* (): AsyncGenerator<Uint8Array, void, undefined> {
    try {
      yield opening;
      if (!isDone) yield* { [Symbol.asyncIterator]: () => source };
    } finally {
      // Who stops reading at the opening must let go of the input too.
      await source.return?.();
    }
  };
  return { opening, all };
};

const gunzipped = async function* (input: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void, undefined> {
  // An error on either side ends the other and comes out of the loop below; the callback has nothing to add.
  const unpacked = pipeline(input, createGunzip({ chunkSize: PIECE_BYTES }), () => undefined);
  try {
    for await (const chunk of unpacked) yield chunk;
  } catch (error) {
    const code = Error.isError(error) && 'code' in error ? error.code : undefined;
    if (code === 'Z_BUF_ERROR') throw new XesError('truncated', xesReasons.gzipCutOff, {});
    if (typeof code !== 'string' || !code.startsWith('Z_')) throw error;
    throw new XesError('damaged-gzip', xesReasons.gzipDamaged, {});
  }
};

const encodingOf = (opening: Uint8Array): string => {
  if (opening[0] === 0xff && opening[1] === 0xfe) return 'utf-16le';
  if (opening[0] === 0xfe && opening[1] === 0xff) return 'utf-16be';
  const declaration = Buffer.from(opening).toString('latin1');
  return /^\s*<\?xml[^>]*?\sencoding\s*=\s*["']([^"']+)["']/.exec(declaration)?.[1] ?? 'utf-8';
};

const decoded = async function* (input: AsyncIterable<Uint8Array>, encoding: string) {
  let decoder: TextDecoder | undefined;
  const decode = (bytes?: Uint8Array): string => {
    // Made while reading, so that an encoding that is not known lets go of the input as every other error does.
    decoder ??= decoderOf(encoding);
    try {
      return bytes === undefined ? decoder.decode() : decoder.decode(bytes, { stream: true });
    } catch {
      throw new XesError('bad-encoding', xesReasons.notText(encoding), {});
    }
  };
  for await (const bytes of input) yield decode(bytes);
  yield decode();
};

const decoderOf = (encoding: string): TextDecoder => {
  try {
    return new TextDecoder(encoding, { fatal: true });
  } catch {
    throw new XesError('bad-encoding', xesReasons.encodingUnknown(encoding), { line: 1 });
  }
};
