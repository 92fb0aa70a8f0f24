import {
  FindDossier,
  FindDossierStanding,
  FindRecipient,
  ListChanges,
  ListDossiers,
  SearchDossiers,
  SubmitDossier,
  TrackDossier,
} from '@hoso/contracts';
import type { BusContext, Headers } from '@hoso/nest';
import { Controller, Inject } from '@nestjs/common';
import { Ctx, MessagePattern, Payload } from '@nestjs/microservices';

/** Answers one message: its content and its headers. */
type Answers = (message: unknown, headers: Headers) => Promise<unknown>;

/** What the controller hands its messages on to. */
export interface DossierEndpoints {
  readonly command: Answers;
  readonly find: Answers;
  readonly list: Answers;
  readonly search: Answers;
  readonly track: Answers;
  readonly changes: Answers;
  readonly recipient: Answers;
  readonly standing: Answers;
}
export const dossierEndpoints = Symbol('DossierEndpoints');

@Controller()
export class DossierController {
  constructor(@Inject(dossierEndpoints) private readonly endpoints: DossierEndpoints) {}

  @MessagePattern(SubmitDossier.subject)
  command(@Payload() message: unknown, @Ctx() context: BusContext): Promise<unknown> {
    return this.endpoints.command(message, context.headers);
  }

  @MessagePattern(FindDossier.subject)
  find(@Payload() message: unknown, @Ctx() context: BusContext): Promise<unknown> {
    return this.endpoints.find(message, context.headers);
  }

  @MessagePattern(ListDossiers.subject)
  list(@Payload() message: unknown, @Ctx() context: BusContext): Promise<unknown> {
    return this.endpoints.list(message, context.headers);
  }

  @MessagePattern(SearchDossiers.subject)
  search(@Payload() message: unknown, @Ctx() context: BusContext): Promise<unknown> {
    return this.endpoints.search(message, context.headers);
  }

  @MessagePattern(TrackDossier.subject)
  track(@Payload() message: unknown, @Ctx() context: BusContext): Promise<unknown> {
    return this.endpoints.track(message, context.headers);
  }

  @MessagePattern(ListChanges.subject)
  changes(@Payload() message: unknown, @Ctx() context: BusContext): Promise<unknown> {
    return this.endpoints.changes(message, context.headers);
  }

  @MessagePattern(FindRecipient.subject)
  recipient(@Payload() message: unknown, @Ctx() { headers }: BusContext): Promise<unknown> {
    return this.endpoints.recipient(message, headers);
  }

  @MessagePattern(FindDossierStanding.subject)
  standing(@Payload() message: unknown, @Ctx() { headers }: BusContext): Promise<unknown> {
    return this.endpoints.standing(message, headers);
  }
}
