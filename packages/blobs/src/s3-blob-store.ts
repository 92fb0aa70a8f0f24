import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { S3Client } from '@aws-sdk/client-s3';
import { type BlobStore, isAddress, type StoredBlob } from './blob-store.ts';
import { checked, isWhole, measured } from './hashing.ts';
import { clientOf, inOurWords, statusOf } from './s3-client.ts';
import type { S3Place } from './s3-place.ts';

/** The most that S3 takes in one request. */
const requestMax = 5 * 1_024 ** 3;
/** How often another upload of the same content may be under way when ours ends. */
const attemptsMax = 5;

/**
 * Blobs in a bucket, each under its hash. The bucket MUST exist. The driver is imported when it is first needed.
 *
 * Decision: content is written to a file of its own first, then sent in one request. / Because the address is known at
 * its end, a request that is cut off stores nothing, and S3 compares the SHA-256 itself. It costs room in the folder of
 * temporary files. / Instead of: a draft in the bucket, copied and removed, of which a kill leaves parts behind.
 */
export function s3BlobStore(place: S3Place): BlobStore {
  return new S3BlobStore(place);
}

class S3BlobStore implements BlobStore {
  readonly #place: S3Place;
  #client: Promise<S3Client> | undefined;

  constructor(place: S3Place) {
    this.#place = place;
  }

  async store(content: AsyncIterable<Uint8Array>, bytesMax: number): Promise<StoredBlob> {
    const draft = join(tmpdir(), `hoso-blob-${randomUUID()}`);
    const passing = measured(content, Math.min(bytesMax, requestMax));
    try {
      const file = await open(draft, 'wx', 0o600);
      try {
        await file.writeFile(passing);
      } finally {
        await file.close();
      }
      const stored = passing.stored();
      await this.#reach(() => this.#send(stored, draft));
      return stored;
    } finally {
      await rm(draft, { force: true });
    }
  }

  async open(sha256: string): Promise<AsyncIterable<Uint8Array> | undefined> {
    if (!isAddress(sha256)) return undefined;
    const { HeadObjectCommand } = await import('@aws-sdk/client-s3');
    const isThere = await this.#reach(async () => {
      try {
        await (await this.#connected()).send(new HeadObjectCommand(this.#at(sha256)));
        return true;
      } catch (error) {
        if (statusOf(error) === 404) return false;
        throw error;
      }
    });
    return isThere
      ? { [Symbol.asyncIterator]: () => checked(this.#read(sha256), sha256)[Symbol.asyncIterator]() }
      : undefined;
  }

  async close(): Promise<void> {
    (await this.#client)?.destroy();
  }

  async *addresses(): AsyncIterable<string> {
    const { ListObjectsV2Command } = await import('@aws-sdk/client-s3');
    const { bucket, prefix } = this.#place;
    for (let after: string | undefined; ; ) {
      const where = { Bucket: bucket, Prefix: prefix, StartAfter: after };
      const { Contents: page = [] } = await this.#reach(async () =>
        (await this.#connected()).send(new ListObjectsV2Command(where)),
      );
      for (const { Key: key = '' } of page) {
        const name = key.slice(prefix.length);
        if (isAddress(name)) yield name;
      }
      after = page.at(-1)?.Key;
      if (after === undefined) return;
    }
  }

  /** What is there already stays, unless it is damaged. */
  async #send(stored: StoredBlob, draft: string): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      try {
        await this.#put(stored, draft, { IfNoneMatch: '*' });
        return;
      } catch (error) {
        const status = statusOf(error);
        if (status === 412) break;
        if (status !== 409 || attempt === attemptsMax) throw error;
      }
    }
    if (!(await isWhole(this.#read(stored.sha256), stored.sha256))) await this.#put(stored, draft);
  }

  async #put({ sha256, bytes }: StoredBlob, draft: string, only: { readonly IfNoneMatch?: string } = {}) {
    const { PutObjectCommand } = await import('@aws-sdk/client-s3');
    const request = new PutObjectCommand({
      ...this.#at(sha256),
      Body: createReadStream(draft),
      ContentLength: bytes,
      ChecksumSHA256: Buffer.from(sha256, 'hex').toString('base64'),
      ...only,
    });
    await (await this.#connected()).send(request);
  }

  async *#read(sha256: string): AsyncIterable<Uint8Array> {
    const { GetObjectCommand } = await import('@aws-sdk/client-s3');
    const { Body } = await this.#reach(async () =>
      (await this.#connected()).send(new GetObjectCommand(this.#at(sha256))),
    );
    try {
      if (Body) yield* Body.transformToWebStream();
    } catch (error) {
      throw inOurWords(error, this.#place);
    }
  }

  #connected(): Promise<S3Client> {
    this.#client ??= clientOf(this.#place);
    return this.#client;
  }

  #at(sha256: string) {
    return { Bucket: this.#place.bucket, Key: `${this.#place.prefix}${sha256}` };
  }

  async #reach<Answer>(work: () => Promise<Answer>): Promise<Answer> {
    try {
      return await work();
    } catch (error) {
      throw inOurWords(error, this.#place);
    }
  }
}
