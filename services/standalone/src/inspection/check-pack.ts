import {
  checkConsistency,
  checkEvidence,
  fromBase64,
  type Hash,
  NotProven,
  notProven,
  openCheckpoint,
  parseEventLine,
  parseVerifierKey,
  toBase64,
  type Trust,
} from '@hoso/merkle-log';
import { ProveConsistency } from '@hoso/contracts';
import { z } from 'zod';
import { drawAgain } from './draw-again.ts';
import { requireSealed, within } from './pack-seal.ts';
import {
  DossierIndex,
  Manifest,
  PackedInspection,
  PackedMember,
  packFiles,
  parsedFile,
  sha256Of,
} from './pack-format.ts';

/** The files of a pack, wherever they lie. */
export interface PackReader {
  readonly names: readonly string[];
  read(name: string): Promise<Uint8Array | undefined>;
}

export interface CheckPackOptions {
  /** Keys that are trusted; without any, those that lie in the pack. */
  readonly keys: readonly string[];
  readonly nowS: number;
  readonly onFault: (fault: NotProven) => void;
  readonly onProgress: (done: number, of: number) => void;
}

/** What was checked of a pack. */
export interface CheckedPack {
  readonly inspection: string;
  readonly origin: string;
  readonly madeAt: string;
  readonly files: number;
  readonly events: number;
  readonly dossiers: number;
  readonly checkpoints: number;
  readonly personal: boolean;
  readonly faults: number;
}

/** Whatever can be told from a pack alone. Throws `NotProven` where its manifest is none, or not what was signed. */
export async function checkPack(pack: PackReader, options: CheckPackOptions): Promise<CheckedPack> {
  const checking = new Checking(pack, options);
  const { manifest, files } = await checking.manifest();
  await checking.files(manifest);
  await checking.each(
    files.filter((name) => proofForm.test(name)),
    (name) => checking.event(name),
  );
  await checking.checkpoints(files);
  const dossiers = await checking.sample(files);
  const { inspection, origin, madeAt, personal } = manifest;
  return {
    ...{ inspection, origin, madeAt, personal, files: files.length, dossiers },
    ...{ events: checking.events.size, checkpoints: checking.roots.size, faults: checking.faults },
  };
}

const proofForm = /^events\/([1-9]\d{0,14})\.tlog-proof$/;
const checkpointForm = /^checkpoints\/([1-9]\d{0,14})$/;
const indexForm = /^dossiers\/([0-9a-f-]{36})\/index\.json$/;
const Body = z.looseObject({ stream: z.string(), version: z.int(), dossierId: z.string().optional() });

interface CheckedEvent {
  readonly stream: string;
  readonly version: number;
}

class Checking {
  readonly events = new Map<number, CheckedEvent>();
  readonly roots = new Map<number, Hash>();
  faults = 0;
  #trust: Trust = { keys: [], nowS: 0 };
  readonly #pack: PackReader;
  readonly #names: ReadonlySet<string>;
  readonly #options: CheckPackOptions;

  constructor(pack: PackReader, options: CheckPackOptions) {
    this.#pack = pack;
    this.#names = new Set(pack.names);
    this.#options = options;
  }

