/** What a blob is found by: the SHA-256 of its bytes, in hex, and how many they are. */
export interface StoredBlob {
  readonly sha256: string;
  readonly bytes: number;
}

/**
 * Files under the SHA-256 of their bytes (ARCHITECTURE decision 15). Nothing is ever changed or removed, and nothing
 * overwritten but what is damaged.
 * Every adapter passes `describeBlobStore`.
 */
export interface BlobStore {
  /**
   * Takes the content as it comes, with bounded memory; durable when it resolves. Rejects with `BlobTooLarge` past
   * `bytesMax`, with what `content` rejects with, and with `StoreUnavailable` where nothing can be written now; then
   * nothing of it is ever visible. The same content stored again, also at once, is one blob; where what is stored is
   * damaged, it is whole afterwards.
   */
  store(content: AsyncIterable<Uint8Array>, bytesMax: number): Promise<StoredBlob>;
  /**
   * The blob's bytes from the beginning, each time anew; `undefined` where there is no such blob. Reading rejects with
   * `BlobDamaged` before its last piece where the bytes are not those of the address.
   */
  open(sha256: string): Promise<AsyncIterable<Uint8Array> | undefined>;
  /** The address of every blob that was there when this began, one by one, in no order. */
  addresses(): AsyncIterable<string>;
  close(): Promise<void>;
}

/** Content of more bytes than may be taken. */
export class BlobTooLarge extends Error {
  override readonly name = 'BlobTooLarge';
  /** What HTTP calls it. */
  readonly statusCode = 413;

  constructor(readonly bytesMax: number) {
    super(`larger than ${bytesMax} bytes`);
  }
}

/** What is stored is not what was stored. */
export class BlobDamaged extends Error {
  override readonly name = 'BlobDamaged';

  constructor(readonly sha256: string) {
    super(`blob ${sha256} is damaged: its bytes have another hash; restore it from a backup`);
  }
}

/** Blobs cannot be kept as `BLOBS_URL` has it: what to change. */
export class BlobsUrlError extends Error {
  override readonly name = 'BlobsUrlError';

  constructor(reason: string, options?: ErrorOptions) {
    super(`BLOBS_URL: ${reason}`, options);
  }
}

/** Whether a text can be an address at all. */
export function isAddress(sha256: string): boolean {
  return /^[0-9a-f]{64}$/.test(sha256);
}
