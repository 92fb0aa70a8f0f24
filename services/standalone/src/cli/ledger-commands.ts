import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { Cosign, GiveEvidence, ProveConsistency, ProveInclusion, Replay, ShowLedger } from '@hoso/contracts';
import type { Command } from 'commander';
import { z } from 'zod';
import { exportLedger } from '../ledger/export-ledger.ts';
import { emptyFolder, ledgerFiles, proofEnding, writeIn } from '../ledger/ledger-folder.ts';
import type { Client } from './client.ts';
import { CliError, exitCodes } from './exit-codes.ts';
import { facts, print } from './output.ts';
import { eventsLeft } from './progress.ts';
import { GlobalOptions, withAnyLog } from './session.ts';

/** The ledger: proofs, evidence, and a copy to check elsewhere. */
export function addLedgerCommands(program: Command): void {
  const ledger = program
    .command('ledger')
    .description('proofs that nothing of a log was added, changed or left out / chứng minh nhật ký không bị sửa');
  addShow(ledger);
  addProofs(ledger);
  addExport(ledger);
  addEvidence(ledger);
  addCosign(ledger);
}

function addShow(ledger: Command): void {
  const show = ledger.command('show').description('how far a log is sealed, and by which keys / đã niêm phong đến đâu');
  show.action(async () => {
    const options = GlobalOptions.parse(show.optsWithGlobals());
    await withAnyLog(options, async ({ client, log }) => {
      const shown = ShowLedger.answer.parse(await client.call({ method: 'GET', path: '/ledger', query: { log } }));
      print(options, shown, () => {
        const { trouble, checkpoint: _, cosigned, lagMs: __, ...rest } = shown;
        const told = { ...rest, ...(cosigned ? { cosigned: `${cosigned.size}: ${cosigned.by.join(', ')}` } : {}) };
        return `${facts(told)}${trouble ? `\n! ${trouble[options.lang]}` : ''}`;
      });
    });
  });
}

function addProofs(ledger: Command): void {
  const inclusion = ledger
    .command('prove-inclusion')
    .description('that an event stands in the log (RFC 9162) / chứng minh một sự kiện nằm trong nhật ký')
    .argument('<position>', 'the position of the event, from 1', wholeNumber)
    .option('--size <events>', 'in the log as it was with so many events; by default as it is sealed', wholeNumber);
  inclusion.action(async (position: number) => {
    const options = GlobalOptions.parse(inclusion.optsWithGlobals());
    const { size } = z.looseObject({ size: z.int().optional() }).parse(inclusion.opts());
    await withAnyLog(options, async ({ client, log }) => {
      const query = { log, position, size };
      const answer = await client.call({ method: 'GET', path: '/ledger/inclusion', query });
      const proof = ProveInclusion.answer.parse(answer);
      print(options, proof, () => facts({ ...proof, hashes: proof.hashes.join('\n        ') }));
    });
  });
  const consistency = ledger
    .command('prove-consistency')
    .description('that the log at one size begins the log at another (RFC 9162) / chứng minh chỉ được ghi thêm')
    .argument('<size1>', 'the smaller number of events', wholeNumber)
    .argument('<size2>', 'the larger one', wholeNumber);
  consistency.action(async (size1: number, size2: number) => {
    const options = GlobalOptions.parse(consistency.optsWithGlobals());
    await withAnyLog(options, async ({ client, log }) => {
      const query = { log, size1, size2 };
      const answer = await client.call({ method: 'GET', path: '/ledger/consistency', query });
      const proof = ProveConsistency.answer.parse(answer);
      print(options, proof, () => facts({ ...proof, hashes: proof.hashes.join('\n        ') }));
    });
  });
}

