import { execFile } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { NotToBeHad } from './way.ts';

const run = promisify(execFile);

/**
 * A disk whose power can be cut: a file system in a file. What is written there and not synced lies in the memory of
 * this machine only, and the file does not have it.
 */
export interface CuttableDisk {
  readonly folder: string;
  /**
   * The disk as it is found after the power went now. `processes` are all that write to it, by their ids: they are
   * halted while the disk is copied, and end with it.
   */
  cut(processes: readonly number[]): Promise<CuttableDisk>;
  remove(): Promise<void>;
}

/** Rejects with `NotToBeHad` where this process may not mount one. `bytes`: its size; what is empty takes no room. */
export async function cuttableDisk(bytes: number): Promise<CuttableDisk> {
  const place = await mkdtemp(join(tmpdir(), 'hoso-disk-'));
  const image = join(place, 'image');
  try {
    await writeFile(image, '');
    await truncate(image, bytes);
    await run('mkfs.ext4', ['-q', '-F', image]);
    return await mounted(place, image);
  } catch (error) {
    await rm(place, { recursive: true, force: true });
    const [why] = String(error).split('\n', 1);
    throw new NotToBeHad(`a disk whose power can be cut needs the right to mount one (${why})`);
  }
}

async function mounted(place: string, image: string): Promise<CuttableDisk> {
  const folder = join(place, 'mounted');
  // Servers that may not be root's reach it too.
  await chmod(place, 0o755);
  await mkdir(folder);
  // The journal is written when somebody syncs, and not by itself meanwhile; no file is flushed for being replaced.
  await run('mount', ['-o', 'loop,commit=300,noauto_da_alloc', image, folder]);
  await chmod(folder, 0o777);
  return {
    folder,
    async cut(processes) {
      for (const id of processes) process.kill(id, 'SIGSTOP');
      for (const id of processes) await halted(id);
      const after = await mkdtemp(join(tmpdir(), 'hoso-disk-'));
      const copy = join(after, 'image');
      await run('cp', ['--sparse=always', image, copy]);
      for (const id of processes) process.kill(id, 'SIGKILL');
      return mounted(after, copy);
    },
    async remove() {
      await unmounted(folder);
      await rm(place, { recursive: true });
    },
  };
}

/** Until none of its threads is in the middle of a call any more. */
async function halted(id: number): Promise<void> {
  for (;;) {
    const threads = await readdir(`/proc/${id}/task`);
    const states = await Promise.all(threads.map((thread) => readFile(`/proc/${id}/task/${thread}/stat`, 'utf8')));
    if (states.every((state) => /\) [TtZX] /.test(state))) return;
    await delay(haltPollMs);
  }
}

/** What was killed lets go of its files a moment later. */
async function unmounted(folder: string): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      await run('umount', [folder]);
      return;
    } catch (error) {
      if (tries === unmountTriesMax) throw error;
      await delay(unmountPauseMs);
    }
  }
}

const haltPollMs = 2;
const unmountTriesMax = 100;
const unmountPauseMs = 50;
