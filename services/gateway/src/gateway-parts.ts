import type { Actor } from '@hoso/contracts';
import type { Bus, LogIdentity } from '@hoso/event-sourcing';
import type { VerifyToken } from '@hoso/nest';
import type { Telemetry } from '@hoso/telemetry';
import type { Limits } from './limits.ts';

/** Files on their way in, under the SHA-256 of their bytes. */
export interface Uploads {
  /** Durable when it resolves. Rejects with `BlobTooLarge` (413) past `bytesMax`; then nothing is kept. */
  store(
    content: AsyncIterable<Uint8Array>,
    bytesMax: number,
  ): Promise<{ readonly sha256: string; readonly bytes: number }>;
  /** The bytes from the beginning; `undefined` where there are none. Reading rejects before the end of damaged ones. */
  open(sha256: string): Promise<AsyncIterable<Uint8Array> | undefined>;
}

export interface GatewayParts {
  readonly bus: Bus;
  /** The actor a token speaks for. Rejects with `Unauthorised`. */
  readonly verify: (token: string | undefined) => Promise<Actor>;
  /** All that a token says. Rejects with `Unauthorised`. */
  readonly identify: VerifyToken;
  /** A token for somebody, by the platform's key. */
  readonly mint: (actor: Actor, expiresInS: number) => Promise<string>;
  /** The log that the platform works on. */
  readonly log: Pick<LogIdentity, 'id' | 'kind'> & { readonly name: string };
  /** Milliseconds since 1970 by that log's clock. */
  readonly clock: () => Promise<number>;
  readonly uploads: Uploads;
  /** Why the platform cannot serve now; empty when it can. */
  readonly notReady: () => Promise<readonly string[]>;
  readonly limits: Limits;
  /** Off where it is left out. */
  readonly telemetry?: Telemetry;
}

export const gatewayParts = Symbol('GatewayParts');
