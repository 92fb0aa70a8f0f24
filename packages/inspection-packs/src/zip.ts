import { crc32, deflateRawSync, inflateRawSync } from 'node:zlib';
import { NotProven, notProven } from '@hoso/merkle-log';

/** What one archive may hold: its directory counts in sixteen bits. */
export const zipFilesMax = 65_535;
const bytesMax = 2_000_000_000;
const nameBytesMax = 300;

const endBytes = 22;
const centralBytes = 46;
const localBytes = 30;
const signatures = { local: 0x04034b50, central: 0x02014b50, end: 0x06054b50 } as const;
/** Names are UTF-8. */
const flags = 0x0800;
/** 1 January 1980, midnight: the same files are the same archive. */
const dosDate = 0x21;
const methods = { stored: 0, deflated: 8 } as const;

/** An archive of at most `zipFilesMax` files, in the order of their names. */
export function zipOf(files: ReadonlyMap<string, Uint8Array>): Uint8Array {
  const pieces: Uint8Array[] = [];
  const central: Uint8Array[] = [];
  let offset = 0;
  for (const name of [...files.keys()].sort()) {
    const bytes = files.get(name) ?? new Uint8Array();
    const packed = deflateRawSync(bytes);
    const header = headerOf(Buffer.from(name), bytes, packed.length);
    const local = Buffer.concat([u32(signatures.local), u16(20), header.common, u16(0), header.name]);
    central.push(
      Buffer.concat([
        ...[u32(signatures.central), u16(20), u16(20), header.common, u16(0), u16(0), u16(0), u16(0)],
        ...[u32(0), u32(offset), header.name],
      ]),
    );
    pieces.push(local, packed);
    offset += local.length + packed.length;
  }
  const directory = Buffer.concat(central);
  const count = u16(files.size);
  const end = [u32(signatures.end), u16(0), u16(0), count, count, u32(directory.length), u32(offset), u16(0)];
  return Buffer.concat([...pieces, directory, ...end]);
}

function headerOf(name: Buffer, bytes: Uint8Array, packed: number) {
  const common = [u16(flags), u16(methods.deflated), u16(0), u16(dosDate), u32(crc32(bytes)), u32(packed)];
  return { name, common: Buffer.concat([...common, u32(bytes.length), u16(name.length)]) };
}

/**
 * The files of an archive. Refuses (`NotProven`) one that is damaged or larger than it says, and every name that leads
 * out of the folder that it is unpacked in, or that is there twice.
 */
export function filesInZip(archive: Uint8Array): ReadonlyMap<string, Uint8Array> {
  const zip = Buffer.from(archive.buffer, archive.byteOffset, archive.byteLength);
  try {
    return read(zip);
  } catch (error) {
    if (error instanceof NotProven) throw error;
    // Numbers that point past the end, and data that does not inflate.
    return notProven('zip', 'bị hỏng', 'is damaged');
  }
}

function read(zip: Buffer): ReadonlyMap<string, Uint8Array> {
  const end = zip.length - endBytes;
  if (end < 0 || zip.readUInt32LE(end) !== signatures.end) notProven('zip', 'không phải tệp zip', 'is no zip file');
  const count = zip.readUInt16LE(end + 10);
  const files = new Map<string, Uint8Array>();
  const folded = new Set<string>();
  let [at, total, expected] = [zip.readUInt32LE(end + 16), 0, 0];
  for (let index = 0; index < count; index++) {
    const entry = centralEntry(zip, at);
    requirePlainName(entry.name);
    const lower = entry.name.normalize('NFC').toLowerCase();
    if (folded.has(lower)) notProven(entry.name, 'có hai lần trong tệp zip', 'is in the archive twice');
    folded.add(lower);
    total += entry.size;
    if (total > bytesMax) notProven('zip', 'quá lớn khi giải nén', 'is too large when unpacked');
    const { bytes, next } = contentOf(zip, entry, expected);
    files.set(entry.name, bytes);
    expected = next;
    at = entry.next;
  }
  if (at !== end) notProven('zip', 'có dữ liệu thừa', 'holds something beside its files');
  return files;
}

