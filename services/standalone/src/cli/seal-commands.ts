import { join } from 'node:path';
import { DestroySeal, routes } from '@hoso/contracts';
import { type Rotated, rotateMasterKey } from '@hoso/sealing';
import type { Command } from 'commander';
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
  rotate.action(() => {
    const options = GlobalOptions.parse(rotate.optsWithGlobals());
    const rotated = rotatedIn(options.data);
    print(options, rotated, () => facts({ ...rotated }));
  });
}

/** The lock of the folder keeps everybody else from its keys meanwhile. */
function rotatedIn(data: string): Rotated {
  try {
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
