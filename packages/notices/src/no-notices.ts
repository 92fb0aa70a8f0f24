import type { Notices } from '@hoso/contracts';
import { wordsOf } from './words-of.ts';

export interface OpenNotices extends Notices {
  close(): void;
}

/** Notices that nobody is told of. */
export const noNotices: OpenNotices = {
  means: [],
  words: wordsOf,
  send: () => Promise.reject(new Error('no way to tell anybody is set')),
  close: () => undefined,
};
