import { readFile } from 'node:fs/promises';
import {
  GrantItemRange,
  ListCarriageTerms,
  ListItemRanges,
  PublishCarriageTerms,
  publicPostId,
  Receipt,
} from '@hoso/contracts';
import type { Command } from 'commander';
import { z } from 'zod';
import { addConformance } from './conformance-command.ts';
import { addCarrierCommands } from './carrier-commands.ts';
import { CliError, exitCodes } from './exit-codes.ts';
import { facts, print, table } from './output.ts';
import { addReconcile } from './statement-commands.ts';
import { addSchemaOptions, contentOf } from './schema-options.ts';
import { GlobalOptions, withPlatform } from './session.ts';

const registrar = 'registrar@platform';
const operator = 'operator@platform';

/** What is set of the post for the whole province: whose numbers are whose, and how long carriage may take. */
export function addPostalCommands(program: Command): void {
  const postal = program
    .command('postal')
    .description('item numbers and terms of carriage / số hiệu, thời gian vận chuyển');
  addGrant(postal);
  addRanges(postal);
  addTerms(postal);
  addPublishTerms(postal);
  addCarrierCommands(postal);
  addReconcile(postal);
  addConformance(postal);
}

const Range = GrantItemRange.data.omit({ id: true });

function addGrant(postal: Command): void {
  const grant = postal
    .command('grant-range')
    .description('give a range of item numbers to a post office / cấp dải số hiệu bưu gửi')
    .argument('<range>', 'its name, for good, e.g. ha-long-2026');
  addSchemaOptions(grant, Range);
  grant.action(async (id: string) => {
    const options = GlobalOptions.parse(grant.optsWithGlobals());
    const body = contentOf(Range, grant.opts());
    await withPlatform(options, registrar, async ({ client }) => {
      const path = `/item-ranges/${encodeURIComponent(id)}`;
      const receipt = Receipt.parse(await client.call({ method: 'PUT', path, body }));
      print(options, receipt, () => facts({ range: id, ...receipt }, '', options.lang));
    });
  });
}

function addRanges(postal: Command): void {
  const ranges = postal
    .command('ranges')
    .description('who may use which item numbers / các dải số hiệu')
    .option('--unit <unit>', 'those of one post office');
  ranges.action(async () => {
    const options = GlobalOptions.parse(ranges.optsWithGlobals());
    const { unit } = z.looseObject({ unit: z.string().optional() }).parse(ranges.opts());
    await withPlatform(options, operator, async ({ client }) => {
      const answer = await client.call({ method: 'GET', path: '/item-ranges', query: { unit } });
      print(options, answer, () => {
        const { items } = ListItemRanges.answer.parse(answer);
        const rows = items.map((range) => [range.id, range.unit, range.first, range.last, range.drawn]);
        return table(['range', 'unit', 'first', 'last', 'drawn'], rows, options.lang);
      });
    });
  });
}

function addTerms(postal: Command): void {
  const terms = postal.command('terms').description('how long carriage may take / thời gian vận chuyển');
  terms.action(async () => {
    const options = GlobalOptions.parse(terms.optsWithGlobals());
    await withPlatform(options, operator, async ({ client }) => {
      const answer = await client.call({ method: 'GET', path: '/carriage-terms' });
      print(options, answer, () => {
        const { items } = ListCarriageTerms.answer.parse(answer);
        const rows = items.flatMap(({ version, effectiveFrom, legs, areas }) => [
          ...legs.map((one) => [version, effectiveFrom, one.leg, one.days, one.slipDays, one.name[options.lang]]),
          ...areas.map((one) => [version, effectiveFrom, one.area, one.days, one.slipDays, one.name[options.lang]]),
        ]);
        return table(['version', 'in force from', 'leg or area', 'J+', 'with the slip J+', 'name'], rows, options.lang);
      });
    });
  });
}

function addPublishTerms(postal: Command): void {
  const publish = postal
    .command('publish-terms')
    .description('publish terms of carriage / công bố thời gian vận chuyển')
    .argument('<file>', 'JSON: effectiveFrom, legs, areas, source');
  publish.action(async (file: string) => {
    const options = GlobalOptions.parse(publish.optsWithGlobals());
    const body = await contentOfFile(file);
    await withPlatform(options, registrar, async ({ client }) => {
      const path = `/carriage-terms/${publicPostId}`;
      const receipt = Receipt.parse(await client.call({ method: 'PUT', path, body }));
      print(options, receipt, () => facts(receipt, '', options.lang));
    });
  });
}

const Terms = PublishCarriageTerms.data.omit({ id: true }).partial().loose();

async function contentOfFile(file: string): Promise<unknown> {
  try {
    return Terms.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch (error) {
    const reason = Error.isError(error) ? error.message : String(error);
    throw new CliError(exitCodes.usage, `${file}: no terms of carriage in JSON (${reason})`);
  }
}
