import { describe, expect, it } from '@jest/globals';
import { naiveInclusion, naiveRoot } from '../test/naive-tree.ts';
import { checkEvidence } from './check-evidence.ts';
import { type Checkpoint, formatCheckpoint, openCheckpoint, parseCheckpoint } from './checkpoint.ts';
import { eventDigest } from './event-digest.ts';
import { leafHash, toBase64 } from './hashing.ts';
import { formatNote, parseNote } from './signed-note.ts';
import { type Signer, signerOf, signText } from './signer.ts';
import { formatTlogProof, parseTlogProof } from './tlog-proof.ts';
import { formatVerifierKey, parseVerifierKey } from './verifier-key.ts';

const log = signerOf('hoso.example/log', 'note', Buffer.alloc(32, 1));
const witness = signerOf('inspectorate.example', 'cosignature', Buffer.alloc(32, 2));
const stranger = signerOf('elsewhere.example/log', 'note', Buffer.alloc(32, 3));
const keys = [log.verifier, witness.verifier];
const nowS = 1_700_000_000;

const events = [1, 2, 3].map((position) => ({ position, recordedAt: 1_646_092_800_000, body: `{"n":${position}}` }));
const leaves = events.map((event) => leafHash(eventDigest(event)));
const checkpoint: Checkpoint = { origin: 'hoso.example/log', size: 3, root: naiveRoot(leaves) };

function signed(
  by: readonly Signer[] = [log],
  { timeS = nowS, ...change }: Partial<Checkpoint> & { timeS?: number } = {},
) {
  const text = formatCheckpoint({ ...checkpoint, ...change });
  return formatNote({ text, signatures: by.map((signer) => signText(signer, text, timeS)) });
}

describe('A checkpoint', () => {
  it('is three lines and a signed note', () => {
    const note = signed();
    const [origin, size, root, blank, signature, end] = note.split('\n');
    expect([origin, size, root, blank, end]).toEqual(['hoso.example/log', '3', toBase64(checkpoint.root), '', '']);
    expect(signature).toMatch(/^— hoso\.example\/log [A-Za-z0-9+/]+=*$/);
    expect(openCheckpoint(note, keys, nowS)).toMatchObject({ ...checkpoint, held: [{ key: log.verifier }] });
    expect(formatNote(parseNote(note))).toBe(note);
  });

  it('is cosigned by a witness, with the time', () => {
    const { held } = openCheckpoint(signed([log, witness]), keys, nowS);
    expect(held.map(({ key, timeS }) => [key.name, timeS])).toEqual([
      ['hoso.example/log', undefined],
      ['inspectorate.example', nowS],
    ]);
  });

  it('may carry signatures of keys that nobody here knows', () => {
    expect(openCheckpoint(signed([log, stranger, witness]), keys, nowS).held).toHaveLength(2);
    expect(openCheckpoint(signed([log, witness]), [log.verifier], nowS).held).toHaveLength(1);
  });

  const flipped = (note: string, what: RegExp, by: string): string => note.replace(what, by);
  const good = signed([log, witness]);
  it.each([
    [
      'of another log',
      signed([stranger], { origin: 'elsewhere.example/log' }),
      /checkpoint\.origin: .* is another log/,
    ],
    ['nobody signed', signed([stranger]), /checkpoint\.signature: hoso\.example\/log has not signed it/],
    ['a witness alone signed', signed([witness]), /checkpoint\.signature: hoso\.example\/log has not signed it/],
    [
      'with another size',
      flipped(good, /\n3\n/, '\n4\n'),
      /checkpoint\.signature of hoso\.example\/log: does not hold/,
    ],
    ['with a root cut off', flipped(good, /\n3\n..../, '\n3\n'), /checkpoint\.root: (has 2\d bytes|is not base64)/],
    [
      'with another root',
      signed([log]).replace(toBase64(checkpoint.root), toBase64(Buffer.alloc(32))),
      /does not hold/,
    ],
    ['with a size of words', flipped(good, /\n3\n/, '\nthree\n'), /checkpoint\.size: "three" is no number/],
    ['with a size of zeroes', flipped(good, /\n3\n/, '\n03\n'), /checkpoint\.size: "03"/],
    ['without signatures', good.split('\n\n')[0] ?? '', /checkpoint\.note/],
    ['with a blank origin', flipped(good, /^hoso/, 'ho so'), /checkpoint\.origin/],
    ['with a carriage return', good.replaceAll('\n', '\r\n'), /checkpoint\.note/],
    ['of nothing', '', /checkpoint\.note/],
    [
      'cosigned in the future',
      signed([log, witness], { timeS: nowS + 301 }),
      /inspectorate\.example: was given in the future/,
    ],
  ])('%s is refused', (_, note, why) => {
    expect(() => openCheckpoint(note, keys, nowS)).toThrow(why);
  });

  it('is refused with one bit of a known signature changed', () => {
    for (const line of parseNote(good).signatures) {
      const bytes = Buffer.from(line.encoded, 'base64');
      for (const at of [4, 11, bytes.length - 1]) {
        const changed = Buffer.from(bytes);
        changed[at] = (changed[at] ?? 0) ^ 1;
        const note = good.replace(line.encoded, changed.toString('base64'));
        expect(() => openCheckpoint(note, keys, nowS)).toThrow(`signature of ${line.name}: does not hold`);
      }
      const short = good.replace(line.encoded, bytes.subarray(0, -1).toString('base64'));
      expect(() => openCheckpoint(short, keys, nowS)).toThrow(/has \d+ bytes instead of \d+/);
    }
  });

  it('leaves lines of extensions as they are', () => {
    const text = `${formatCheckpoint(checkpoint)}more\n`;
    const note = formatNote({ text, signatures: [signText(log, text)] });
    expect(parseCheckpoint(note)).toMatchObject({ size: 3, note: { text } });
    expect(openCheckpoint(note, keys, nowS).size).toBe(3);
  });
});

