import { randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { backends } from '@hoso/backends';
import { openWholeLog as openOnPostgres } from '@hoso/event-store-postgres';
import { openWholeLog } from '@hoso/event-store-sqlite';
import { canonicalJson, envelopeOf, openEvent, type RecordedEvent, type WholeLog } from '@hoso/event-sourcing';
import { openKeys } from '@hoso/runtime';
import { sealer } from '@hoso/sealing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { dataFolder } from '../data-folder.ts';
import { writeQuarterToFolder, writeQuarterToServers } from './write-quarter.ts';

const folders: string[] = [];
const fresh = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'hoso-quarter-'));
  folders.push(folder);
  return folder;
};
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

const scale = 0.0005;
const asked = (seed: number, folder: string, log = 'quarter') => ({
  ...{ scale, seed, log, keyFile: join(folder, 'key.jsonl') },
  onProgress: () => undefined,
});

interface Told {
  readonly events: readonly RecordedEvent[];
  readonly outcomes: readonly unknown[];
  readonly checkpoints: WholeLog['checkpoints'];
}

async function toldBy(whole: WholeLog): Promise<Told> {
  try {
    const { checkpoints } = whole;
    return {
      events: (await Array.fromAsync(whole.events())).flat(),
      outcomes: (await Array.fromAsync(whole.outcomes())).flat(),
      checkpoints,
    };
  } finally {
    await whole.close();
  }
}

