import type pg from 'pg';
import { openConnection } from './connection.ts';
import type { Address } from './server-unusable.ts';

const reconnectMs = 1_000;
const beatMs = 1_000;

/** A connection that hears of notices, and connects again when it is lost. It never rejects. */
export interface Listener {
  /** Milliseconds since the server last answered on it: what was said in that time may not have been heard. */
  silentMs(): number;
  close(): Promise<void>;
}

export interface Hearing {
  readonly onNotice: (payload: string) => void;
  /** Each time it begins to hear: what was said before that was not heard. */
  readonly onBegin?: () => void;
}

/** Hears what is said on a channel (LISTEN). */
export function listen(address: Address, channel: string, { onNotice, onBegin = () => {} }: Hearing): Listener {
  let isClosed = false;
  let client: pg.Client | undefined;
  let answeredAt = Number.NEGATIVE_INFINITY;
  let retry: NodeJS.Timeout | undefined;
  let connecting = connect();

  async function connect(): Promise<void> {
    let opened: pg.Client | undefined;
    try {
      opened = await openConnection(address);
      opened.on('notification', ({ payload = '' }) => onNotice(payload));
      opened.on('end', again);
      await opened.query(`listen "${channel}"`);
      onBegin();
      answeredAt = performance.now();
      client = opened;
    } catch {
      opened?.end().catch(() => {});
      again();
    }
  }

  function again(): void {
    answeredAt = Number.NEGATIVE_INFINITY;
    client = undefined;
    clearTimeout(retry);
    if (isClosed) return;
    retry = setTimeout(() => {
      connecting = connect();
    }, reconnectMs);
  }

  // A network may be gone without a word.
  const beat = setInterval(async () => {
    const asked = client;
    try {
      await asked?.query('select');
      if (asked && asked === client) answeredAt = performance.now();
    } catch {
      asked?.end().catch(() => {});
    }
  }, beatMs);

  return {
    silentMs: () => performance.now() - answeredAt,
    async close() {
      isClosed = true;
      clearInterval(beat);
      clearTimeout(retry);
      await connecting;
      await client?.end().catch(() => {});
    },
  };
}
