import type { Actor } from '@hoso/contracts';
import type { Bus } from '@hoso/event-sourcing';
import type { Limits } from './limits.ts';

/** Files on their way in, under the SHA-256 of their bytes. */
export interface Uploads {
  /** Durable when it resolves. Rejects with `UploadTooLarge` past `bytesMax`; then nothing is kept. */
  store(
    content: AsyncIterable<Uint8Array>,
    bytesMax: number,
  ): Promise<{ readonly sha256: string; readonly bytes: number }>;
}

export interface GatewayParts {
  readonly bus: Bus;
  /** The actor a token speaks for. Rejects with `Unauthorised`. */
  readonly verify: (token: string | undefined) => Promise<Actor>;
  readonly uploads: Uploads;
  /** Why the platform cannot serve now; empty when it can. */
  readonly notReady: () => Promise<readonly string[]>;
  readonly limits: Limits;
}

export const gatewayParts = Symbol('GatewayParts');
