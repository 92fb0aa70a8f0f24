import { closeSync, createReadStream, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** Lines that are put away until all are there, and then read once: in a file, for there are a million of them. */
export interface KeptLines {
  add(line: string): void;
  /** All of them, in the order in which they came, at most `limit` at a time. Nothing is added afterwards. */
  pieces(limit: number): AsyncIterable<readonly string[]>;
  close(): void;
}

const waitingMax = 500;

export function keptLines(): KeptLines {
  const folder = mkdtempSync(join(tmpdir(), 'hoso-lines-'));
  const path = join(folder, 'lines');
  const file = openSync(path, 'w', 0o600);
  let waiting: string[] = [];
  const put = (): void => {
    if (waiting.length > 0) writeSync(file, `${waiting.join('\n')}\n`);
    waiting = [];
  };
  return {
    add: (line) => {
      waiting.push(line);
      if (waiting.length >= waitingMax) put();
    },
    async *pieces(limit) {
      put();
      let piece: string[] = [];
      for await (const line of createInterface({ input: createReadStream(path) })) {
        piece.push(line);
        if (piece.length < limit) continue;
        yield piece;
        piece = [];
      }
      if (piece.length > 0) yield piece;
    },
    close: () => {
      closeSync(file);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