describe('A verifier key', () => {
  it('is name, id and key in one line', () => {
    for (const { verifier } of [log, witness]) {
      const text = formatVerifierKey(verifier);
      expect(text).toMatch(/^[a-z./]+\+[0-9a-f]{8}\+/);
      expect(formatVerifierKey(parseVerifierKey(text))).toBe(text);
    }
  });

  it('reads one that Go made', () => {
    const text = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW';
    expect(formatVerifierKey(parseVerifierKey(text))).toBe(text);
    const note =
      'If you think cryptography is the answer to your problem,\n' +
      "then you don't know what your problem is.\n" +
      '\n' +
      '— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n';
    expect(parseNote(note).signatures[0]).toMatchObject({ name: 'PeterNeumann', keyId: 'c74f20a3' });
  });

  const text = formatVerifierKey(log.verifier);
  it.each([
    ['without an id', text.replace(/\+[0-9a-f]{8}/, ''), /takes <name>/],
    ["with another's id", text.replace(/\+[0-9a-f]{8}/, '+00000000'), /key: its id is [0-9a-f]{8}, not 00000000/],
    ['of another kind', `a+00000000+${Buffer.alloc(33, 9).toString('base64')}`, /is no Ed25519 key/],
    ['cut off', text.slice(0, -4), /key/],
    ['of nothing', '', /takes <name>/],
  ])('%s is refused', (_, bad, why) => {
    expect(() => parseVerifierKey(bad)).toThrow(why);
  });

  it.each(['', 'a b', 'a+b', 'a\nb', 'x'.repeat(256)])('is not called %j', (name) => {
    expect(() => signerOf(name, 'note', Buffer.alloc(32))).toThrow(/^name: [\s\S]* is no name of a key/);
  });

  it('grows from 32 bytes alone', () => {
    expect(() => signerOf('a', 'note', Buffer.alloc(31))).toThrow(/seed: takes 32 bytes/);
  });
});

