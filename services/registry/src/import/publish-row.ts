import { registryEvents } from '@hoso/contracts';
import { type CommandHandlerOptions, type HandleCommand, openStream, streamName } from '@hoso/event-sourcing';
import { changesBetween } from '../compare-versions.ts';
import { type ProcedureEvent, type ProcedureState, procedure } from '../procedure/procedure.ts';
import type { ImportPorts, PublishedRow } from './import-procedures.ts';

/** Carries rows of a file out, each as a command of its own; or looks at what they would make. */
export function rowsOver(
  { store, sealer }: Pick<CommandHandlerOptions, 'store' | 'sealer'>,
  handle: HandleCommand,
): Pick<ImportPorts, 'publish' | 'preview'> {
  return {
    publish: async (command, commandId) => {
      let made: PublishedRow['made'];
      const stream = streamName('procedure', command.data.code);
      const { position } = await handle(command, { commandId, correlationId: commandId }, stream, async (load) => {
        const { state, decide } = await load(stream, procedure);
        made = madeOf(state, procedure.decide(command, state));
        return [decide(command)];
      });
      return { made, position };
    },
    preview: async (command) => {
      const stream = streamName('procedure', command.data.code);
      const { state } = await openStream({ store, events: registryEvents, sealer }, stream, procedure);
      return { made: madeOf(state, procedure.decide(command, state)), position: 0 };
    },
  };
}

function madeOf(state: ProcedureState, [published]: readonly ProcedureEvent[]): PublishedRow['made'] {
  if (!published) return undefined;
  const { version, effectiveFrom: _, ...now } = published.data;
  const { version: __, effectiveFrom: ___, ...before } = state.status === 'published' ? state.newest : nothing;
  return { version, fields: changesBetween(before, now).map(({ field }) => field) };
}

/** What a procedure says before anybody has published it. */
const nothing = { version: 0, effectiveFrom: '' };
