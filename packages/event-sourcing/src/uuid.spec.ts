import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { eventIdOf, uuidV5, uuidV8 } from './uuid.ts';

const form = (version: string) =>
  new RegExp(`^[0-9a-f]{8}-[0-9a-f]{4}-${version}[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`);

describe('UUIDs', () => {
  it('of version 5 are those of RFC 9562 appendix A.4', () => {
    expect(uuidV5('6ba7b810-9dad-11d1-80b4-00c04fd430c8', 'www.example.com')).toBe(
      '2ed6657d-e927-568b-95e1-2665a8aea6a2',
    );
  });

  it('of version 8 are the first bits of SHA-256, but for version and variant', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.string(), fc.nat()), { minLength: 1 }), (parts) => {
        const id = uuidV8(...parts);
        const digest = createHash('sha256').update(parts.join('\n')).digest();
        digest[6] = (digest.readUInt8(6) & 0x0f) | 0x80;
        digest[8] = (digest.readUInt8(8) & 0x3f) | 0x80;
        expect(id).toMatch(form('8'));
        expect(id.replaceAll('-', '')).toBe(digest.toString('hex', 0, 16));
      }),
    );
  });

  it('of events differ by command and by index, and are the same again', () => {
    const ids = ['a', 'b'].flatMap((command) => Array.from({ length: 200 }, (_, index) => eventIdOf(command, index)));
    expect(new Set(ids).size).toBe(400);
    expect(eventIdOf('a', 7)).toBe(ids[7]);
  });

  it('of version 5 keep their form for any name', () => {
    fc.assert(
      fc.property(fc.uuid(), fc.string({ unit: 'binary' }), (space, name) =>
        expect(uuidV5(space, name)).toMatch(form('5')),
      ),
    );
  });
});
