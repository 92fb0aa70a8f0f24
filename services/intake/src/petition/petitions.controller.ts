import {
  dossierEventTypes,
  FindPetition,
  ListPetitions,
  PetitionId,
  petitionBookTypes,
  petitionCommands,
  petitionEventTypes,
  ReceivePetition,
  refuse,
} from '@hoso/contracts';
import { commandHandler, eventCatalogue } from '@hoso/event-sourcing';
import { type BusContext, type Headers, readCommand, readQuery, type ServiceParts, viewReader } from '@hoso/nest';
import { Controller, Inject } from '@nestjs/common';
import { Ctx, MessagePattern, Payload } from '@nestjs/microservices';
import { z } from 'zod';
import { registryFacts } from '../registry-facts.ts';
import type { PetitionIntent } from './petition.ts';
import { petitionCommandsOver } from './petition-commands.ts';
import { findPetition, listPetitions } from './petition-queries.ts';
import { petitions } from './petitions.view.ts';

/** Answers one message: its content and its headers. */
type Answers = (message: unknown, headers: Headers) => Promise<unknown>;

/** What the controller hands its messages on to. */
export interface PetitionEndpoints {
  readonly command: Answers;
  readonly find: Answers;
  readonly list: Answers;
}
export const petitionEndpoints = Symbol('PetitionEndpoints');

@Controller()
export class PetitionsController {
  constructor(@Inject(petitionEndpoints) private readonly endpoints: PetitionEndpoints) {}

  @MessagePattern(ReceivePetition.subject)
  command(@Payload() message: unknown, @Ctx() context: BusContext): Promise<unknown> {
    return this.endpoints.command(message, context.headers);
  }

  @MessagePattern(FindPetition.subject)
  find(@Payload() message: unknown, @Ctx() context: BusContext): Promise<unknown> {
    return this.endpoints.find(message, context.headers);
  }

  @MessagePattern(ListPetitions.subject)
  list(@Payload() message: unknown, @Ctx() context: BusContext): Promise<unknown> {
    return this.endpoints.list(message, context.headers);
  }
}

/** Attempts at a command while other processes move the books of its dossiers. */
const attemptsMax = 10;
const About = z.object({ id: PetitionId });
const events = eventCatalogue(...petitionEventTypes, ...petitionBookTypes, ...dossierEventTypes);

export function petitionEndpointsOver(parts: ServiceParts): PetitionEndpoints {
  const { store, sealer, reads, clock, ask: question } = parts;
  const handle = commandHandler({ store, events, sealer, attemptsMax, clock });
  const run = petitionCommandsOver({ handle, registry: registryFacts(question, Date.now) });
  const ports = { reader: viewReader(parts, petitions), sealer, reads, clock };
  const nobody = () => refuse('RoleNotAllowed', { role: 'anyone' });
  return {
    command: async (message, headers) => {
      const read = await readCommand<PetitionIntent>(parts, petitionCommands, message, headers);
      return await run({ ...read, ...About.parse({ id: read.id }) });
    },
    find: async (message, headers) => {
      const { ask, actor } = await readQuery(parts, FindPetition, message, headers);
      return await findPetition(ports, ask, actor ?? nobody());
    },
    list: async (message, headers) => {
      const { ask, actor } = await readQuery(parts, ListPetitions, message, headers);
      return await listPetitions(ports, ask, actor ?? nobody());
    },
  };
}
