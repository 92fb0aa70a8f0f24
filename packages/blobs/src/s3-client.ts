import { StoreUnavailable } from '@hoso/event-sourcing';
import type { S3Client } from '@aws-sdk/client-s3';
import { BlobsUrlError } from './blob-store.ts';
import type { S3Place } from './s3-place.ts';

const timeouts = { connectionTimeout: 5_000, requestTimeout: 60_000, throwOnRequestTimeout: true };

/** The driver, imported when it is first needed. */
export async function clientOf({ endpoint, region, credentials }: S3Place): Promise<S3Client> {
  const { S3Client: Client } = await import('@aws-sdk/client-s3');
  return new Client({
    region,
    requestHandler: timeouts,
    // It would tell on the console that content is there already; what matters is thrown.
    logger: { trace: silent, debug: silent, info: silent, warn: silent, error: silent },
    // What was read once may be damaged by nobody but the store: the hash tells.
    responseChecksumValidation: 'WHEN_REQUIRED',
    ...(endpoint === undefined ? {} : { endpoint, forcePathStyle: true }),
    ...(credentials === undefined ? {} : { credentials }),
  });
}

const silent = (): void => undefined;

/** A failure of the driver in the port's words, or itself where it is a fault. */
export function inOurWords(error: unknown, { bucket, endpoint }: S3Place): unknown {
  if (!Error.isError(error)) return error;
  const where = `bucket ${bucket}${endpoint === undefined ? '' : ` at ${endpoint}`}`;
  const status = statusOf(error);
  if (error.name === 'NoSuchBucket' || status === 404)
    return new BlobsUrlError(`there is no ${where}`, { cause: error });
  if (status === 401 || status === 403 || error.name === 'CredentialsProviderError') {
    return new BlobsUrlError(`${where} refuses this key or secret: ${error.message}`, { cause: error });
  }
  if (status === 507) return new StoreUnavailable('full', { what: `${where} (BLOBS_URL)`, cause: error });
  const isUnreachable = status === undefined ? isOfNetwork(error) : status >= 500 || status === 429;
  return isUnreachable ? new StoreUnavailable('unreachable', { what: `${where} (BLOBS_URL)`, cause: error }) : error;
}

const network = /^(E[A-Z]+|ERR_STREAM_PREMATURE_CLOSE)$/;

/** The driver wraps what it takes for no error at all, with the words of it. */
function isOfNetwork(error: Error): boolean {
  if ('code' in error && network.test(String(error.code))) return true;
  return error.name === 'TimeoutError' || /ECONN|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EHOSTUNREACH|EPIPE/.test(error.message);
}

/** The status of an answer, where a failure is one. */
export function statusOf(error: unknown): number | undefined {
  if (!Error.isError(error) || !('$metadata' in error)) return undefined;
  const { $metadata: told } = error;
  if (typeof told !== 'object' || !told || !('httpStatusCode' in told)) return undefined;
  return typeof told.httpStatusCode === 'number' ? told.httpStatusCode : undefined;
}
