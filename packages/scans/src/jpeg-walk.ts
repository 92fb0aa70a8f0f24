import { ScanRefused } from './scan-refused.ts';
import type { Walk } from './walk.ts';

const marker = 0xff;
const startOfImage = 0xd8;
const endOfImage = 0xd9;
const startOfScan = 0xda;

type Place =
  /** Before the `0xff` of a marker, or between it and the marker's own byte. */
  | { readonly at: 'marker' | 'marker-code' }
  | { readonly at: 'length'; readonly code: number; readonly high: number | undefined }
  | { readonly at: 'segment'; readonly code: number; readonly left: number }
  /** In coded data, where `0xff` is followed by nought, a restart, or the next marker (ISO/IEC 10918-1 B.1.1.5). */
  | { readonly at: 'data' }
  | { readonly at: 'data-after-ff' }
  | { readonly at: 'end' };

/** Segment after segment, from the start of the image to its end. */
export function jpegWalk(): Walk {
  let place: Place = { at: 'marker' };
  return {
    take: (piece) => {
      for (let index = 0; index < piece.length; ) {
        if (place.at === 'segment') {
          const passed = Math.min(place.left, piece.length - index);
          index += passed;
          const left = place.left - passed;
          place = left > 0 ? { ...place, left } : after(place.code);
          continue;
        }
        if (place.at === 'data') {
          const next = piece.indexOf(marker, index);
          if (next < 0) return;
          index = next + 1;
          place = { at: 'data-after-ff' };
          continue;
        }
        place = step(place, piece[index] ?? 0);
        index += 1;
      }
    },
    isWhole: () => place.at === 'end',
  };
}

function step(place: Exclude<Place, { readonly at: 'segment' | 'data' }>, byte: number): Place {
  switch (place.at) {
    case 'marker':
      if (byte !== marker) throw new ScanRefused('not-whole');
      return { at: 'marker-code' };
    case 'marker-code':
      return afterMarker(byte);
    case 'length': {
      if (place.high === undefined) return { ...place, high: byte };
      const left = place.high * 256 + byte - 2;
      if (left < 0) throw new ScanRefused('not-whole');
      return left === 0 ? after(place.code) : { at: 'segment', code: place.code, left };
    }
    case 'data-after-ff':
      if (byte === 0 || (byte >= 0xd0 && byte <= 0xd7)) return { at: 'data' };
      return byte === marker ? place : afterMarker(byte);
    case 'end':
      throw new ScanRefused('more-after-its-end');
  }
}

function afterMarker(code: number): Place {
  // Bytes 0xff before a marker fill.
  if (code === marker) return { at: 'marker-code' };
  if (code === endOfImage) return { at: 'end' };
  if (code === startOfImage || code === 0x01 || (code >= 0xd0 && code <= 0xd7)) return { at: 'marker' };
  if (code < 0xc0) throw new ScanRefused('not-whole');
  return { at: 'length', code, high: undefined };
}

function after(code: number): Place {
  return code === startOfScan ? { at: 'data' } : { at: 'marker' };
}
