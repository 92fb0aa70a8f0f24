import { until } from './api.ts';

/** One server-sent event. */
export interface SentEvent {
  readonly name: string;
  readonly id: string | undefined;
  readonly data: Readonly<Record<string, unknown>>;
}

/** A stream that is being listened to. */
export interface Listening {
  readonly status: number;
  readonly heard: readonly SentEvent[];
  /** Resolves once the platform has ended the stream. */
  readonly ended: Promise<void>;
  /** Waits for an event; answers the first that fits. */
  readonly event: (what: string, fits: (event: SentEvent) => boolean) => Promise<SentEvent>;
  readonly cut: () => void;
}

/** Listens to a stream of server-sent events (the EventSource of a browser, without its coming again). */
export async function listen(url: string, headers: Readonly<Record<string, string>>): Promise<Listening> {
  const over = new AbortController();
  const response = await fetch(url, { headers, signal: over.signal });
  const heard: SentEvent[] = [];
  const ended = read(response, heard).catch(() => undefined);
  return {
    status: response.status,
    heard,
    ended,
    event: (what, fits) => until(what, async () => heard.find(fits)),
    cut: () => over.abort(),
  };
}

async function read(response: Response, heard: SentEvent[]): Promise<void> {
  let rest = '';
  for await (const text of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
    const blocks = (rest + text).split('\n\n');
    rest = blocks.pop() ?? '';
    for (const block of blocks) {
      const fields = new Map(
        block.split('\n').map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)]),
      );
      const name = fields.get('event');
      if (name !== undefined) heard.push({ name, id: fields.get('id'), data: JSON.parse(fields.get('data') ?? '{}') });
    }
  }
}
