import type { KeyObject } from 'node:crypto';

/** Unlocked keys, the least recently used ones forgotten first. */
export interface KeyCache {
  find(kid: string): KeyObject | undefined;
  put(kid: string, key: KeyObject): void;
  forget(kid: string): void;
  clear(): void;
}

export function keyCache(keysMax: number): KeyCache {
  // A Map keeps the order of insertion: its first entry is the one that was not used for the longest time.
  const keys = new Map<string, KeyObject>();
  return {
    find(kid) {
      const key = keys.get(kid);
      if (key) {
        keys.delete(kid);
        keys.set(kid, key);
      }
      return key;
    },
    put(kid, key) {
      keys.delete(kid);
      keys.set(kid, key);
      const [oldest] = keys.keys();
      if (keys.size > keysMax && oldest !== undefined) keys.delete(oldest);
    },
    forget(kid) {
      keys.delete(kid);
    },
    clear() {
      keys.clear();
    },
  };
}
