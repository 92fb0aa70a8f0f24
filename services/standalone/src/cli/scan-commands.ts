import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { Receipt } from '@hoso/contracts';
import type { Command } from 'commander';
import { z } from 'zod';
import { CliError, exitCodes } from './exit-codes.ts';
import { instantArgument } from './instant.ts';
import { facts, print } from './output.ts';
import { progress } from './progress.ts';
import { idOf } from './route-commands.ts';
import { GlobalOptions, withPlatform } from './session.ts';

const clerk = 'clerk@ha-long-one-stop';
const dossierArgument = 'its id or code';
const documentArgument = 'the code of the document, as its procedure lists it';

export function addScanCommands(program: Command): void {
  const scan = program.command('scan').description("scans of a dossier's documents, kept sealed");
  addUpload(scan);
  addDownload(scan);
}

const UploadOptions = z.looseObject({
  file: z.string(),
  occurredAt: z.string().optional(),
  insist: z.string().optional(),
});

function addUpload(scan: Command): void {
  const upload = scan
    .command('upload')
    .description('hand in the scan of a document: a PDF, JPEG, PNG or TIFF')
    .argument('<dossier>', dossierArgument)
    .argument('<document>', documentArgument)
    .requiredOption('--file <path>', 'the scan')
    .option('--occurred-at <instant>', 'when it was scanned; by default now', instantArgument)
    .option('--insist <reason>', 'stand by what the law forbids: recorded, with this reason');
  upload.action(async (given: string, document: string) => {
    const options = GlobalOptions.parse(upload.optsWithGlobals());
    const { file, occurredAt, insist } = UploadOptions.parse(upload.opts());
    const digest = await digestOf(file);
    await withPlatform(options, clerk, async ({ client }) => {
      const said = Object.entries({ occurredAt, insist }).flatMap(([name, value]) =>
        value === undefined ? [] : [[name, value]],
      );
      const query = said.length === 0 ? '' : `?${new URLSearchParams(said)}`;
      const path = `/dossiers/${await idOf(client, given)}/scans/${encodeURIComponent(document)}${query}`;
      const told = (sent: number, total: number): void => {
        progress(`${file}: ${Math.floor((100 * sent) / Math.max(total, 1))} % sent`, false);
      };
      const headers = { 'content-digest': `sha-256=:${digest.toString('base64')}:` };
      const receipt = Receipt.parse(await client.upload(path, file, told, headers));
      progress(`${file}: kept`, true);
      print(options, { ...receipt, sha256: digest.toString('hex') }, () => facts(receipt, '', options.lang));
    });
  });
}

function addDownload(scan: Command): void {
  const download = scan
    .command('download')
    .description('the newest scan of a document')
    .argument('<dossier>', dossierArgument)
    .argument('<document>', documentArgument)
    .requiredOption('--out <file>', 'the scan; there only once it is whole');
  download.action(async (given: string, document: string) => {
    const options = GlobalOptions.parse(download.optsWithGlobals());
    const { out } = z.looseObject({ out: z.string() }).parse(download.opts());
    await withPlatform(options, clerk, async ({ client }) => {
      const path = `/dossiers/${await idOf(client, given)}/scans/${encodeURIComponent(document)}`;
      const saved = await client.download(path, out);
      print(options, saved, () => facts(saved, '', options.lang));
    });
  });
}

/** What comes in is compared with it, so that no byte is lost on the way. */
async function digestOf(file: string): Promise<Buffer> {
  const digest = createHash('sha256');
  try {
    for await (const piece of createReadStream(file)) digest.update(piece);
  } catch (error) {
    const reason = Error.isError(error) ? error.message : String(error);
    throw new CliError(exitCodes.unreachable, `${file} cannot be read: ${reason}`);
  }
  return digest.digest();
}