  /** The manifest, once the ledger's key is seen to have signed it. */
  async manifest() {
    const bytes = await this.#bytes(packFiles.manifest);
    const manifest = parsedFile(packFiles.manifest, text(bytes), Manifest);
    const own = manifest.files[packFiles.keys];
    if (own && own.sha256 !== sha256Of(await this.#bytes(packFiles.keys))) {
      notProven(packFiles.keys, 'không phải tệp đã ghi trong manifest', 'is not the file that the manifest names');
    }
    const given = this.#options.keys.length > 0 ? this.#options.keys : await this.#ownKeys();
    const keys = given.map((key) => within(packFiles.keys, () => parseVerifierKey(key)));
    this.#trust = { keys, nowS: this.#options.nowS };
    const files = Object.keys(manifest.files);
    const seal = await this.#text(packFiles.seal);
    within(packFiles.seal, () =>
      requireSealed(seal, { ...manifest, sha256: sha256Of(bytes), count: files.length }, keys),
    );
    return { manifest, files };
  }

  async #ownKeys(): Promise<readonly string[]> {
    return (await this.#text(packFiles.keys)).split('\n').filter((line) => line !== '');
  }

  /** Each file that is named is there, byte for byte, and no other is. */
  async files({ files }: Manifest): Promise<void> {
    const named = Object.entries(files);
    for (const [place, [name, { bytes: size, sha256 }]] of named.entries()) {
      await this.#noting(async () => {
        const bytes = await this.#bytes(name);
        if (bytes.length !== size || sha256Of(bytes) !== sha256) {
          notProven(name, 'không phải tệp đã ghi trong manifest', 'is not the file that the manifest names');
        }
      });
      this.#options.onProgress(place + 1, named.length);
    }
    const beside = new Set<string>([packFiles.manifest, packFiles.seal]);
    for (const name of this.#pack.names) {
      if (Object.hasOwn(files, name) || beside.has(name)) continue;
      this.#note(new NotProven(name, { vi: 'thừa: manifest không có', en: 'is extra: no manifest names it' }));
    }
  }

  /** Every event stands in the log under a checkpoint that the log has signed. */
  async event(name: string): Promise<void> {
    const position = Number(proofForm.exec(name)?.[1]);
    const file = packFiles.event(position);
    const line = await this.#text(file);
    const event = within(file, () => parseEventLine(line, 1));
    if (event.position !== position) notProven(file, 'là sự kiện khác', `holds event ${event.position}`);
    const proof = await this.#text(name);
    const { size, root } = within(`event ${position}`, () => checkEvidence(proof, event, this.#trust));
    this.#requireRoot(name, size, root);
    const { stream, version } = parsedFile(file, event.body, Body);
    this.events.set(position, { stream, version });
  }

  /** No two checkpoints contradict each other: each is the beginning of the next. */
  async checkpoints(files: readonly string[]): Promise<void> {
    const names = files.filter((name) => checkpointForm.test(name));
    await this.each(names, async (name) => {
      const note = await this.#text(name);
      const opened = within(name, () => openCheckpoint(note, this.#trust.keys, this.#trust.nowS));
      if (packFiles.checkpoint(opened.size) !== name)
        notProven(name, 'là điểm chốt khác', `is of ${opened.size} events`);
      this.#requireRoot(name, opened.size, opened.root);
    });
    const sizes = [...this.roots.keys()].sort((one, other) => one - other);
    for (const [place, size1] of sizes.slice(0, -1).entries()) {
      const size2 = sizes[place + 1] ?? size1;
      const name = packFiles.consistency(size1, size2);
      await this.#noting(async () => {
        const { hashes } = parsedFile(name, await this.#text(name), ProveConsistency.answer);
        const [root1, root2] = [this.roots.get(size1), this.roots.get(size2)];
        const proof = { size1, size2, hashes: hashes.map((hash) => fromBase64(hash, name)) };
        if (root1 && root2) within(name, () => checkConsistency(proof, root1, root2));
      });
    }
  }

  /** The sample is drawn again, and every dossier in it has all its events. Answers how many there are. */
  async sample(files: readonly string[]): Promise<number> {
    const indexes = files.filter((name) => indexForm.test(name));
    await this.each(indexes, (name) => this.#dossier(name));
    await this.#noting(async () => {
      const inspection = parsedFile(packFiles.inspection, await this.#text(packFiles.inspection), PackedInspection);
      const { sample } = inspection;
      if (!sample) return notProven(packFiles.inspection, 'chưa rút mẫu', 'names no sample');
      const lines = (await this.#text(packFiles.population)).split('\n').filter((line) => line !== '');
      const members = lines.map((line) => parsedFile(packFiles.population, line, PackedMember));
      if (!drawAgain(sample, members).same) {
        notProven(packFiles.population, 'rút lại không ra mẫu đã ghi', 'does not lead to the sample that was recorded');
      }
      for (const dossier of sample.drawn) {
        const name = packFiles.dossier(dossier, 'index');
        if (!indexes.includes(name)) this.#noteMissing(name);
      }
      const { size, root } = within(packFiles.inspection, () =>
        openCheckpoint(sample.checkpoint, this.#trust.keys, this.#trust.nowS),
      );
      if (size !== sample.upTo || (sample.seedFrom === 'ledger' && toBase64(root) !== sample.seed)) {
        notProven(packFiles.inspection, 'mầm không phải gốc đã ký', 'its seed is not the root that was signed');
      }
      if (!this.roots.has(size)) this.#noteMissing(packFiles.checkpoint(size));
    });
    return indexes.length;
  }

  /**
   * Versions of a stream count from 1 without a gap: what is missing in the middle is missing loudly. An event that is
   * there and did not hold was named before; it may be the one that stands in a gap, and is not called missing too.
   */
  async #dossier(name: string): Promise<void> {
    const { dossier, history, beside } = parsedFile(name, await this.#text(name), DossierIndex);
    for (const position of [...history, ...beside]) {
      if (!this.events.has(position)) this.#noteMissing(packFiles.event(position));
    }
    const streams = new Map<string, { readonly version: number; readonly doubtful: number }>();
    let doubtful = 0;
    for (const position of history) {
      const event = this.events.get(position);
      if (!event) {
        doubtful += this.#names.has(packFiles.event(position)) ? 1 : 0;
        continue;
      }
      const before = streams.get(event.stream) ?? { version: 0, doubtful: 0 };
      streams.set(event.stream, { version: event.version, doubtful });
      if (!event.stream.includes(dossier)) notProven(`event ${position}`, 'của hồ sơ khác', 'is of another dossier');
      const gap = event.version - before.version - 1;
      if (gap < 0 || gap > doubtful - before.doubtful) {
        notProven(
          `event ${position}`,
          `thiếu sự kiện trước nó trong ${event.stream}`,
          `lacks one before it in ${event.stream}`,
        );
      }
    }
  }

  async each(names: readonly string[], check: (name: string) => Promise<void>): Promise<void> {
    for (const name of names) await this.#noting(() => check(name));
  }

  #requireRoot(name: string, size: number, root: Hash): void {
    const known = this.roots.get(size);
    if (known && toBase64(known) !== toBase64(root))
      notProven(name, 'gốc khác cùng cỡ', 'has another root of this size');
    this.roots.set(size, root);
  }

  async #noting(check: () => Promise<void>): Promise<void> {
    try {
      await check();
    } catch (error) {
      if (!(error instanceof NotProven)) throw error;
      this.#note(error);
    }
  }

  /** What is there is not missing, whatever else is wrong with it. */
  #noteMissing(name: string): void {
    if (!this.#names.has(name)) this.#note(missing(name));
  }

  #note(fault: NotProven): void {
    this.faults += 1;
    this.#options.onFault(fault);
  }

  async #bytes(name: string): Promise<Uint8Array> {
    const bytes = await this.#pack.read(name);
    if (!bytes) throw missing(name);
    return bytes;
  }

  async #text(name: string): Promise<string> {
    return text(await this.#bytes(name));
  }
}

function missing(name: string): NotProven {
  return new NotProven(name, { vi: 'thiếu', en: 'is missing' });
}

function text(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('utf8');
}
