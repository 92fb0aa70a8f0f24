import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { canonicalJson, isSealed, Sealed } from '@hoso/event-sourcing';
import fc from 'fast-check';
import type { KeyStore } from './key-store.ts';
import { sealer } from './sealer.ts';
import { sqliteKeyStore } from './sqlite-key-store.ts';

const dossierId = '0190b8a2-0000-7000-8000-000000000001';
const context = { eventId: '0190b8a2-0000-8000-8000-00000000000a', pointer: '/applicant/name' };
const canonical = fc.jsonValue().filter((value) => {
  try {
    return canonicalJson(value) !== '';
  } catch {
    return false;
  }
});

describe('A sealed value', () => {
  let folder: string;
  let keys: KeyStore;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'hoso-sealer-'));
    keys = sqliteKeyStore(join(folder, 'keys.sqlite'));
  });
  afterAll(async () => {
    await keys.close();
    rmSync(folder, { recursive: true });
  });

  it('is what it was when opened, whatever JSON it is', () =>
    fc.assert(
      fc.asyncProperty(canonical, fc.uuid(), fc.string(), async (value, eventId, pointer) => {
        const sealed = await sealer(keys).seal(dossierId, value, { eventId, pointer });
        const opened = await sealer(keys).open(sealed, { eventId, pointer });
        expect(canonicalJson(opened?.value)).toBe(canonicalJson(value));
      }),
    ));

  it('has the form that events hold, and shows nothing of the value', async () => {
    const sealed = await sealer(keys).seal(dossierId, 'Nguyễn Văn A', context);
    expect(Sealed.parse(sealed)).toEqual(sealed);
    expect(isSealed(sealed)).toBe(true);
    expect(sealed.kid).toBe(dossierId);
    expect([sealed.iv, sealed.tag].map((text) => Buffer.from(text, 'base64').length)).toEqual([12, 16]);
    expect(JSON.stringify(sealed)).not.toContain('Nguy');
  });

  it('looks another way each time', async () => {
    const sealed = await Promise.all(Array.from({ length: 500 }, () => sealer(keys).seal(dossierId, 'same', context)));
    expect(new Set(sealed.map(({ iv }) => iv)).size).toBe(500);
    expect(new Set(sealed.map(({ ct }) => ct)).size).toBeGreaterThan(490);
  });

  it('is refused in another event or at another place', () =>
    fc.assert(
      fc.asyncProperty(fc.uuid(), fc.string(), async (eventId, pointer) => {
        const sealed = await sealer(keys).seal(dossierId, 'here', context);
        await expect(sealer(keys).open(sealed, { ...context, eventId })).rejects.toMatchObject({
          name: 'SealBroken',
          eventId,
        });
        await expect(sealer(keys).open(sealed, { ...context, pointer })).rejects.toMatchObject({
          name: 'SealBroken',
          pointer,
        });
      }),
    ));

  it('is refused when its place and event are split another way', async () => {
    const sealed = await sealer(keys).seal(dossierId, 'here', { eventId: 'a', pointer: '/b/c' });
    await expect(sealer(keys).open(sealed, { eventId: 'a/b', pointer: '/c' })).rejects.toThrow('broken');
  });

  it('is refused with any byte flipped in any part', () =>
    fc.assert(
      fc.asyncProperty(
        fc.constantFrom('kid', 'iv', 'ct', 'tag'),
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        canonical,
        async (part, at, by, value) => {
          const sealed = await sealer(keys).seal(dossierId, value, context);
          const encoding = part === 'kid' ? 'latin1' : 'base64';
          const bytes = Buffer.from(sealed[part], encoding);
          const index = at % bytes.length;
          bytes.writeUInt8(bytes.readUInt8(index) ^ by, index);
          const flipped = { ...sealed, [part]: bytes.toString(encoding) };
          await expect(sealer(keys).open(flipped, context)).rejects.toMatchObject({ name: 'SealBroken' });
        },
      ),
    ));

  it('is refused in any other spelling of its base64, or cut', async () => {
    const sealed = await sealer(keys).seal(dossierId, 'some words', context);
    for (const part of ['iv', 'ct', 'tag'] as const) {
      const text = sealed[part];
      for (const other of [`${text}=`, `${text}\n`, text.slice(0, -1), text.slice(0, 4), `-${text.slice(1)}`]) {
        await expect(sealer(keys).open({ ...sealed, [part]: other }, context)).rejects.toThrow('broken');
      }
    }
    // The last two digits hold padding bits that a lenient reader ignores.
    const spelling = sealed.tag.replace(/.==$/, (end) => `${String.fromCharCode(end.charCodeAt(0) + 1)}==`);
    expect(Buffer.from(spelling, 'base64').equals(Buffer.from(sealed.tag, 'base64'))).toBe(true);
    await expect(sealer(keys).open({ ...sealed, tag: spelling }, context)).rejects.toThrow('changed or moved');
  });

  it('is refused under the key of another dossier', async () => {
    const sealed = await sealer(keys).seal(dossierId, 'mine', context);
    await keys.keyOf('another');
    await expect(sealer(keys).open({ ...sealed, kid: 'another' }, context)).rejects.toThrow('changed or moved');
    await expect(sealer(keys).open({ ...sealed, kid: 'unheard of' }, context)).rejects.toThrow('key unknown');
  });

  it('cannot be opened any more once the key is destroyed, and nothing is sealed under it again', async () => {
    const sealed = await sealer(keys).seal('to be forgotten', { name: 'Lê Thị B' }, context);
    await keys.destroy('to be forgotten');
    expect(await sealer(keys).open(sealed, context)).toBeUndefined();
    await expect(sealer(keys).seal('to be forgotten', 'again', context)).rejects.toMatchObject({
      code: 'KeyDestroyed',
    });
  });

  it('lives by one object until its key is forgotten, and by none once it is destroyed', async () => {
    const seal = sealer(keys);
    expect(await seal.lifeOf('to live')).toBeUndefined();
    const sealed = await seal.seal('to live', 'Lê Thị B', context);
    const life = await seal.lifeOf('to live');
    await seal.open(sealed, context);
    expect(life).toBeDefined();
    expect(await seal.lifeOf('to live')).toBe(life);
    expect(await seal.lifeOf(dossierId)).not.toBe(life);
    await keys.destroy('to live');
    expect(await seal.lifeOf('to live')).toBeUndefined();
  });

  it('is not made of what has no canonical JSON; the place is named', async () => {
    await expect(sealer(keys).seal(dossierId, { note: 'a\u0000' }, context)).rejects.toMatchObject({
      name: 'NotCanonical',
      path: '/applicant/name/note',
    });
    await expect(sealer(keys).seal(dossierId, undefined, context)).rejects.toMatchObject({ name: 'NotCanonical' });
  });

  it('has a key that prints nothing of itself', async () => {
    const key = await keys.keyOf(dossierId);
    const printed = [inspect(key, { depth: 9 }), JSON.stringify(key), String(key)].join();
    for (const form of ['hex', 'base64'] as const) expect(printed).not.toContain(key.export().toString(form));
  });
});
