import { createReadStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ExportedCase, type ExportFormat, type LogInfo, ReadCases, ReadLog } from '@hoso/contracts';
import {
  type OcelCase,
  ocelOfFiled,
  type WrittenTrace,
  writeOcelJson,
  writeOcelSqlite,
  writeXes,
} from '@hoso/event-log';
import { unreachable } from '@hoso/event-sourcing';
import { askService, type EdgeRequest } from './answer-route.ts';
import type { GatewayParts } from './gateway-parts.ts';

/** A log on its way out, with what is said of the file. */
export interface ExportedLog {
  readonly headers: Readonly<Record<string, string>>;
  readonly pieces: AsyncIterable<Uint8Array | string>;
}

export interface ExportAsked {
  readonly log: string;
  readonly format: ExportFormat;
  readonly personal: boolean;
}

/**
 * A whole log up to its head when this begins: what is appended meanwhile is left to the next export. The first page is
 * read before anything is answered, so that what is refused is a problem like any other.
 *
 * Decision: the edge writes formats, of cases that audit tells page by page. / Because a page fits into a message of
 * the bus, and a log does not. / Instead of files that audit makes and somebody has to remove.
 */
export async function exportLog(
  parts: GatewayParts,
  asked: ExportAsked,
  headers: EdgeRequest['headers'],
): Promise<ExportedLog> {
  const { log, format } = asked;
  const file = (ending: string) => ({ 'content-disposition': `attachment; filename="${log}.${ending}"` });
  switch (format) {
    case 'events': {
      const pieces = await storedEvents(parts, log, headers);
      return { headers: { 'content-type': 'application/jsonl; charset=utf-8' }, pieces };
    }
    case 'xes': {
      const cases = await casesOf(parts, asked, headers);
      return { headers: { 'content-type': 'application/xml', ...file('xes') }, pieces: xesOf(asked, cases) };
    }
    case 'ocel-json': {
      const cases = await casesOf(parts, asked, headers);
      const pieces = writeOcelJson(() => ocelOf(cases));
      return { headers: { 'content-type': 'application/json', ...file('ocel.json') }, pieces };
    }
    case 'ocel-sqlite': {
      const cases = await casesOf(parts, asked, headers);
      const headersOfIt = { 'content-type': 'application/vnd.sqlite3', ...file('ocel.sqlite') };
      return { headers: headersOfIt, pieces: sqliteOf(ocelOf(cases)) };
    }
    default:
      return unreachable(format);
  }
}

const eventsAtOnce = 1_000;

/** The stored events, one JSON object a line, in order. */
async function storedEvents(
  parts: GatewayParts,
  log: string,
  headers: EdgeRequest['headers'],
): Promise<AsyncIterable<string>> {
  const ask = async (after: number) =>
    ReadLog.answer.parse(await askService(parts, ReadLog, { log, after, limit: eventsAtOnce }, headers));
  const first = await ask(0);
  return (async function* () {
    for (let page = first; ; ) {
      const events = page.items.filter(({ position }) => position <= first.completeUpTo);
      yield events.map((event) => `${JSON.stringify(event)}\n`).join('');
      const last = page.items.at(-1);
      if (!last || last.position >= first.completeUpTo) return;
      page = await ask(last.position);
    }
  })();
}

/** The cases of a log, as often as they are read; each time the same ones. */
interface LogCases {
  readonly info: LogInfo;
  readonly completeUpTo: number;
  readonly read: () => AsyncIterable<ExportedCase>;
}

async function casesOf(
  parts: GatewayParts,
  { log, personal, format }: ExportAsked,
  headers: EdgeRequest['headers'],
): Promise<LogCases> {
  const objects = format !== 'xes';
  const ask = async (more: { readonly after?: string; readonly upTo?: number }) =>
    ReadCases.answer.parse(await askService(parts, ReadCases, { log, personal, objects, ...more }, headers));
  const first = await ask({});
  const { log: info, completeUpTo: upTo } = first;
  const read = async function* (): AsyncGenerator<ExportedCase> {
    for (let page = first; ; page = await ask({ after: page.next, upTo })) {
      yield* page.items;
      if (page.next === undefined) return;
    }
  };
  return { info, completeUpTo: upTo, read };
}

function xesOf({ log, personal }: ExportAsked, { info, completeUpTo, read }: LogCases): AsyncIterable<string> {
  const traces = async function* (): AsyncGenerator<WrittenTrace> {
    for await (const { case: name, ...part } of read()) yield { name, ...part };
  };
  return writeXes({ name: log, attributes: aboutLog(info, completeUpTo, personal) }, traces());
}

/** How a log was born is told on every export of it (ARCHITECTURE decision 18). */
function aboutLog({ id, kind }: LogInfo, upTo: number, personal: boolean) {
  return [
    { key: 'hoso:log', type: 'string', value: id },
    { key: 'hoso:kind', type: 'string', value: kind },
    { key: 'hoso:completeUpTo', type: 'int', value: String(upTo) },
    { key: 'hoso:personal', type: 'boolean', value: String(personal) },
  ] as const;
}

/** Somebody else's log comes back as it was filed; what is ours is told by its objects. */
async function* ocelOf({ info, read }: LogCases): AsyncGenerator<OcelCase> {
  for await (const part of read()) {
    if (info.kind === 'imported') {
      yield ocelOfFiled(part);
      continue;
    }
    const events = part.events.map(({ relations = [], ...event }) => ({ ...event, relations }));
    yield { ...part, events, objects: part.objects ?? [], filed: false };
  }
}

const pieceBytes = 64 * 1024;

/** SQLite writes files: it is whole before the first byte of it leaves, and gone after the last. */
async function* sqliteOf(cases: AsyncIterable<OcelCase>): AsyncGenerator<Uint8Array> {
  const folder = await mkdtemp(join(tmpdir(), 'hoso-export-'));
  try {
    const path = join(folder, 'log.sqlite');
    await writeOcelSqlite(path, cases);
    for await (const piece of createReadStream(path, { highWaterMark: pieceBytes })) yield piece;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
