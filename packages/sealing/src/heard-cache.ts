import type { KeyObject } from 'node:crypto';
import { type Address, listen } from '@hoso/postgres';
import { keyCache } from './key-cache.ts';

/** So long nothing need be heard of the server before no key is taken from memory any more. */
const silenceMaxMs = 5_000;

/**
 * Unlocked keys of a place that several processes share. One that any of them destroys is forgotten when that is heard;
 * while it could not be heard, nothing is found here.
 */
export interface HeardCache {
  find(kid: string): KeyObject | undefined;
  /** What was forgotten so far, to be asked before a key is read and given back when it is put. */
  forgotten(): number;
  /** Leaves it where anything was forgotten since: it may be this one. */
  put(kid: string, key: KeyObject, forgotten: number): void;
  forget(kid: string): void;
  close(): Promise<void>;
}

export function heardCache(address: Address, channel: string, keysMax: number): HeardCache {
  const cache = keyCache(keysMax);
  let forgotten = 0;
  const forget = (kid: string) => {
    forgotten += 1;
    cache.forget(kid);
  };
  const listener = listen(address, channel, {
    onNotice: forget,
    onBegin: () => {
      forgotten += 1;
      cache.clear();
    },
  });
  return {
    find: (kid) => (listener.silentMs() < silenceMaxMs ? cache.find(kid) : undefined),
    forgotten: () => forgotten,
    put: (kid, key, before) => {
      if (before === forgotten) cache.put(kid, key);
    },
    forget,
    close: () => listener.close(),
  };
}
