import { randomUUID } from 'node:crypto';
import { form } from '@hoso/contracts';
import type { Command } from 'commander';
import { z } from 'zod';
import { conformance } from '../carrier/conformance.ts';
import type { Verdict } from '../carrier/conformance-case.ts';
import { faultsOf } from './clock-batch.ts';
import { CliError, exitCodes } from './exit-codes.ts';
import { table } from './output.ts';
import { GlobalOptions } from './session.ts';

const Options = z.looseObject({
  secret: z.string().regex(/^whsec_[A-Za-z0-9+/]{32,}={0,2}$/, form('WebhookSecretForm')),
  listen: z.coerce.number().int().min(0).max(65_535),
  host: z.string(),
  patience: z.coerce.number().int().min(1).max(600),
});

/** What a carrier's engineers run against their own endpoint, without a platform. */
export function addConformance(postal: Command): void {
  const command = postal
    .command('conformance')
    .description("drive a carrier's endpoint through every case / kiểm tra giao diện của đơn vị vận chuyển")
    .argument('<url>', 'where it takes orders, e.g. https://carrier.example/orders')
    .requiredOption('--secret <secret>', 'what both sides sign with; hoso postal keys tells it')
    .option('--listen <port>', 'where it tells what happens; 0: any that is free', '0')
    .option('--host <address>', 'by which it reaches this machine', '127.0.0.1')
    .option('--patience <seconds>', 'how long it may take to tell of something', '30');
  command.action(async (url: string) => {
    const options = GlobalOptions.parse(command.optsWithGlobals());
    const read = Options.safeParse(command.opts());
    if (!read.success) throw new CliError(exitCodes.usage, `--${faultsOf(read.error, options.lang)}`);
    if (!/^https?:$/.test(URL.parse(url)?.protocol ?? '')) {
      throw new CliError(exitCodes.usage, `${url}: ${noAddress[options.lang]}`);
    }
    const { secret, listen: port, host, patience } = read.data;
    const verdicts = await conformance({
      ...{ ordersUrl: url, secret, listen: { port, host }, patienceMs: patience * 1_000, newId: randomUUID },
      onVerdict: (verdict) => {
        if (options.jsonl) console.log(JSON.stringify(verdict));
      },
    });
    if (options.json) console.log(JSON.stringify({ url, verdicts }));
    else if (!options.jsonl) console.log(inWords(verdicts, options.lang));
    const broken = verdicts.filter(({ wrong }) => wrong !== undefined);
    if (broken.length > 0) {
      const names = broken.map((verdict) => verdict.case).join(', ');
      const count = `${broken.length}/${verdicts.length}`;
      const words = { vi: `${count} trường hợp sai: ${names}`, en: `${count} cases are not as they must be: ${names}` };
      throw new CliError(exitCodes.refused, words[options.lang]);
    }
  });
}

const noAddress = {
  vi: 'không phải địa chỉ dạng https://carrier.example/orders',
  en: 'not an address of the form https://carrier.example/orders',
} as const;

function inWords(verdicts: readonly Verdict[], lang: 'vi' | 'en'): string {
  const rows = verdicts.map((verdict) => [
    verdict.wrong === undefined ? 'ok' : 'WRONG',
    verdict.case,
    verdict[lang],
    verdict.wrong ?? '',
  ]);
  return table(['', 'tested', 'what is promised', 'what happened'], rows, lang);
}