function addExport(ledger: Command): void {
  const exporting = ledger
    .command('export')
    .description('events, tiles, checkpoints and keys, for `hoso verify` anywhere / bản sao để kiểm tra ở nơi khác')
    .argument('<folder>', 'a new or an empty folder');
  exporting.action(async (folder: string) => {
    const options = GlobalOptions.parse(exporting.optsWithGlobals());
    await requireEmpty(folder);
    const onProgress = eventsLeft('export');
    const exported = await withAnyLog(options, ({ client, log }) => exportLedger({ client, log, folder, onProgress }));
    print(options, { ...exported, folder: resolve(folder) }, () => facts({ ...exported, folder: resolve(folder) }));
    if (exported.holds) return;
    const words = {
      vi: 'Sự kiện xuất ra không khớp điểm chốt đã ký: hoso verify sẽ chỉ ra chỗ khác',
      en: 'These events do not lead to the signed root: hoso verify says where they differ',
    };
    throw new CliError(exitCodes.refused, words[options.lang]);
  });
}

function addEvidence(ledger: Command): void {
  const evidence = ledger
    .command('evidence')
    .description('proofs of single events as files (C2SP tlog-proof@v1) / chứng cứ của sự kiện hoặc hồ sơ')
    .argument('<dossier or position>', 'a dossier by its id or code, a case by its name, or the position of one event')
    .option('--out <folder>', 'a new or an empty folder', 'evidence');
  evidence.action(async (about: string) => {
    const options = GlobalOptions.parse(evidence.optsWithGlobals());
    const { out } = z.looseObject({ out: z.string() }).parse(evidence.opts());
    await requireEmpty(out);
    const positions = await withAnyLog(options, async ({ client, log }) => {
      const all = /^[1-9]\d{0,14}$/.test(about) ? [Number(about)] : await positionsOf(client, log, about);
      for (const position of all) await writeEvidence(client, log, position, out);
      return all;
    });
    print(options, { folder: resolve(out), positions }, () => facts({ folder: resolve(out), positions }));
  });
}

async function writeEvidence(client: Client, log: string, position: number, out: string): Promise<void> {
  const answer = await client.call({ method: 'GET', path: '/ledger/evidence', query: { log, position } });
  const { event, proof, keys } = GiveEvidence.answer.parse(answer);
  await writeIn(out, `${position}.json`, `${JSON.stringify(event)}\n`);
  await writeIn(out, `${position}${proofEnding}`, proof);
  await writeIn(out, ledgerFiles.keys, keys.map((key) => `${key}\n`).join(''));
}

async function positionsOf(client: Client, log: string, dossier: string): Promise<readonly number[]> {
  const positions: number[] = [];
  for (let after: number | undefined = 0; after !== undefined; ) {
    const query = { dossier, log, limit: 1_000, ...(after === 0 ? {} : { after }) };
    const page: z.output<typeof Replay.answer> = Replay.answer.parse(
      await client.call({ method: 'GET', path: '/replay', query }),
    );
    positions.push(...page.events.map(({ position }) => position));
    after = page.next;
  }
  return positions;
}

async function requireEmpty(folder: string): Promise<void> {
  const isEmpty = await emptyFolder(folder).catch((error: Error) => {
    throw new CliError(exitCodes.unreachable, `${folder} cannot be used: ${error.message}`);
  });
  if (!isEmpty) throw new CliError(exitCodes.usage, `${folder} is not empty: name a new folder`);
}

function addCosign(ledger: Command): void {
  const cosigning = ledger
    .command('cosign')
    .description('give back what a witness wrote with --out / nộp tệp có chữ ký của người chứng kiến')
    .argument('<file>', 'the cosigned checkpoint')
    .requiredOption('--key <key>', "the witness's verifier key, as `hoso witness` tells it");
  cosigning.action(async (file: string) => {
    const options = GlobalOptions.parse(cosigning.optsWithGlobals());
    const { key } = z.looseObject({ key: z.string() }).parse(cosigning.opts());
    const checkpoint = await readFile(file, 'utf8').catch((error: Error) => {
      throw new CliError(exitCodes.usage, `${file} cannot be read: ${error.message}`);
    });
    await withAnyLog(options, async ({ client, log }) => {
      const body = { log, key, checkpoint };
      const cosigned = Cosign.answer.parse(await client.call({ method: 'POST', path: '/ledger/cosignatures', body }));
      print(options, cosigned, () => facts(cosigned));
    });
  });
}

/** A number from the command line. */
export function wholeNumber(text: string): number {
  if (/^(0|[1-9]\d{0,14})$/.test(text)) return Number(text);
  throw new CliError(exitCodes.usage, `${text} is no whole number`);
}
