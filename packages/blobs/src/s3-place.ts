import { BlobsUrlError } from './blob-store.ts';

/** Where in which S3 blobs lie. */
export interface S3Place {
  readonly bucket: string;
  /** Before each name: empty, or with a slash at its end. */
  readonly prefix: string;
  readonly region: string;
  /** Absent: Amazon's own. */
  readonly endpoint?: string;
  /** Absent: the standard ones, from `AWS_ACCESS_KEY_ID` and so on. */
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

/** Reads `s3://[key:secret@]bucket[/prefix][?endpoint=http://host:port][&region=…]`. Throws `BlobsUrlError`. */
export function s3Place(url: URL): S3Place {
  const { hostname: bucket, pathname, searchParams, username, password } = url;
  const parts = [...searchParams.keys()].filter((name) => name !== 'endpoint' && name !== 'region');
  if (bucket === '') throw new BlobsUrlError('it names no bucket: s3://<bucket>');
  if (parts.length > 0) throw new BlobsUrlError(`it has ${parts.join(', ')}; endpoint and region are known`);
  const endpoint = searchParams.get('endpoint');
  if (endpoint !== null && !/^https?:$/.test(protocolOf(endpoint))) {
    throw new BlobsUrlError(`its endpoint ${endpoint} is no address: http://host:port`);
  }
  const prefix = decodeURIComponent(pathname).replace(/^\/+|\/+$/g, '');
  const [accessKeyId, secretAccessKey] = [decodeURIComponent(username), decodeURIComponent(password)];
  return {
    bucket,
    prefix: prefix === '' ? '' : `${prefix}/`,
    region: searchParams.get('region') ?? 'us-east-1',
    ...(endpoint === null ? {} : { endpoint }),
    ...(accessKeyId === '' ? {} : { credentials: { accessKeyId, secretAccessKey } }),
  };
}

function protocolOf(url: string): string {
  return URL.canParse(url) ? new URL(url).protocol : '';
}