describe('An evidence file', () => {
  const [event = { position: 1, recordedAt: 0, body: '' }] = events.slice(1);
  const proof = formatTlogProof({ index: 1, hashes: naiveInclusion(1, leaves), checkpoint: signed([log, witness]) });
  const trust = { keys, nowS };

  it('proves one event, byte for byte', () => {
    expect(proof).toMatch(/^c2sp\.org\/tlog-proof@v1\nindex 1\n[^\n]{44}\n[^\n]{44}\n\nhoso\.example\/log\n3\n/);
    expect(formatTlogProof(parseTlogProof(proof))).toBe(proof);
    expect(checkEvidence(proof, event, trust)).toMatchObject({ size: 3, origin: 'hoso.example/log' });
    expect(checkEvidence(proof.replace('\nindex', '\nextra YQ==\nindex'), event, trust).size).toBe(3);
  });

  it.each([
    ['another body', { body: '{"n":4}' }, /hashes: do not lead from this leaf/],
    ['another time', { recordedAt: event.recordedAt + 1 }, /hashes: do not lead from this leaf/],
    ['another position', { position: 3 }, /index: 1 is of position 2, the event stands at 3/],
  ])('proves nothing of %s', (_, change, why) => {
    expect(() => checkEvidence(proof, { ...event, ...change }, trust)).toThrow(why);
  });

  it.each([
    ['head', /@v1/, '@v2', /line 1: must be/],
    ['index', /index 1/, 'index 2', /index: 2 is of position 3, the event stands at 2/],
    ['index of words', /index 1/, 'index one', /index: takes a line/],
    ['index below 0', /index 1/, 'index -1', /index: takes a line/],
    ['order of lines', /index 1\n(.+)\n/, '$1\nindex 1\n', /index: takes a line/],
    ['hash', /\n(.)[^\n]{4}(?=[^\n]{39}\n\n)/, '\n$1AAAA', /hashes/],
    ['hash cut off', /\n[^\n]{4}(?=[^\n]{40}\n\n)/, '\n', /hashes\[1\]: has 29 bytes/],
    ['hash that is no base64', /\n[^\n]{44}\n\n/, '\n!\n\n', /hashes\[1\]: is not base64/],
    ['count of hashes', /\n[^\n]{44}\n\n/, '\n\n', /hashes: 1 are too few/],
    ['size', /\n3\n/, '\n2\n', /checkpoint\.signature of hoso\.example\/log: does not hold/],
    ['origin', /\nhoso\.example\/log\n/, '\nother\n', /checkpoint\.origin: other is another log than hoso/],
    ['checkpoint', /\n\n[\s\S]*/, '', /checkpoint: is missing/],
  ])('is refused with another %s', (_, what, by, why) => {
    const changed = proof.replace(what, by);
    expect(changed).not.toBe(proof);
    expect(() => checkEvidence(changed, event, trust)).toThrow(why);
  });
});

describe("An event's digest", () => {
  it('is over position, time and body, as anyone can work it out', async () => {
    const { createHash } = await import('node:crypto');
    for (const position of [1, 256, 2 ** 32, 2 ** 32 + 5, Number.MAX_SAFE_INTEGER]) {
      const head = Buffer.alloc(16);
      head.writeBigInt64BE(BigInt(position), 0);
      head.writeBigInt64BE(1_646_092_800_123n, 8);
      for (const body of ['{}', '{"tên":"Nguyễn Thị Hoa 🌸"}', `{"x":"${'ư'.repeat(5_000)}"}`]) {
        const digest = createHash('sha256').update(head).update(body).digest();
        expect(Buffer.from(eventDigest({ position, recordedAt: 1_646_092_800_123, body }))).toEqual(digest);
      }
    }
  });
});
