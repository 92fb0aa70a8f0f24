import type { CommandMessage } from '@hoso/contracts';
import { instantOf } from '@hoso/event-sourcing';
import type { z } from 'zod';
import type { Act } from './story.ts';

/** An act as it is said on the bus. */
export function commandMessage(act: Act, commandId: string): z.input<typeof CommandMessage> {
  const { command, dossier, data, insist, occurredAt = instantOf(act.at) } = act;
  return { type: command.name, commandId, id: dossier, occurredAt, data, ...(insist ? { insist } : {}) };
}
