import type { ServiceParts } from '@hoso/nest';

/** What this service is given beside what every service is given. */
export interface PostalParts extends ServiceParts {
  /** What a carrier and the platform sign with, by the number of the key. */
  readonly carrierSecret: (carrier: string, key: number) => Promise<string>;
  /** Files that were taken in, by the SHA-256 of their bytes. */
  readonly uploads: {
    readonly open: (sha256: string) => Promise<AsyncIterable<Uint8Array> | undefined>;
  };
}
