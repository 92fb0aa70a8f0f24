import type { Words } from '@hoso/contracts';
import { pause, reasonOf } from '@hoso/event-sourcing';
import { NotProven } from '@hoso/merkle-log';
import { type Ledger, sealedAtOnceMax } from './ledger.ts';

export interface FollowLedgerOptions {
  readonly ledger: Pick<Ledger, 'seal'>;
  /** How long after a checkpoint the next one is looked for. */
  readonly everyMs: number;
  /** Told whenever something new keeps it from being sealed, and `undefined` once nothing does. */
  readonly onTrouble: (words: Words | undefined) => void;
}

/** Whatever seals a log as events come. */
export interface FollowingLedger {
  trouble(): Words | undefined;
  close(): Promise<void>;
}

/**
 * Seals a log by itself: a checkpoint every few seconds while events come. It only reads the log, so that no command
 * ever waits for it. What went wrong is tried again, and shown meanwhile.
 */
export function followLedger({ ledger, everyMs, onTrouble }: FollowLedgerOptions): FollowingLedger {
  const closing = new AbortController();
  let trouble: Words | undefined;
  const tell = (words: Words | undefined): void => {
    if (words?.en !== trouble?.en) onTrouble(words);
    trouble = words;
  };
  const run = async (): Promise<void> => {
    const { signal } = closing;
    while (!signal.aborted) {
      await pause(everyMs, signal);
      if (signal.aborted) return;
      try {
        let [before, size] = [0, 0];
        // What has piled up is sealed without a pause, and left between two checkpoints.
        do {
          before = size;
          ({ size } = await ledger.seal());
        } while (size - before >= sealedAtOnceMax && !signal.aborted);
        tell(undefined);
      } catch (error) {
        tell(inWords(error));
      }
    }
  };
  const running = run();
  return {
    trouble: () => trouble,
    close: async () => {
      closing.abort();
      await running;
    },
  };
}

function inWords(error: unknown): Words {
  if (error instanceof NotProven) return { vi: `${error.field}: ${error.words.vi}`, en: error.message };
  return { vi: reasonOf(error), en: reasonOf(error) };
}
