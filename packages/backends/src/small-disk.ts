import { execFile } from 'node:child_process';
import { chmod, mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { NotToBeHad } from './way.ts';

const run = promisify(execFile);

/** A disk of its own that can be filled to the last byte, and emptied again. */
export interface SmallDisk {
  readonly folder: string;
  /** Takes all the room that is left, but for so many bytes. */
  fill(leaving?: number): Promise<void>;
  /** Gives that room back. */
  makeRoom(): Promise<void>;
  remove(): Promise<void>;
}

const pieceBytes = 1_024 * 1_024;

/** A file system of so many bytes. Rejects with `NotToBeHad` where this process may not mount one. */
export async function smallDisk(bytes: number): Promise<SmallDisk> {
  const folder = await mkdtemp(join(tmpdir(), 'hoso-disk-'));
  try {
    await run('mount', ['-t', 'tmpfs', '-o', `size=${bytes}`, 'tmpfs', folder]);
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    const [why] = String(error).split('\n', 1);
    throw new NotToBeHad(`a disk that can be filled needs the right to mount one (${why})`);
  }
  // Servers that may not be root's reach it too.
  await chmod(folder, 0o777);
  const filling = join(folder, 'filling');
  return {
    folder,
    fill: async (leaving = 0) => {
      const file = await open(filling, 'a');
      try {
        for (const size of [pieceBytes, 4_096, 1]) await writeUntilFull(file, size);
        const { size } = await file.stat();
        if (leaving > 0) await file.truncate(Math.max(0, size - leaving));
      } finally {
        await file.close();
      }
    },
    makeRoom: () => rm(filling, { force: true }),
    remove: async () => {
      await run('umount', ['--lazy', folder]);
      await rm(folder, { recursive: true });
    },
  };
}

async function writeUntilFull(file: { appendFile(content: Buffer): Promise<void> }, bytes: number): Promise<void> {
  try {
    for (;;) await file.appendFile(Buffer.alloc(bytes));
  } catch (error) {
    if (!Error.isError(error) || !('code' in error) || error.code !== 'ENOSPC') throw error;
  }
}
