import { verify } from 'node:crypto';
import { fromBase64 } from './hashing.ts';
import { notProven } from './not-proven.ts';
import type { KeyType, VerifierKey } from './verifier-key.ts';

/** A line `— <name> <base64>` under a note. */
export interface SignatureLine {
  readonly name: string;
  /** 8 hexadecimal digits. */
  readonly keyId: string;
  /** Base64 of the key's id and the signature. */
  readonly encoded: string;
}

/** A text with its signatures (C2SP signed-note). The text ends with a newline. */
export interface SignedNote {
  readonly text: string;
  readonly signatures: readonly SignatureLine[];
}

/** A signature that holds. */
export interface HeldSignature {
  readonly key: VerifierKey;
  /** Of a cosignature: when it was given, in seconds since 1970. */
  readonly timeS?: number;
}

/** The most that a note may be, and signatures under one. */
export const noteBytesMax = 1_000_000;
const signaturesMax = 100;
const idBytes = 4;
const timeBytes = 8;
const signatureBytes = 64;

export function formatNote({ text, signatures }: SignedNote): string {
  return `${text}\n${signatures.map(({ name, encoded }) => `— ${name} ${encoded}\n`).join('')}`;
}

/** Reads a note without looking whether its signatures hold. Throws `NotProven` for what is none. */
export function parseNote(note: string): SignedNote {
  const end = note.lastIndexOf('\n\n');
  if (end < 1 || note.length > noteBytesMax || !note.endsWith('\n') || hasControl(note)) {
    return notProven('note', 'cần văn bản, một dòng trống, rồi các chữ ký', 'takes a text, an empty line, signatures');
  }
  const lines = note.slice(end + 2, -1).split('\n');
  if (lines.length > signaturesMax) return notProven('signatures', 'quá nhiều chữ ký', 'are too many');
  return { text: note.slice(0, end + 1), signatures: lines.map(parseLine) };
}

/**
 * The signatures of a note that hold, by the keys that are known. Unknown keys are ignored. Throws `NotProven` where
 * one of a known key does not hold.
 */
export function heldSignatures(
  { text, signatures }: SignedNote,
  keys: readonly VerifierKey[],
): readonly HeldSignature[] {
  return signatures.flatMap(({ name, keyId, encoded }) => {
    const key = keys.find((known) => known.name === name && known.keyId === keyId);
    return key === undefined ? [] : [held(key, text, encoded)];
  });
}

/** What is signed: the text, or as a witness the text with its time. */
export function signatureMessage(type: KeyType, text: string, timeS: number): Uint8Array {
  return Buffer.from(type === 'note' ? text : `cosignature/v1\ntime ${timeS}\n${text}`);
}

function held(key: VerifierKey, text: string, encoded: string): HeldSignature {
  const field = `signature of ${key.name}`;
  const bytes = fromBase64(encoded, field).subarray(idBytes);
  const timed = key.type === 'cosignature' ? timeBytes : 0;
  const wanted = timed + signatureBytes;
  if (bytes.length !== wanted) {
    return notProven(field, `có ${bytes.length} byte, cần ${wanted}`, `has ${bytes.length} bytes instead of ${wanted}`);
  }
  const timeS = timed === 0 ? 0 : Number(Buffer.from(bytes).readBigUInt64BE());
  if (!verify(null, signatureMessage(key.type, text, timeS), key.publicKey, bytes.subarray(timed))) {
    return notProven(field, 'không khớp văn bản', 'does not hold for this text');
  }
  return timed === 0 ? { key } : { key, timeS };
}

const lineForm = /^— ([^\s+]+) ([A-Za-z0-9+/]+={0,2})$/u;

function parseLine(line: string, index: number): SignatureLine {
  const field = `signatures[${index}]`;
  const [, name = '', encoded = ''] = lineForm.exec(line) ?? [];
  if (name === '') return notProven(field, 'cần dạng "— <tên> <base64>"', 'takes the form "— <name> <base64>"');
  const bytes = fromBase64(encoded, field);
  if (bytes.length <= idBytes) return notProven(field, 'quá ngắn', 'is too short');
  return { name, keyId: Buffer.from(bytes.subarray(0, idBytes)).toString('hex'), encoded };
}

/** Of control characters a note has newlines alone. */
function hasControl(note: string): boolean {
  for (let at = 0; at < note.length; at++) if (note.charCodeAt(at) < 0x20 && note[at] !== '\n') return true;
  return !note.isWellFormed();
}
