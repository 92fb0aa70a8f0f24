import type { Position } from '@hoso/event-sourcing';
import { END } from '@kurrent/kurrentdb-client';
import type { Server } from './connection.ts';

/** How often the log is looked at although nobody has told: a subscription may be lost. */
const pollMs = 500;
const resubscribeMs = 1_000;

/** Calls `onHead` with the log's head whenever it has moved: the server tells, and it is looked at now and then. */
export function headListener(
  server: Server,
  stream: string,
  readHead: () => Promise<Position>,
  onHead: (head: Position) => void,
): { close(): Promise<void> } {
  let isClosed = false;
  let retry: NodeJS.Timeout | undefined;
  let subscription = subscribe();

  function subscribe() {
    const opened = server.subscribeToStream(stream, { fromRevision: END });
    opened.on('data', ({ event }) => event && onHead(Number(event.revision) + 1));
    opened.on('error', again);
    opened.on('end', again);
    return opened;
  }

  function again(): void {
    clearTimeout(retry);
    if (isClosed) return;
    retry = setTimeout(() => {
      subscription = subscribe();
    }, resubscribeMs);
  }

  const poll = setInterval(() => {
    readHead().then(onHead, () => {});
  }, pollMs);
  return {
    async close() {
      isClosed = true;
      clearInterval(poll);
      clearTimeout(retry);
      await subscription.unsubscribe().catch(() => {});
    },
  };
}
