import { type Actor, type PersonalRead, ScanStored } from '@hoso/contracts';
import { StoreUnavailable } from '@hoso/event-sourcing';
import { beforeEach, describe, expect, it } from '@jest/globals';
import * as a from '../../test/dossier-stories.ts';
import { history, plainSealer, storeOf, type ToldEvent } from '../../test/paper-history.ts';
import { checkScan, openScan, type ScanQueryPorts } from './scan-queries.ts';

const key = `${'A'.repeat(43)}=`;
const kept = (sha256: string, document = 'application-form'): ToldEvent => ({
  type: 'ScanStored',
  data: { document, sha256, bytes: 1_000, mediaType: 'application/pdf', seal: { key, sha256: 'c'.repeat(64) } },
});
const [first, second] = ['a'.repeat(64), 'b'.repeat(64)];

let log: (PersonalRead | 'opened')[];
let isDestroyed: boolean;
let mayRecord: boolean;

beforeEach(() => {
  log = [];
  isDestroyed = false;
  mayRecord = true;
});

async function portsOver(...events: readonly ToldEvent[]): Promise<ScanQueryPorts> {
  return {
    store: await storeOf(history(events)),
    sealer: {
      ...plainSealer,
      open: async (value, context) => {
        log.push('opened');
        return isDestroyed ? undefined : await plainSealer.open(value, context);
      },
    },
    reads: {
      record: async (read) => {
        if (!mayRecord) throw new StoreUnavailable('full');
        log.push(read);
      },
    },
    clock: () => Date.parse(a.receivedAt),
  };
}

const inspector: Actor = { id: 'inspector-01', role: 'inspector', unit: 'inspectorate' };
const operator: Actor = { id: 'operator-01', role: 'operator', unit: 'platform' };
const asked = { id: a.dossierId, document: 'application-form' };

describe('A scan that is kept here', () => {
  const told = [a.submitted, a.scanned, kept(first), kept(second), a.received];

  it('is opened, the newest of its document or the one named, once that is recorded', async () => {
    const ports = await portsOver(...told);
    const answer = { sha256: second, bytes: 1_000, mediaType: 'application/pdf', code: a.code };
    expect(await openScan(ports, asked, a.clerk)).toEqual({ ...answer, seal: { key, sha256: 'c'.repeat(64) } });
    expect(log).toEqual([
      {
        actor: a.clerk,
        dossiers: [a.dossierId],
        fields: ['scan.application-form'],
        purpose: 'casework',
        query: 'OpenScan',
      },
      'opened',
    ]);
    expect(await openScan(ports, { ...asked, sha256: first }, inspector)).toMatchObject({ sha256: first });
  });

  it('is sealed where it is stored', async () => {
    const ports = await portsOver(...told);
    const bodies = (await ports.store.readStream(`dossier-${a.dossierId}`, 0, 100)).map(({ body }) => body);
    expect(bodies.some((body) => body.includes(key))).toBe(false);
  });

  it('is opened to nobody where its reading cannot be recorded', async () => {
    mayRecord = false;
    await expect(openScan(await portsOver(...told), asked, a.clerk)).rejects.toThrow(StoreUnavailable);
    expect(log).toEqual([]);
  });

  it('is gone with the key of its dossier', async () => {
    isDestroyed = true;
    await expect(openScan(await portsOver(...told), asked, a.clerk)).rejects.toThrow('KeyDestroyed');
  });

  it.each([
    ['another counter', a.strangeClerk, 'DossierNotFound'],
    ['another applicant', a.otherApplicant, 'DossierNotFound'],
    ['who runs the platform', operator, 'RoleNotAllowed'],
  ])('is not for %s', async (_who, actor, code) => {
    await expect(openScan(await portsOver(...told), asked, actor)).rejects.toThrow(code);
    expect(log).toEqual([]);
  });

  it.each([
    ['another document', { ...asked, document: 'photo' }],
    ['another content', { ...asked, sha256: 'd'.repeat(64) }],
    ['one that is recorded by its hash alone', { ...asked, sha256: a.sha256.replace(/^a/, 'e') }],
  ])('is not found by %s', async (_what, ask) => {
    await expect(openScan(await portsOver(...told), ask, a.clerk)).rejects.toThrow('ScanNotFound');
    expect(log).toEqual([]);
  });

  it('is checked before it is sent, as the command will be', async () => {
    const refused = async (actor: Actor, ...events: readonly ToldEvent[]) =>
      checkScan(await portsOver(...events), asked, actor);
    expect(await refused(a.clerk, a.submitted)).toEqual({});
    await expect(refused(a.strangeClerk, a.submitted)).rejects.toThrow('WrongUnit');
    await expect(refused(a.officerAtCounter, a.submitted)).rejects.toThrow('WrongRole');
    await expect(refused(a.clerk, a.submitted, a.withdrawn)).rejects.toThrow('NotInState');
    await expect(refused(a.clerk)).rejects.toThrow('DossierNotFound');
  });

  it('was kept elsewhere before there was a seal', () => {
    const before = { document: 'application-form', sha256: first, bytes: 1, mediaType: 'image/png' };
    expect(ScanStored.upcast(before, 1)).toEqual(before);
  });
});
