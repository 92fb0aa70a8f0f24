import { join } from 'node:path';
import { DestroySeal, routes } from '@hoso/contracts';
import { type Rotated, rotateMasterKey } from '@hoso/sealing';
import { rotateMasterKeyInPostgres } from '@hoso/sealing/postgres';
import type { Command } from 'commander';
import { keyPlaces } from '../backup/server-places.ts';
import { existingFolder, lockFolder } from '../data-folder.ts';
import { CliError, exitCodes } from './exit-codes.ts';
import { facts, print } from './output.ts';
import { addRouteCommand } from './route-commands.ts';
import { GlobalOptions } from './session.ts';

/** Personal data of dossiers: what locks it, and the end of it. */
export function addSealCommands(program: Command): void {
  const seal = program.command('seal').description('the keys that personal data is sealed with');
  for (const route of routes) {
    if ('command' in route && route.command.name === DestroySeal.name) {
      addRouteCommand(seal, route, { verb: 'destroy', who: 'privacy-officer@platform' });
    }
  }
  const rotate = seal
    .command('rotate')
    .description('lock every key with a new master key, while the platform stands still; no event is touched');
  rotate.action(async () => {
    const options = GlobalOptions.parse(rotate.optsWithGlobals());
    const rotated = await rotatedIn(options.data);
    print(options, rotated, () => facts({ ...rotated }));
  });
}

/**
 * Where `KEYS_URL` names a server the keys there, otherwise those of the data folder, whose lock keeps everybody else
 * out.
 */
async function rotatedIn(data: string): Promise<Rotated> {
  try {
    if (process.env['KEYS_URL'] || process.env['KEYS_URL_FILE']) {
      const { url, masterKeyFile } = keyPlaces(process.env, join(data, 'keys'));
      return await rotateMasterKeyInPostgres({ url, masterKeyPath: masterKeyFile });
    }
    const folder = existingFolder(data);
    const unlock = lockFolder(folder);
    try {
      return rotateMasterKey(folder.keys, join(folder.keyFolder, 'master.key'));
    } finally {
      unlock();
    }
  } catch (error) {
    throw new CliError(exitCodes.unreachable, Error.isError(error) ? error.message : String(error));
  }
}
