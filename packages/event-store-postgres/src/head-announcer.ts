import type { Position } from '@hoso/event-sourcing';

/** Tells whoever listens that a log has moved. */
export interface HeadAnnouncer {
  announce(head: Position): void;
  /** Says what is still to be said. */
  close(): Promise<void>;
}

const everyMsDefault = 5;

/**
 * Says a log's head at once, then at most once in `everyMs`, and always the last one. What cannot be said is left: who
 * waits looks by himself now and then.
 *
 * Decision: the writer tells after it was acknowledged. / Because a notice in each batch's own transaction wakes every
 * listener for each batch, and keeps the next one from the log's lock meanwhile: a tenth of what 64 writers append. /
 * Instead of `pg_notify` in the function, which also tells where a process dies right then.
 */
export function headAnnouncer(say: (head: Position) => Promise<unknown>, everyMs = everyMsDefault): HeadAnnouncer {
  let latest: Position = 0;
  let saidAt = Number.NEGATIVE_INFINITY;
  let timer: NodeJS.Timeout | undefined;
  let saying: Promise<unknown> = Promise.resolve();

  const sayLatest = (): void => {
    timer = undefined;
    saidAt = performance.now();
    saying = say(latest).catch(() => undefined);
  };
  return {
    announce(head) {
      if (head <= latest) return;
      latest = head;
      if (timer) return;
      const waitMs = saidAt + everyMs - performance.now();
      if (waitMs <= 0) sayLatest();
      else timer = setTimeout(sayLatest, waitMs);
    },
    async close() {
      if (timer) {
        clearTimeout(timer);
        sayLatest();
      }
      await saying;
    },
  };
}
