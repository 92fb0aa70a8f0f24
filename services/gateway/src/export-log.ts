import { type ExportFormat, type LogInfo, ReadCases, ReadLog } from '@hoso/contracts';
import { type WrittenTrace, writeXes } from '@hoso/event-log';
import { askService, type EdgeRequest } from './answer-route.ts';
import type { GatewayParts } from './gateway-parts.ts';

/** A log on its way out, with what is said of the file. */
export interface ExportedLog {
  readonly headers: Readonly<Record<string, string>>;
  readonly pieces: AsyncIterable<string>;
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
  if (format === 'events') {
    const pieces = await storedEvents(parts, log, headers);
    return { headers: { 'content-type': 'application/jsonl; charset=utf-8' }, pieces };
  }
  const pieces = await xesOf(parts, asked, headers);
  const file = { 'content-disposition': `attachment; filename="${log}.xes"` };
  return { headers: { 'content-type': 'application/xml', ...file }, pieces };
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

async function xesOf(
  parts: GatewayParts,
  { log, personal }: ExportAsked,
  headers: EdgeRequest['headers'],
): Promise<AsyncIterable<string>> {
  const ask = async (more: { readonly after?: string; readonly upTo?: number }) =>
    ReadCases.answer.parse(await askService(parts, ReadCases, { log, personal, ...more }, headers));
  const first = await ask({});
  const upTo = first.completeUpTo;
  const traces = async function* (): AsyncGenerator<WrittenTrace> {
    for (let page = first; ; page = await ask({ after: page.next, upTo })) {
      for (const { case: name, ...part } of page.items) yield { name, ...part };
      if (page.next === undefined) return;
    }
  };
  return writeXes({ name: log, attributes: aboutLog(first.log, upTo, personal) }, traces());
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
