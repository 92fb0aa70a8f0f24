import { createHash, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createReadStream, createWriteStream } from 'node:fs';
import { rename, rm, stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import { CliError, exitCodes } from './exit-codes.ts';

/** One call of the platform's HTTP interface. */
export interface Call {
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number | undefined>>;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The platform over HTTP. Every refusal is a `CliError` with its exit code. */
export interface Client {
  call(call: Call): Promise<unknown>;
  upload(
    path: string,
    file: string,
    onBytes: (bytes: number, total: number) => void,
    headers?: Readonly<Record<string, string>>,
  ): Promise<unknown>;
  /** The answer's bytes in a file, which gets its name once they are all there. */
  download(path: string, file: string): Promise<Saved>;
  /** The answer's bytes, where they are few. */
  bytes(path: string): Promise<Uint8Array>;
  /** The answer's lines as they come. */
  lines(path: string): AsyncIterable<string>;
}

/** A file that was saved. */
export interface Saved {
  readonly file: string;
  readonly bytes: number;
  readonly sha256: string;
}

const Problem = z.looseObject({
  title: z.string(),
  detail: z.string().optional(),
  status: z.int(),
  code: z.string(),
  errors: z.array(z.looseObject({ field: z.string(), reason: z.string() })).optional(),
});

/** A list was asked for as CSV, and stands on standard output: there is nothing more to tell. */
export class ToldAsCsv extends Error {
  override readonly name = 'ToldAsCsv';
}

/**
 * Without a token what is open to everybody can be asked. With `csv` the first list that is asked for goes to standard
 * output as the platform tells it, whole, and the call rejects with `ToldAsCsv`.
 */
export function client(url: string, token: string | undefined, language: string, csv = false): Client {
  const request = async (path: string, init: RequestInit): Promise<Response> => {
    const bearer = token === undefined ? {} : { authorization: `Bearer ${token}` };
    const headers = { ...bearer, 'accept-language': language, ...init.headers };
    let response: Response;
    try {
      response = await fetch(new URL(path, url), { ...init, headers });
    } catch (error) {
      const cause = Error.isError(error) && Error.isError(error.cause) ? error.cause.message : String(error);
      throw new CliError(exitCodes.unreachable, `${url} cannot be reached: ${cause}`);
    }
    if (!response.ok) throw await refusalOf(response);
    return response;
  };
  return {
    call: async ({ method, path, query = {}, body, headers = {} }) => {
      const response = await request(`${path}${queryString(query)}`, {
        method,
        headers: {
          ...headers,
          ...(csv ? { accept: 'text/csv, application/json' } : {}),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      if (csv && response.headers.get('content-type')?.startsWith('text/csv')) await tellCsv(response);
      return response.json();
    },
    upload: async (path, file, onBytes, headers = {}) => {
      const { size } = await stat(file).catch((error: Error) => {
        throw new CliError(exitCodes.unreachable, `${file} cannot be read: ${error.message}`);
      });
      let sent = 0;
      const content = createReadStream(file).on('data', (chunk) => {
        sent += chunk.length;
        onBytes(sent, size);
      });
      const response = await request(path, {
        method: 'POST',
        headers: { 'content-type': 'application/octet-stream', ...headers },
        body: Readable.toWeb(content),
        duplex: 'half',
      }).catch((error: unknown) => {
        // A folder, or a file that is not ours to read: the platform has nothing to do with it.
        if (!content.errored) throw error;
        throw new CliError(exitCodes.unreachable, `${file} cannot be read: ${content.errored.message}`);
      });
      return response.json();
    },
    download: async (path, file) => await saved(await request(path, {}), file),
    bytes: async (path) => new Uint8Array(await (await request(path, {})).arrayBuffer()),
    lines: async function* (path) {
      const response = await request(path, {});
      let rest = '';
      for await (const text of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
        const lines = (rest + text).split('\n');
        rest = lines.pop() ?? '';
        yield* lines;
      }
      if (rest !== '') throw new CliError(exitCodes.unreachable, `${path}: the answer was cut off`);
    },
  };
}

async function tellCsv(response: Response): Promise<never> {
  try {
    for await (const piece of response.body ?? []) {
      if (!process.stdout.write(piece)) await once(process.stdout, 'drain');
    }
  } catch (error) {
    const reason = Error.isError(error) ? error.message : String(error);
    throw new CliError(exitCodes.unreachable, `the list is not whole: ${reason}`);
  }
  throw new ToldAsCsv();
}

async function saved(response: Response, file: string): Promise<Saved> {
  const draft = `${file}.${randomUUID()}`;
  const digest = createHash('sha256');
  let bytes = 0;
  try {
    const pieces = async function* (): AsyncIterable<Uint8Array> {
      for await (const piece of response.body ?? []) {
        digest.update(piece);
        bytes += piece.byteLength;
        yield piece;
      }
    };
    await pipeline(pieces, createWriteStream(draft, { flags: 'wx', mode: 0o600 }));
    const sha256 = digest.digest();
    const said = response.headers.get('content-digest');
    if (said !== null && !said.includes(`sha-256=:${sha256.toString('base64')}:`)) {
      throw new Error('what came is not what was sent');
    }
    await rename(draft, file);
    return { file, bytes, sha256: sha256.toString('hex') };
  } catch (error) {
    await rm(draft, { force: true });
    throw new CliError(exitCodes.unreachable, `${file} was not saved: ${Error.isError(error) ? error.message : error}`);
  }
}

async function refusalOf(response: Response): Promise<CliError> {
  const problem = Problem.safeParse(await response.json().catch(() => undefined));
  if (!problem.success)
    return new CliError(exitCodes.unreachable, `${response.url}: ${response.status} ${response.statusText}`);
  const { title, detail = title, status, code, errors = [] } = problem.data;
  const fields = errors.map(({ field, reason }) => `\n  ${field}: ${reason}`).join('');
  return new CliError(exitCodeOf(status), `${detail} (${code})${fields}`, problem.data);
}

function exitCodeOf(status: number): number {
  if (status >= 500) return exitCodes.unreachable;
  return status === 400 || status === 413 || status === 415 ? exitCodes.usage : exitCodes.refused;
}

/** `?name=value…` of what is given, or nothing. */
export function queryString(query: Readonly<Record<string, string | number | undefined>>): string {
  const given = Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]]));
  return given.length === 0 ? '' : `?${new URLSearchParams(given)}`;
}