describe('A simulated quarter', () => {
  let here: string;
  let told: Told;
  let written: Awaited<ReturnType<typeof writeQuarterToFolder>>;
  beforeAll(async () => {
    here = fresh();
    written = await writeQuarterToFolder(dataFolder(here), asked(7, here));
    told = await toldBy(openWholeLog(dataFolder(here).log('quarter')));
  });

  it('is a log of its own kind, gapless, in order of time, whose policies have answered everything', () => {
    const { events, outcomes, checkpoints } = told;
    expect(events.map(({ position }) => position)).toEqual(events.map((_, index) => index + 1));
    expect(events.every(({ recordedAt }, index) => recordedAt >= (events[index - 1]?.recordedAt ?? 0))).toBe(true);
    expect(envelopeOf(events[0] ?? { position: 0, recordedAt: 0, partition: 0, body: '' })).toMatchObject({
      type: 'LogOpened',
      data: { kind: 'simulated', log: written.id },
    });
    expect(outcomes.length).toBeGreaterThan(100);
    expect(outcomes.filter((outcome) => JSON.stringify(outcome).includes('"done"'))).toHaveLength(outcomes.length);
    expect(new Set(checkpoints.map(({ position }) => position))).toEqual(new Set([written.events]));
  });

  it('has every dossier of its population finished and given back', () => {
    const types = told.events.map((event) => envelopeOf(event).type);
    const count = (type: string): number => types.filter((one) => one === type).length;
    expect([count('DossierSubmitted'), count('DossierReceived'), count('ResultReturned')]).toEqual(
      Array.from({ length: 3 }, () => written.dossiers),
    );
  });

  it('is the same for the same seed, to the byte, and so is its answer key', async () => {
    const there = fresh();
    await writeQuarterToFolder(dataFolder(there), asked(7, there));
    expect(await toldBy(openWholeLog(dataFolder(there).log('quarter')))).toEqual(told);
    expect(keyIn(there)).toBe(keyIn(here));
  });

  it('is another for another seed', async () => {
    const there = fresh();
    const other = await writeQuarterToFolder(dataFolder(there), asked(8, there));
    expect(other.id).not.toBe(written.id);
    expect((await toldBy(openWholeLog(dataFolder(there).log('quarter')))).events).not.toEqual(told.events);
  });

  it('seals what is personal, which the folder opens', async () => {
    const keys = await openKeys({ url: `sqlite:${dataFolder(here).keys}` });
    try {
      const submitted = told.events.map(envelopeOf).find(({ type }) => type === 'DossierSubmitted');
      if (!submitted) throw new Error('no dossier was submitted');
      expect(submitted.sealed).toContain('/applicant');
      expect(await openEvent(sealer(keys), submitted)).toMatchObject({
        data: { applicant: { name: expect.stringMatching(/^\p{Lu}/u) } },
      });
    } finally {
      await keys.close();
    }
  });

  it('is not written where a log of its name is, which stays as it is', async () => {
    await expect(writeQuarterToFolder(dataFolder(here), asked(9, fresh()))).rejects.toMatchObject({ code: 'LogThere' });
    expect(await toldBy(openWholeLog(dataFolder(here).log('quarter')))).toEqual(told);
  });

  it('is not written where a file lies in the place of its answer key, which stays as it is', async () => {
    const keyFile = join(here, 'key.jsonl');
    const before = readFileSync(keyFile, 'utf8');
    const there = dataFolder(fresh());
    await expect(writeQuarterToFolder(there, { ...asked(7, here), keyFile })).rejects.toMatchObject({
      ...{ code: 'KeyFileThere', at: keyFile },
    });
    expect(readFileSync(keyFile, 'utf8')).toBe(before);
    expect(existsSync(there.log('quarter'))).toBe(false);
  });

  it('leaves nothing of a log or a key where it is broken off', async () => {
    const there = fresh();
    const controller = new AbortController();
    const { signal } = controller;
    const onProgress = () => controller.abort();
    await expect(
      writeQuarterToFolder(dataFolder(there), { ...asked(7, there), signal, onProgress }),
    ).rejects.toMatchObject({ code: 'BrokenOff', at: 'quarter' });
    expect(readdirSync(dataFolder(there).logs)).toEqual([]);
    expect(readdirSync(there).filter((name) => name.startsWith('key.'))).toEqual([]);
  });

  it('is not begun where its answer key cannot be written', async () => {
    const there = fresh();
    const keyFile = join(there, 'no-such-folder', 'key.jsonl');
    await expect(writeQuarterToFolder(dataFolder(there), { ...asked(7, there), keyFile })).rejects.toMatchObject({
      ...{ code: 'KeyFileUnwritable', at: keyFile },
    });
    expect(existsSync(dataFolder(there).log('quarter'))).toBe(false);
  });

  it('has, a hundredth of it, the same events and outcomes in a file and on PostgreSQL', async () => {
    const [events, keys] = [await backends.postgres(), await backends.postgres()];
    if (!('url' in events) || !('url' in keys)) throw new Error('no PostgreSQL can be had');
    const [embedded, distributed] = [fresh(), fresh()];
    // Roles are the whole server's.
    const log = `q${randomUUID().slice(0, 8)}`;
    const hundredth = (folder: string) => ({ ...asked(7, folder, log), scale: 0.01 });
    const places = { eventStoreUrl: events.url, keysUrl: keys.url, masterKeyFile: join(distributed, 'master.key') };
    const { dossiers } = await writeQuarterToFolder(dataFolder(embedded), hundredth(embedded));
    await writeQuarterToServers(places, hundredth(distributed));
    const inFile = await linesOf(openWholeLog(dataFolder(embedded).log(log)));
    const onServer = await linesOf(await openOnPostgres({ url: events.url }, log));
    expect(dossiers).toBe(2_381);
    expect(onServer.length).toBe(inFile.length);
    // One line is shown, not thirty thousand.
    expect(onServer.find((line, index) => line !== inFile[index])).toBeUndefined();
    expect(keyIn(distributed)).toBe(keyIn(embedded));
  }, 600_000);
});

const keyIn = (folder: string): string => readFileSync(join(folder, 'key.jsonl'), 'utf8');

/** All that there is to compare: with its id and time of recording, too. */
async function linesOf(whole: WholeLog): Promise<readonly string[]> {
  const { events, outcomes, checkpoints } = await toldBy(whole);
  return [...events, ...outcomes, ...checkpoints].map((each) => canonicalJson(each));
}
