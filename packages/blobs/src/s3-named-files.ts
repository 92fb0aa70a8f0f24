import type { S3Client } from '@aws-sdk/client-s3';
import { clientOf, inOurWords, statusOf } from './s3-client.ts';
import type { S3Place } from './s3-place.ts';
import { type NamedFiles, requireFileName } from './named-files.ts';

/** How often somebody else may be writing the same name when we do. */
const attemptsMax = 5;

/** Named files in a bucket, under a prefix. A request that is cut off stores nothing. */
export function s3NamedFiles(place: S3Place): NamedFiles {
  return new S3NamedFiles(place);
}

class S3NamedFiles implements NamedFiles {
  readonly #place: S3Place;
  #client: Promise<S3Client> | undefined;

  constructor(place: S3Place) {
    this.#place = place;
  }

  async read(name: string): Promise<Uint8Array | undefined> {
    const { GetObjectCommand } = await import('@aws-sdk/client-s3');
    return await this.#reach(async (client) => {
      try {
        const { Body } = await client.send(new GetObjectCommand(this.#at(name)));
        return await Body?.transformToByteArray();
      } catch (error) {
        if (statusOf(error) === 404 && !isOfBucket(error)) return undefined;
        throw error;
      }
    });
  }

  async create(name: string, bytes: Uint8Array): Promise<boolean> {
    for (let attempt = 1; ; attempt++) {
      const status = await this.#put(name, bytes, { IfNoneMatch: '*' });
      if (status === undefined) return true;
      if (status === 412) return false;
      // Two at once: whoever is told so tries again, and is told then who was first.
      if (attempt === attemptsMax) throw new Error(`${name}: others write it all the time`);
    }
  }

  async replace(name: string, bytes: Uint8Array): Promise<void> {
    await this.#put(name, bytes, {});
  }

  async removeUnder(name: string): Promise<void> {
    const { DeleteObjectsCommand, ListObjectsV2Command } = await import('@aws-sdk/client-s3');
    const { Bucket, Key } = this.#at(name);
    for (;;) {
      const isDone = await this.#reach(async (client) => {
        const { Contents: page = [] } = await client.send(new ListObjectsV2Command({ Bucket, Prefix: `${Key}/` }));
        if (page.length === 0) return true;
        const Objects = page.flatMap(({ Key: key }) => (key === undefined ? [] : [{ Key: key }]));
        await client.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects, Quiet: true } }));
        return false;
      });
      if (isDone) return;
    }
  }

  async close(): Promise<void> {
    (await this.#client)?.destroy();
  }

  /** The status where the name is taken or being written, `undefined` where it was stored. */
  async #put(name: string, bytes: Uint8Array, only: { readonly IfNoneMatch?: string }): Promise<number | undefined> {
    const { PutObjectCommand } = await import('@aws-sdk/client-s3');
    return await this.#reach(async (client) => {
      try {
        await client.send(new PutObjectCommand({ ...this.#at(name), Body: bytes, ...only }));
        return undefined;
      } catch (error) {
        const status = statusOf(error);
        if (status === 412 || status === 409) return status;
        throw error;
      }
    });
  }

  #at(name: string) {
    requireFileName(name);
    return { Bucket: this.#place.bucket, Key: `${this.#place.prefix}${name}` };
  }

  async #reach<Answer>(work: (client: S3Client) => Promise<Answer>): Promise<Answer> {
    try {
      this.#client ??= clientOf(this.#place);
      return await work(await this.#client);
    } catch (error) {
      throw inOurWords(error, this.#place);
    }
  }
}

function isOfBucket(error: unknown): boolean {
  return Error.isError(error) && error.name === 'NoSuchBucket';
}
