import { ScanRefused } from './scan-refused.ts';
import type { Walk } from './walk.ts';

const signatureBytes = 8;
/** Length and type before a chunk's data, a checksum after it (PNG, third edition, 5.3). */
const chunkHeadBytes = 8;
const checksumBytes = 4;

/** Chunk after chunk, from `IHDR` to `IEND`. */
export function pngWalk(): Walk {
  let pending: Uint8Array = new Uint8Array();
  /** Bytes until the next chunk's head. */
  let skip = signatureBytes;
  let chunks = 0;
  let isEnded = false;
  const head = (chunk: Buffer): void => {
    const length = chunk.readUInt32BE(0);
    const type = chunk.toString('latin1', 4, 8);
    if (!/^[A-Za-z]{4}$/.test(type) || length > 0x7fff_ffff) throw new ScanRefused('not-whole');
    if ((chunks === 0) !== (type === 'IHDR')) throw new ScanRefused('not-whole');
    chunks += 1;
    isEnded = type === 'IEND';
    skip = length + checksumBytes;
  };
  return {
    take: (piece) => {
      let rest = Buffer.concat([pending, piece]);
      for (;;) {
        const passed = Math.min(skip, rest.length);
        skip -= passed;
        rest = rest.subarray(passed);
        if (isEnded && skip === 0) {
          if (rest.length > 0) throw new ScanRefused('more-after-its-end');
          break;
        }
        if (rest.length < chunkHeadBytes) break;
        head(rest.subarray(0, chunkHeadBytes));
        rest = rest.subarray(chunkHeadBytes);
      }
      pending = rest;
    },
    isWhole: () => isEnded && skip === 0,
  };
}
