import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { GiveEvidence, ProveConsistency, ProveInclusion, ShowLedger } from '@hoso/contracts';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { type Api, clerk, inspector } from '../api.ts';
import { answered } from '../hoso-command.ts';
import type { Trial } from '../ways.ts';

const Verified = z.looseObject({
  holds: z.boolean(),
  events: z.int().optional(),
  cosignedBy: z.array(z.string()).optional(),
  differences: z.array(z.strictObject({ field: z.string(), reason: z.string() })),
});

/** That anybody can check the log with nothing but files. It stands last: in a log in which something happened. */
export function describeLedger({ folder, run, http: running }: Trial): void {
  let http: Api;
  beforeAll(() => {
    http = running();
  });
  const path = (...parts: readonly string[]): string => join(folder.path, 'ledger-trial', ...parts);
  const verified = async (...words: readonly string[]) => {
    const { code, stdout, stderr } = await run('verify', ...words, '--json');
    if (stdout === '') throw new Error(`ended with ${code}: ${stderr}`);
    return { code, ...Verified.parse(JSON.parse(stdout)) };
  };
  const exported = async (name: string, ...words: readonly string[]): Promise<string> => {
    await answered(run('ledger', 'export', path(name), '--json', ...words));
    return path(name);
  };

  describe('The ledger', () => {
    it('is sealed as events come, and open to everybody as files', async () => {
      const shown = ShowLedger.answer.parse((await http.send('GET', '/ledger', {})).body);
      expect([shown.trouble, shown.origin]).toEqual([undefined, expect.stringMatching(/^hoso\/[0-9a-f-]{36}$/)]);
      await answered(run('ledger', 'prove-inclusion', String(shown.completeUpTo), '--json'));
      const checkpoint = await fetch(new URL('/ledger/checkpoint', http.url));
      expect([checkpoint.status, checkpoint.headers.get('cache-control')]).toEqual([200, 'public, max-age=1']);
      expect((await checkpoint.text()).split('\n')[0]).toBe(shown.origin);
      const tile = await fetch(new URL('/ledger/tile/entries/000.p/1', http.url));
      expect(tile.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
      expect((await tile.arrayBuffer()).byteLength).toBe(2 + 32);
    });

    it.each([
      ['tile/0/..%2f..%2fkeys%2fmaster.key', 400, 'NotProven'],
      ['tile/0/%2e%2e/000', 400, 'NotProven'],
      ['tile/9/000', 400, 'NotProven'],
      ['tile/0/0', 400, 'NotProven'],
      ['tile/0/000.p/256', 400, 'NotProven'],
      ['tile/0/x999/999', 404, 'LedgerFileNotFound'],
      ['tile/6/000', 404, 'LedgerFileNotFound'],
      ['tile/0/000?log=nowhere', 403, 'RoleNotAllowed'],
      ['inclusion?position=0', 400, 'InvalidInput'],
      ['inclusion?position=5&size=4', 400, 'NotProven'],
      ['inclusion?position=1&size=999999999', 409, 'LedgerTooShort'],
      ['consistency?size1=3&size2=2', 400, 'NotProven'],
      ['consistency?size1=0&size2=2', 400, 'InvalidInput'],
      ['evidence?position=1', 401, 'TokenMissing'],
    ])('refuses %s', async (asked, status, code) => {
      expect(await http.send('GET', `/ledger/${asked}`, {})).toMatchObject({ status, body: { code } });
    });

    it('proves by published means that an event stands in it, and that it only grew', async () => {
      const { items } = await eventsFrom(http, 3);
      const [first] = items;
      if (!first) throw new Error('it has a third event');
      const { completeUpTo: size } = ShowLedger.answer.parse((await http.send('GET', '/ledger', {})).body);
      const proof = ProveInclusion.answer.parse(
        await answered(run('ledger', 'prove-inclusion', '3', '--size', String(size), '--json')),
      );
      const head = Buffer.alloc(16);
      head.writeBigInt64BE(3n);
      head.writeBigInt64BE(BigInt(Date.parse(first.recordedAt)), 8);
      const digest = sha256(head, Buffer.from(first.body));
      expect(proof).toMatchObject({ index: 2, size, leaf: sha256(Buffer.of(0), digest).toString('base64') });
      // Of a third leaf the way to the root begins with its right neighbour, and then goes left.
      expect(proof.hashes).toHaveLength(Math.ceil(Math.log2(size)));
      const consistency = ProveConsistency.answer.parse(
        await answered(run('ledger', 'prove-consistency', String(size - 1), String(size), '--json')),
      );
      expect(consistency).toMatchObject({ size1: size - 1, size2: size, root2: proof.root });
    });

    it('is copied, and the copy verified without the platform', async () => {
      const copy = await exported('copy');
      const lines = readFileSync(join(copy, 'events.jsonl'), 'utf8').trimEnd().split('\n');
      expect(Object.keys(JSON.parse(lines[0] ?? ''))).toEqual(['position', 'recordedAt', 'body']);
      expect(await verified(copy)).toMatchObject({ code: 0, holds: true, events: lines.length, differences: [] });
    });

    it('names the event of which one byte was changed', async () => {
      const copy = await exported('changed');
      const events = readFileSync(join(copy, 'events.jsonl'), 'utf8').split('\n');
      events[4] = (events[4] ?? '').replace('actor', 'Actor');
      writeFileSync(join(copy, 'events.jsonl'), events.join('\n'));
      const { code, holds, differences } = await verified(copy, '--lang', 'vi');
      expect([code, holds]).toEqual([1, false]);
      expect(differences).toEqual([{ field: 'event 5', reason: 'không phải sự kiện đã niêm phong' }]);
    });

    it('gives evidence of one event that holds by itself', async () => {
      await answered(run('ledger', 'evidence', '2', '--out', path('evidence'), '--json'));
      expect(readdirSync(path('evidence')).sort()).toEqual(['2.json', '2.tlog-proof', 'keys']);
      expect(readFileSync(path('evidence', '2.tlog-proof'), 'utf8')).toMatch(/^c2sp\.org\/tlog-proof@v1\nindex 1\n/);
      expect(await verified(path('evidence', '2.tlog-proof'))).toMatchObject({ code: 0, holds: true });
      const event = readFileSync(path('evidence', '2.json'), 'utf8');
      writeFileSync(path('evidence', '2.json'), event.replace('"position":2', '"position":3'));
      const { code, differences } = await verified(path('evidence'));
      expect([code, differences]).toEqual([1, [expect.objectContaining({ field: '2.tlog-proof: index' })]]);
      const { body } = await http.send('GET', '/ledger/evidence?position=1', { as: inspector });
      expect(GiveEvidence.answer.parse(body).event.position).toBe(1);
    });

    it('is cosigned by a witness, whose word goes out with every copy', async () => {
      const name = 'inspectorate.example/w1';
      const watch = (...words: readonly string[]) =>
        run('witness', http.url, '--state', path('witness'), '--name', name, ...words);
      const { code, stderr } = await watch('--as', 'clerk@ha-long-one-stop');
      expect([code, stderr]).toEqual([1, expect.stringContaining('RoleNotAllowed')]);
      expect(await answered(watch('--as', 'inspector@inspectorate', '--json'))).toMatchObject({ sent: true });
      const shown = ShowLedger.answer.parse((await http.send('GET', '/ledger', {})).body);
      expect(shown.cosigned?.by).toEqual([name]);
      const { size = 0 } = shown.cosigned ?? {};
      await answered(run('ledger', 'evidence', String(size), '--out', path('cosigned'), '--json'));
      expect(readFileSync(path('cosigned', `${size}.tlog-proof`), 'utf8')).toContain(`— ${name} `);
      expect(await verified(path('cosigned'))).toMatchObject({ code: 0, holds: true });
    });

    it('takes no cosignature of anything that it has not signed', async () => {
      const other = `hoso/${'0'.repeat(36)}\n1\n${Buffer.alloc(32).toString('base64')}\n\n— a ${'A'.repeat(100)}\n`;
      const key = `w+00000000+${Buffer.alloc(33, 4).toString('base64')}`;
      const give = (body: object, as = inspector) => http.send('POST', '/ledger/cosignatures', { as, body });
      expect(await give({ key, checkpoint: other })).toMatchObject({ status: 400, body: { code: 'NotProven' } });
      expect(await give({ key: 'none', checkpoint: other })).toMatchObject({
        status: 400,
        body: { code: 'NotProven' },
      });
      expect(await give({ key }, inspector)).toMatchObject({ status: 400, body: { code: 'InvalidInput' } });
      expect(await give({ key, checkpoint: other }, clerk)).toMatchObject({ status: 403 });
    });

    it("is made of somebody else's log, too, when it is asked for", async () => {
      const copy = await exported('sample', '--log', 'sample');
      expect(await verified(copy)).toMatchObject({ code: 0, holds: true });
      rmSync(path('sample'), { recursive: true });
      expect(await run('ledger', 'show', '--log', 'nowhere')).toMatchObject({ code: 1 });
    });
  });
}

async function eventsFrom(http: Api, position: number) {
  const { body } = await http.send('GET', `/logs/main/events?after=${position - 1}&limit=1`, { as: inspector });
  return z.looseObject({ items: z.array(z.object({ recordedAt: z.string(), body: z.string() })) }).parse(body);
}

function sha256(...parts: readonly Uint8Array[]): Buffer {
  const digest = createHash('sha256');
  for (const part of parts) digest.update(part);
  return digest.digest();
}
