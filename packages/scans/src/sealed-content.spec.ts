import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { gathered, inPieces } from '../test/files.ts';
import { opening, sealBytes, sealing } from './sealed-content.ts';

async function sealed(plain: Uint8Array, size = 1_000) {
  const content = sealing(inPieces(plain, size));
  return { bytes: await gathered(content), seal: content.seal(), plainBytes: content.bytes() };
}

describe('Sealed content', () => {
  it('is opened as it was, however it comes', () =>
    fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), fc.integer({ min: 1, max: 80 }), async (plain, size) => {
        const { bytes, seal, plainBytes } = await sealed(plain, size);
        expect([bytes.length, plainBytes]).toEqual([plain.length + sealBytes, plain.length]);
        expect((await gathered(opening(inPieces(bytes, size), seal))).equals(Buffer.from(plain))).toBe(true);
      }),
    ));

  it('shows nothing of what it says, and is another one each time', async () => {
    const plain = Buffer.alloc(10_000, 'Nguyễn Thị Hoa ');
    const [one, other] = [await sealed(plain), await sealed(plain)];
    expect(one.bytes.includes('Hoa')).toBe(false);
    expect(one.bytes.equals(other.bytes)).toBe(false);
    expect(one.seal.sha256).toBe(other.seal.sha256);
    expect(one.seal.key).not.toBe(other.seal.key);
  });

  it('is broken where a byte of it was changed, or it was cut off, or its key is another', async () => {
    const { bytes, seal } = await sealed(randomBytes(5_000));
    for (const at of [0, 11, 12, 2_500, bytes.length - 17, bytes.length - 1]) {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ 1;
      await expect(gathered(opening(inPieces(changed, 999), seal))).rejects.toMatchObject({ name: 'ContentBroken' });
    }
    for (const length of [0, 5, 12, 20, bytes.length - 1]) {
      const cut = inPieces(bytes.subarray(0, length), 999);
      await expect(gathered(opening(cut, seal))).rejects.toMatchObject({ name: 'ContentBroken' });
    }
    const other = { ...seal, key: randomBytes(32).toString('base64') };
    await expect(gathered(opening(inPieces(bytes, 999), other))).rejects.toMatchObject({ name: 'ContentBroken' });
    const another = { ...seal, sha256: 'a'.repeat(64) };
    await expect(gathered(opening(inPieces(bytes, 999), another))).rejects.toMatchObject({ name: 'ContentBroken' });
  });

  it('fails with what its content fails with', async () => {
    const failing = async function* (): AsyncIterable<Uint8Array> {
      yield Buffer.from('half');
      throw new Error('cut off');
    };
    await expect(gathered(sealing(failing()))).rejects.toThrow('cut off');
  });
});
