import type { Position } from '@hoso/event-sourcing';
import { type Address, openConnection } from '@hoso/postgres';
import type pg from 'pg';

/** How often the log is looked at although nobody has told: a notice may be lost with its connection. */
const pollMs = 500;
const reconnectMs = 1_000;

/** Hears of new events from the server (LISTEN), and looks now and then by itself. */
export interface HeadListener {
  close(): Promise<void>;
}

/** Calls `onHead` with the log's head whenever it has moved; it never rejects, and goes on after a server was away. */
export function headListener(
  address: Address,
  channel: string,
  readHead: () => Promise<Position>,
  onHead: (head: Position) => void,
): HeadListener {
  let closed = false;
  let client: pg.Client | undefined;
  let retry: NodeJS.Timeout | undefined;

  async function listen(): Promise<void> {
    try {
      client = await openConnection(address);
      if (closed) return void (await client.end());
      client.on('notification', ({ payload }) => onHead(Number(payload)));
      client.on('end', again);
      await client.query(`listen "${channel}"`);
    } catch {
      again();
    }
  }

  function again(): void {
    if (closed) return;
    clearTimeout(retry);
    retry = setTimeout(() => void listen(), reconnectMs);
  }

  const poll = setInterval(() => {
    readHead().then(onHead, () => {});
  }, pollMs);
  const listening = listen();
  return {
    async close() {
      closed = true;
      clearInterval(poll);
      clearTimeout(retry);
      await listening;
      await client?.end().catch(() => {});
    },
  };
}
