import { createHash, randomUUID } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { type Actor, ListReads, Receipt } from '@hoso/contracts';
import { z } from 'zod';
import { jpeg, pdf, png, tiff, zip } from '../../../packages/scans/test/files.ts';
import { type Api, applicant, clerk, inspector, operator, submission, tokenFor, until } from '../api.ts';
import { answered } from '../hoso-command.ts';
import { postman } from '../postal-journey.ts';
import type { Trial } from '../ways.ts';

const Problem = z.looseObject({ code: z.string(), detail: z.string().optional() });
/** Words that no file of a platform may hold in the clear. */
const planted = 'Lời khai riêng của bà Hoa Phượng Vĩ';
const secretPdf = Buffer.concat([pdf.subarray(0, 9), Buffer.from(`% ${planted}\n`), pdf.subarray(9)]);
const digestOf = (bytes: Uint8Array) => `sha-256=:${createHash('sha256').update(bytes).digest('base64')}:`;

/** Scans, over HTTP and on the command line. */
export function describeScans({ http: running, run, folder }: Trial): void {
  let http: Api;
  const id = randomUUID();
  const path = `/dossiers/${id}/scans/application-form`;
  beforeAll(async () => {
    http = running();
    await http.command(`/dossiers/${id}`, { as: clerk, body: submission });
  });
  const send = async (bytes: Uint8Array, as: Actor | undefined, headers: Record<string, string> = {}, to = path) => {
    const response = await fetch(new URL(to, http.url), {
      method: 'POST',
      headers: {
        ...(as ? { authorization: `Bearer ${await tokenFor(folder.path, as)}` } : {}),
        ...{ 'content-type': 'application/octet-stream', 'accept-language': 'en', ...headers },
      },
      body: new Uint8Array(bytes),
    });
    return { status: response.status, body: await response.json() };
  };
  const refused = async (...asked: Parameters<typeof send>) => {
    const { status, body } = await send(...asked);
    return [status, Problem.parse(body).code];
  };
  const fetched = async (to: string, as: Actor) => {
    const headers = { authorization: `Bearer ${await tokenFor(folder.path, as)}`, 'accept-language': 'en' };
    const response = await fetch(new URL(to, http.url), { headers });
    return { status: response.status, headers: response.headers, bytes: Buffer.from(await response.arrayBuffer()) };
  };
  const codeOf = ({ bytes }: { readonly bytes: Buffer }) => Problem.parse(JSON.parse(bytes.toString())).code;
  const scansOf = async () => (await http.dossier(id, clerk)).scans;
  // Where services are processes, the ledger lies beside the files.
  const uploads = () =>
    readdirSync(join(folder.path, 'uploads'))
      .filter((name) => name !== 'ledger')
      .sort();

  describe('A scan', () => {
    it('is kept, and comes back as it was', async () => {
      const { status, body } = await send(secretPdf, clerk, { 'content-digest': digestOf(secretPdf) });
      expect(status).toBe(201);
      const { position } = Receipt.parse(body);
      expect((await http.dossier(id, clerk, position)).scans).toMatchObject([{ document: 'application-form' }]);
      for (const as of [clerk, inspector]) {
        const back = await fetched(path, as);
        expect(back.status).toBe(200);
        expect(back.bytes.equals(secretPdf)).toBe(true);
        expect(back.headers.get('content-digest')).toBe(digestOf(secretPdf));
        expect(back.headers.get('content-type')).toBe('application/pdf');
        expect(back.headers.get('content-disposition')).toContain('attachment');
        expect(back.headers.get('x-content-type-options')).toBe('nosniff');
        expect(back.headers.get('cache-control')).toBe('no-store');
      }
    });

    it.each([
      ['image/jpeg', jpeg],
      ['image/png', png],
      ['image/tiff', tiff],
    ])('may be %s', async (type, bytes) => {
      const to = `/dossiers/${id}/scans/${type.replace('/', '-')}`;
      expect((await send(bytes, clerk, { 'content-type': type }, to)).status).toBe(201);
      const back = await fetched(to, clerk);
      expect([back.headers.get('content-type'), back.bytes.equals(bytes)]).toEqual([type, true]);
    });

    it('that is newer takes the place of the one before, which stays', async () => {
      const [first] = await scansOf();
      const { body } = await send(pdf, clerk);
      await http.dossier(id, clerk, Receipt.parse(body).position);
      expect((await fetched(path, clerk)).bytes.equals(pdf)).toBe(true);
      expect((await fetched(`${path}?sha256=${first?.sha256}`, clerk)).bytes.equals(secretPdf)).toBe(true);
    });

    it('is sent again under its command’s id, and recorded once', async () => {
      const headers = { 'command-id': randomUUID() };
      const to = `/dossiers/${id}/scans/again`;
      const [first, second] = [await send(png, clerk, headers, to), await send(png, clerk, headers, to)];
      expect([first.status, second.status, second.body]).toEqual([201, 200, first.body]);
      await http.dossier(id, clerk, Receipt.parse(first.body).position);
    });

    it('is not what it is not, and then nothing of it is kept', async () => {
      const before = [await scansOf(), uploads()];
      expect(await refused(zip, clerk)).toEqual([400, 'ScanRefused']);
      expect(await refused(Buffer.concat([pdf, zip]), clerk)).toEqual([400, 'ScanRefused']);
      expect(await refused(Buffer.concat([png, pdf]), clerk)).toEqual([400, 'ScanRefused']);
      expect(await refused(jpeg.subarray(0, -1), clerk)).toEqual([400, 'ScanRefused']);
      expect(await refused(png, clerk, { 'content-type': 'application/pdf' })).toEqual([400, 'ScanRefused']);
      expect(await refused(Buffer.from('<html>'), clerk, { 'content-type': 'text/html' })).toEqual([
        415,
        'UnsupportedMediaType',
      ]);
      expect(await refused(pdf, clerk, { 'content-type': 'application/json' })).toEqual([400, expect.any(String)]);
      expect(await refused(pdf, clerk, { 'content-digest': digestOf(png) })).toEqual([400, 'ContentDiffers']);
      expect(await refused(pdf, clerk, { 'content-digest': 'sha-256=abc' })).toEqual([400, 'InvalidInput']);
      expect(await refused(pdf, clerk, { 'command-id': 'mine' })).toEqual([400, 'InvalidInput']);
      const tooLarge = Buffer.concat([pdf.subarray(0, 9), Buffer.alloc(50_000_000, ' '), pdf.subarray(9)]);
      expect((await refused(tooLarge, clerk))[0]).toBe(413);
      const { body } = await send(zip, clerk, { 'accept-language': 'vi' });
      expect(Problem.parse(body).detail).toContain('không phải loại tệp được nhận');
      expect([await scansOf(), uploads()]).toEqual(before);
    });

    it('is taken from the counter of its dossier alone', async () => {
      const before = uploads();
      expect(await refused(pdf, undefined)).toEqual([401, 'TokenMissing']);
      expect(await refused(pdf, inspector)).toEqual([403, 'RoleNotAllowed']);
      expect(await refused(pdf, { ...clerk, unit: 'co-to-one-stop' })).toEqual([403, 'WrongUnit']);
      const nobodys = `/dossiers/${randomUUID()}/scans/application-form`;
      expect(await refused(pdf, clerk, {}, nobodys)).toEqual([404, 'DossierNotFound']);
      expect(await refused(pdf, clerk, {}, `/dossiers/${id}/scans/No%20Slug`)).toEqual([400, 'InvalidInput']);
      expect(uploads()).toEqual(before);
    });

    it('that is cut off on its way leaves nothing', async () => {
      const before = [await scansOf(), uploads()];
      const authorization = `Bearer ${await tokenFor(folder.path, clerk)}`;
      const headers = { authorization, 'content-type': 'application/pdf', 'content-length': 5_000_000 };
      const sending = request(new URL(path, http.url), { method: 'POST', headers });
      const cut = new Promise<void>((resolve) => sending.once('error', () => resolve()));
      sending.write(Buffer.concat([pdf.subarray(0, 9), Buffer.alloc(1_000_000, ' ')]));
      const drafts = () => uploads().filter((name) => name.startsWith('.draft-')).length;
      await until('being written', async () => (drafts() > 0 ? true : undefined));
      sending.destroy();
      await cut;
      await until('swept', async () => (drafts() === 0 ? true : undefined));
      expect([await scansOf(), uploads()]).toEqual(before);
    });

    it('is opened for who may read the applicant, and each reading is recorded', async () => {
      expect(codeOf(await fetched(path, operator))).toBe('RoleNotAllowed');
      expect(codeOf(await fetched(path, applicant))).toBe('DossierNotFound');
      expect(codeOf(await fetched(path, postman))).toBe('DossierNotFound');
      expect(codeOf(await fetched(`/dossiers/${id}/scans/authorisation`, clerk))).toBe('ScanNotFound');
      const { body } = await http.send('GET', `/reads?dossier=${id}&limit=200`, { as: inspector });
      const reads = ListReads.answer.parse(body).items.filter(({ query }) => query === 'OpenScan');
      expect(reads.map(({ actor, fields }) => `${actor.id} ${fields.join()}`).sort()).toEqual([
        ...Array.from({ length: 3 }, () => 'clerk-0702 scan.application-form'),
        ...['jpeg', 'png', 'tiff'].map((type) => `clerk-0702 scan.image-${type}`),
        'inspector-2001 scan.application-form',
      ]);
    });

    it('is nowhere in the clear', () => {
      const words = Buffer.from(planted);
      for (const name of uploads()) {
        expect(readFileSync(join(folder.path, 'uploads', name)).includes(words)).toBe(false);
      }
    });

    it('goes up and comes down on the command line', async () => {
      const [file, out] = [join(folder.path, 'in.png'), join(folder.path, 'out.png')];
      writeFileSync(file, png);
      await answered(run('--json', 'scan', 'upload', id, 'authorisation', '--file', file));
      await answered(run('--json', 'scan', 'download', id, 'authorisation', '--out', out));
      expect(readFileSync(out).equals(png)).toBe(true);
      writeFileSync(file, zip);
      const bad = await run('scan', 'upload', id, 'authorisation', '--file', file);
      expect([bad.code, bad.stderr]).toEqual([2, expect.stringContaining('ScanRefused')]);
      const none = await run('scan', 'download', id, 'photo', '--out', join(folder.path, 'none.png'));
      expect([none.code, existsSync(join(folder.path, 'none.png'))]).toEqual([1, false]);
    });
  });
}
