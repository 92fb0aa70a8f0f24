import { secretOf } from '@hoso/webhooks';
import type { MessageReceiver } from './message-receiver.ts';

/** One promise of the interface, and whether the carrier keeps it. */
export interface Verdict {
  readonly case: string;
  readonly vi: string;
  readonly en: string;
  /** What was wrong, in words; nothing where the promise is kept. */
  readonly wrong?: string;
}

/** Whoever is tried: where it takes orders, and what both sides sign with. */
export interface Tried {
  readonly ordersUrl: string;
  readonly secret: string;
  readonly receiver: MessageReceiver;
  /** How long it may take until it tells of something, or tells it again. */
  readonly patienceMs: number;
  /** Of a name that was never used: a UUID. */
  readonly newId: () => string;
}

/** A promise of the interface: refuses, with words, what breaks it. */
export interface Case {
  readonly name: string;
  readonly vi: string;
  readonly en: string;
  readonly hold: (tried: Tried) => Promise<string | undefined>;
}

/** Nobody's: it signs what must not be believed. */
export const strangeSecret = secretOf(Buffer.alloc(32, 5));
