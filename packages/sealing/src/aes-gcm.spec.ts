import { createSecretKey } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { decrypt, encrypt } from './aes-gcm.ts';

const hex = (text: string) => Buffer.from(text, 'hex');
const feff = 'feffe9928665731c6d6a8f9467308308'.repeat(2);
const d931 =
  'd9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16a' +
  'edf5aa0de657ba637b391aafd255';
const c522 =
  '522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b1056828838c5f6' +
  '1e6393ba7a0abcc9f662898015ad';

// The Galois/Counter Mode of Operation (McGrew and Viega, as submitted to NIST), test cases 13 to 16, and the first
// vector of NIST's CAVP file gcmEncryptExtIV256.rsp.
const vectors = [
  {
    name: 'case 13',
    key: '00'.repeat(32),
    iv: '00'.repeat(12),
    plain: '',
    aad: '',
    ct: '',
    tag: '530f8afbc74536b9a963b4f1c4cb738b',
  },
  {
    name: 'case 14',
    key: '00'.repeat(32),
    iv: '00'.repeat(12),
    plain: '00'.repeat(16),
    aad: '',
    ct: 'cea7403d4d606b6e074ec5d3baf39d18',
    tag: 'd0d1c8a799996bf0265b98b5d48ab919',
  },
  {
    name: 'case 15',
    key: feff,
    iv: 'cafebabefacedbaddecaf888',
    plain: d931,
    aad: '',
    ct: c522,
    tag: 'b094dac5d93471bdec1a502270e3cc6c',
  },
  {
    name: 'case 16',
    key: feff,
    iv: 'cafebabefacedbaddecaf888',
    plain: d931.slice(0, 120),
    aad: 'feedfacedeadbeeffeedfacedeadbeefabaddad2',
    ct: c522.slice(0, 120),
    tag: '76fc6ece0f4e1768cddf8853bb2d551b',
  },
  {
    name: 'CAVP, count 0',
    key: 'b52c505a37d78eda5dd34f20c22540ea1b58963cf8e5bf8ffa85f9f2492505b4',
    iv: '516c33929df5a3284ff463d7',
    plain: '',
    aad: '',
    ct: '',
    tag: 'bdc1ac884d332457a1d2664f168c76f0',
  },
] as const;

describe('AES-256-GCM', () => {
  it.each(vectors)('gives what NIST publishes: $name', ({ key, iv, plain, aad, ct, tag }) => {
    const secret = createSecretKey(hex(key));
    const encrypted = encrypt(secret, hex(iv), hex(plain), hex(aad));
    expect(encrypted.ct.toString('hex')).toBe(ct);
    expect(encrypted.tag.toString('hex')).toBe(tag);
    expect(decrypt(secret, { iv: hex(iv), ct: hex(ct), tag: hex(tag) }, hex(aad))?.toString('hex')).toBe(plain);
  });

  it('takes no tag that was cut down, and no vector of another length', () => {
    const { key, iv, ct, tag, aad } = vectors[3];
    const secret = createSecretKey(hex(key));
    expect(decrypt(secret, { iv: hex(iv), ct: hex(ct), tag: hex(tag) }, hex(aad))).toBeDefined();
    for (const length of [0, 4, 8, 12, 15]) {
      expect(
        decrypt(secret, { iv: hex(iv), ct: hex(ct), tag: hex(tag).subarray(0, length) }, hex(aad)),
      ).toBeUndefined();
    }
    expect(decrypt(secret, { iv: hex(`${iv}00`), ct: hex(ct), tag: hex(tag) }, hex(aad))).toBeUndefined();
  });
});
