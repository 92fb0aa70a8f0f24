import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { z } from 'zod';
import type { NewEvent } from './envelope.ts';
import { type AnyEventType, eventType } from './event-type.ts';
import { personal, type Sealed } from './personal.ts';
import { openEvent, type Sealer, sealEvent } from './sealer.ts';

const Submitted = eventType(
  'Submitted',
  z.object({
    day: z.string(),
    applicant: z.object({ name: personal(z.string()), phone: personal(z.string()).optional() }),
    heirs: z.array(z.object({ name: personal(z.string()), share: z.number() })).default([]),
    notes: z.record(z.string(), personal(z.string())).default({}),
  }),
);
const Closed = eventType('Closed', z.object({ day: z.string() }));

const about = { kid: 'dossier 1', iv: 'AAAA', tag: 'AAAA' };
const plain = { day: '2022-03-15', applicant: { name: 'Nguyễn Văn A', phone: '0912' }, heirs: [], notes: {} };

/** Seals by base64, so that a test sees what was bound to what. Keys named in `destroyed` are gone. */
function readableSealer(destroyed: readonly string[] = []): Sealer {
  const text = (value: unknown, context: object) => Buffer.from(JSON.stringify({ value, context })).toString('base64');
  return {
    seal: async (dossierId, value, context) => ({ ...about, kid: dossierId, ct: text(value, context) }),
    async open({ kid, ct }, context) {
      if (destroyed.includes(kid)) return undefined;
      const held: { value: unknown; context: unknown } = JSON.parse(Buffer.from(ct, 'base64').toString());
      expect(held.context).toEqual(context);
      return { value: held.value };
    },
    lifeOf: async (kid) => (destroyed.includes(kid) ? undefined : about),
  };
}

function event(data: unknown, dossierId: string | null = 'dossier 1'): NewEvent {
  return {
    commandId: 'command 1',
    commandType: 'Submit',
    type: 'Submitted',
    schemaVersion: 1,
    occurredAt: '2022-03-15T02:30:00.000Z',
    actor: { id: 'clerk-1', role: 'clerk', unit: 'one-stop' },
    correlationId: 'command 1',
    data,
    ...(dossierId === null ? {} : { dossierId }),
  };
}

/** The event as it is stored: sealed, and with its id. */
const sealedOf = async (type: AnyEventType, before: NewEvent) => ({
  ...(await sealEvent(readableSealer(), type, before, 'event 1')),
  id: 'event 1',
});

describe('An event with personal data', () => {
  it('is sealed field by field, each bound to its place, and lists the places', async () => {
    const heirs = [
      { name: 'Lê Thị B', share: 1 },
      { name: 'Lê Văn C', share: 2 },
    ];
    const sealed = await sealedOf(Submitted, event({ ...plain, heirs, notes: { 'a/b~c': 'sick' } }));
    expect(sealed.sealed).toEqual([
      '/applicant/name',
      '/applicant/phone',
      '/heirs/0/name',
      '/heirs/1/name',
      '/notes/a~1b~0c',
    ]);
    expect(sealed.data).toMatchObject({
      day: '2022-03-15',
      applicant: { name: { kid: 'dossier 1' } },
      heirs: [{ name: { kid: 'dossier 1' }, share: 1 }, { share: 2 }],
      notes: { 'a/b~c': { kid: 'dossier 1' } },
    });
    expect(JSON.stringify(sealed)).not.toMatch(/Nguyễn|Lê|0912|sick/);
  });

  it('is what it was when opened, whatever its fields', () => {
    const name = fc.string({ minLength: 1 });
    const data = fc.record(
      {
        day: fc.string(),
        applicant: fc.record({ name, phone: name }, { requiredKeys: ['name'] }),
        heirs: fc.array(fc.record({ name, share: fc.integer() })),
        notes: fc.dictionary(
          fc.string().filter((key) => key !== '__proto__'),
          name,
        ),
      },
      { noNullPrototype: true },
    );
    return fc.assert(
      fc.asyncProperty(data, async (value) => {
        const sealed = await sealedOf(Submitted, event(value));
        const opened = await openEvent(readableSealer(), sealed);
        expect(opened.data).toEqual(value);
      }),
    );
  });

  it('is not changed itself when it is sealed or opened', async () => {
    const before = event(structuredClone(plain));
    const sealed = await sealedOf(Submitted, before);
    expect(before).toEqual(event(plain));
    const copy = structuredClone(sealed);
    await openEvent(readableSealer(), sealed);
    expect(sealed).toEqual(copy);
  });

  it('leaves out what is absent', async () => {
    const sealed = await sealedOf(Submitted, event({ ...plain, applicant: { name: 'A' } }));
    expect(sealed.sealed).toEqual(['/applicant/name']);
  });

  it('keeps what is sealed already', async () => {
    const name: Sealed = { ...about, ct: 'AAAA' };
    const sealed = await sealedOf(Submitted, event({ ...plain, applicant: { name } }));
    expect(sealed).toMatchObject(event({ ...plain, applicant: { name } }));
    expect(sealed).not.toHaveProperty('sealed');
  });

  it('stays sealed where its key is gone, and opens the rest', async () => {
    const other = await sealedOf(Submitted, event(plain));
    const opened = await openEvent(readableSealer(['dossier 1']), other);
    expect(opened).toEqual(other);
    const mixed = { ...other, data: { ...plain, applicant: Object(other.data).applicant } };
    expect((await openEvent(readableSealer(), mixed)).data).toEqual(plain);
  });

  it('belongs to a dossier, or it cannot be sealed', async () => {
    await expect(sealedOf(Submitted, event(plain, null))).rejects.toThrow('belongs to no dossier');
    const closed = event({ day: 'x' }, null);
    expect(await sealEvent(readableSealer(), Closed, closed, 'event 1')).toEqual(closed);
  });

  it('is refused when a sealer says that a value was moved', async () => {
    const sealed = await sealedOf(Submitted, event(plain));
    await expect(openEvent(readableSealer(), { ...sealed, id: 'event 2' })).rejects.toThrow();
  });
});