interface Entry {
  readonly name: string;
  readonly method: number;
  readonly crc: number;
  readonly packed: number;
  readonly size: number;
  readonly offset: number;
  readonly next: number;
}

function centralEntry(zip: Buffer, at: number): Entry {
  if (zip.readUInt32LE(at) !== signatures.central) notProven('zip', 'mục lục sai', 'has a wrong directory');
  const [nameBytes, extra, comment] = [28, 30, 32].map((place) => zip.readUInt16LE(at + place));
  const { length = 0, more = 0 } = { length: nameBytes, more: (extra ?? 0) + (comment ?? 0) };
  const name = nameIn(zip.subarray(at + centralBytes, at + centralBytes + length));
  if ((zip.readUInt16LE(at + 8) & 1) !== 0) notProven(name, 'bị mã hóa', 'is encrypted');
  // The upper half of a Unix mode: what is no plain file may point anywhere.
  const kind = (zip.readUInt32LE(at + 38) >>> 28) & 0xf;
  if (kind !== 0 && kind !== 8) notProven(name, 'không phải tệp thường', 'is no plain file');
  return {
    ...{ name, method: zip.readUInt16LE(at + 10), crc: zip.readUInt32LE(at + 16) },
    ...{ packed: zip.readUInt32LE(at + 20), size: zip.readUInt32LE(at + 24), offset: zip.readUInt32LE(at + 42) },
    next: at + centralBytes + length + more,
  };
}

/** One entry's bytes. Entries follow each other: two that share bytes make a small archive unpack to a huge one. */
function contentOf(zip: Buffer, { name, method, crc, packed, size, offset }: Entry, expected: number) {
  if (offset !== expected || zip.readUInt32LE(offset) !== signatures.local) {
    return notProven(name, 'nằm sai chỗ trong tệp zip', 'lies at a wrong place of the archive');
  }
  const nameBytes = zip.readUInt16LE(offset + 26);
  const begin = offset + localBytes + nameBytes + zip.readUInt16LE(offset + 28);
  if (nameIn(zip.subarray(offset + localBytes, offset + localBytes + nameBytes)) !== name) {
    return notProven(name, 'có hai tên khác nhau trong tệp zip', 'has two names in the archive');
  }
  const raw = zip.subarray(begin, begin + packed);
  const bytes = method === methods.stored ? raw : inflated(raw, method, size, name);
  if (raw.length !== packed || bytes.length !== size || crc32(bytes) !== crc) {
    return notProven(name, 'bị hỏng trong tệp zip', 'is damaged in the archive');
  }
  return { bytes, next: begin + packed };
}

function inflated(raw: Uint8Array, method: number, size: number, name: string): Uint8Array {
  if (method !== methods.deflated) notProven(name, 'nén theo cách lạ', 'is packed in a strange way');
  try {
    return inflateRawSync(raw, { maxOutputLength: size + 1 });
  } catch {
    return notProven(name, 'bị hỏng trong tệp zip', 'is damaged in the archive');
  }
}

function nameIn(bytes: Uint8Array): string {
  const name = Buffer.from(bytes).toString('utf8');
  if (bytes.length === 0 || bytes.length > nameBytesMax || !Buffer.from(name).equals(bytes)) {
    return notProven('zip', 'có tên tệp sai', 'holds a name that is none');
  }
  return name;
}

/** Refuses (`NotProven`) a name that could lead anywhere but below its folder, on whatever machine. */
export function requirePlainName(name: string): void {
  const isPlain = /^[A-Za-z0-9][A-Za-z0-9._-]*(?:\/[A-Za-z0-9][A-Za-z0-9._-]*)*$/.test(name);
  if (isPlain && name.length <= nameBytesMax) return;
  const shown = JSON.stringify(name.slice(0, 80));
  notProven(shown, 'tên tệp dẫn ra ngoài thư mục hoặc có ký tự lạ', 'leads out of its folder, or has strange letters');
}

function u16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
}

function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
