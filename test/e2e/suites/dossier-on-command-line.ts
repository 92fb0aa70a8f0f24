import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { FindDossier, ListDossiers, Receipt, Replay, StoredEvent } from '@hoso/contracts';
import { z } from 'zod';
import { until } from '../api.ts';
import { answered, hoso } from '../hoso-command.ts';
import type { Trial } from '../ways.ts';

/** A dossier from submission to returned result, by commands of the command line. */
export function describeDossierOnCommandLine({ folder, run, http: running }: Trial): void {
  const CommandReceipt = Receipt.extend({ dossier: z.string(), commandId: z.string() });
  let id: string;
  let code: string;

  /** A command about the dossier, answered with its receipt. */
  const act = async (verb: string, ...words: readonly string[]) =>
    CommandReceipt.parse(await answered(run('dossier', verb, id, ...words, '--json')));
  const at = (time: string): readonly string[] => ['--occurred-at', `2022-03-15T${time}`];
  const submit = [
    ...['--procedure', '1.001612', '--channel', 'counter', '--one-stop', 'ha-long-one-stop', '--return-by', 'counter'],
    ...['--applicant-kind', 'citizen', '--applicant-name', 'Nguyễn Thị Hoa'],
  ];

  describe('A dossier on the command line, from submission to returned result', () => {
    it('is submitted, and a repetition under the same command id is the same', async () => {
      const words = ['dossier', 'submit', ...submit, ...at('08:00'), '--command-id', randomUUID(), '--json'];
      const first = CommandReceipt.parse(await answered(run(...words)));
      id = first.dossier;
      expect(await answered(run(...words))).toEqual(first);
      expect(await answered(run(...words.toSpliced(2, 0, id)))).toEqual(first);
      expect(first).toMatchObject({ id, version: 1 });
    });

    it('is received, its papers are scanned, and it goes to the agency', async () => {
      const paper = join(folder.path, 'paper.pdf');
      writeFileSync(paper, '%PDF-1.7 a paper');
      const received = await act('receive', ...at('09:30'));
      const shown = FindDossier.answer.parse(
        await answered(run('dossier', 'show', id, '--at-least', String(received.position), '--json')),
      );
      expect(shown.completeUpTo).toBeGreaterThanOrEqual(received.position);
      expect(shown.dossier).toMatchObject({ dueAt: '2022-03-18T10:00:00.000Z' });
      code = shown.dossier.code ?? '';
      expect(code).toMatch(/^000\.00\.21\.H49-220315-\d{4}$/);
      await act('scan', '--document', 'application-form', '--file', paper, ...at('09:40'));
      expect(await act('transfer', '--agency', 'ha-long-office', ...at('10:00'))).toMatchObject({ version: 4 });
    });

    it('is assigned, processed step by step, and decided', async () => {
      await until('assigned', async () => {
        const said = await run('dossier', 'assign', id, '--officer', 'officer-0802', ...at('10:30'));
        return said.code === 0 ? said : undefined;
      });
      await act('complete-step', '--step', 'verify', ...at('11:00'), '--as', 'officer@ha-long-office:officer-0802');
      await act('complete-step', '--step', 'sign', ...at('14:00'), '--as', 'head@ha-long-office:head-0801');
      await act('issue', '--document', 'Giấy chứng nhận', ...at('15:00'));
    });

    it('is returned, listed, and shown to people in words', async () => {
      await until('returned', async () => {
        const said = await run('dossier', 'return', id, '--to', 'applicant', ...at('16:00'));
        return said.code === 0 ? said : undefined;
      });
      const list = ListDossiers.answer.parse(await answered(run('dossier', 'list', '--status', 'returned', '--json')));
      expect(list.items.map((item) => item.id)).toContain(id);
      const lines = await run('dossier', 'list', '--jsonl');
      expect(
        lines.stdout
          .trim()
          .split('\n')
          .map((line) => JSON.parse(line).id),
      ).toContain(id);
      const words = await run('dossier', 'show', code);
      expect(words.stdout).toMatch(/status +returned/);
      expect(words.stdout).toContain('18/03/2022 17:00:00');
      expect(words.stdout).toMatch(/Complete up to event \d+, lag \d+ ms/);
    });

    it('is replayed as it stood', async () => {
      const replay = async (...words: readonly string[]) =>
        Replay.answer.parse(await answered(run('replay', code, ...words, '--json')));
      expect(await replay('--as-of', '2022-03-15T09:35')).toMatchObject({ state: { status: 'received' } });
      expect(await replay('--as-of', '2022-03-14')).toMatchObject({ events: [] });
      const whole = await replay();
      expect(whole.state.status).toBe('returned');
      expect(whole.events.map(({ type }) => type)).toEqual([
        'DossierSubmitted',
        'DossierReceived',
        'ScanStored',
        'TransferredToAgency',
        'CaseOpened',
        'OfficerAssigned',
        'StepCompleted',
        'StepCompleted',
        'ResultIssued',
        'ResultRecorded',
        'ResultReturned',
      ]);
    });

    it('is in the export, which is the log as it is hashed', async () => {
      const { code, stdout } = await run('log', 'export');
      const events = stdout
        .trim()
        .split('\n')
        .map((line) => StoredEvent.parse(JSON.parse(line)));
      expect([code, events.map(({ position }) => position)]).toEqual([0, events.map((_, index) => index + 1)]);
      expect(events[0]?.body).toContain('"LogOpened"');
      expect(events.filter(({ body }) => body.includes(id)).length).toBeGreaterThanOrEqual(11);
    });
  });

  describe('A token', () => {
    it('of the command line acts over HTTP as whom it was made for, and here by HOSO_TOKEN', async () => {
      const { stdout } = await run('token', '--as', 'head@ha-long-office:head-0801');
      const token = stdout.trim();
      const listed = await fetch(`${running().url}/dossiers`, { headers: { authorization: `Bearer ${token}` } });
      expect(listed.status).toBe(200);
      const submitted = await hoso(folder.path, { HOSO_TOKEN: token })('dossier', 'submit', ...submit);
      expect([submitted.code, submitted.stderr]).toEqual([1, expect.stringContaining('WrongUnit')]);
    });
  });
}
