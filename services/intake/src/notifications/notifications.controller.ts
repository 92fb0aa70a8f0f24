import { ListLetters, ListNotifications, NotifyApplicant, ReadLetter } from '@hoso/contracts';
import type { BusContext, Headers } from '@hoso/nest';
import { Controller, Inject } from '@nestjs/common';
import { Ctx, MessagePattern, Payload } from '@nestjs/microservices';

type Answers = (message: unknown, headers: Headers) => Promise<unknown>;

export interface NotificationEndpoints {
  readonly command: Answers;
  readonly list: Answers;
  readonly letters: Answers;
  readonly letter: Answers;
}
export const notificationEndpoints = Symbol('NotificationEndpoints');

@Controller()
export class NotificationsController {
  constructor(@Inject(notificationEndpoints) private readonly endpoints: NotificationEndpoints) {}

  @MessagePattern(NotifyApplicant.subject)
  command(@Payload() message: unknown, @Ctx() { headers }: BusContext): Promise<unknown> {
    return this.endpoints.command(message, headers);
  }

  @MessagePattern(ListNotifications.subject)
  list(@Payload() message: unknown, @Ctx() { headers }: BusContext): Promise<unknown> {
    return this.endpoints.list(message, headers);
  }

  @MessagePattern(ListLetters.subject)
  letters(@Payload() message: unknown, @Ctx() { headers }: BusContext): Promise<unknown> {
    return this.endpoints.letters(message, headers);
  }

  @MessagePattern(ReadLetter.subject)
  letter(@Payload() message: unknown, @Ctx() { headers }: BusContext): Promise<unknown> {
    return this.endpoints.letter(message, headers);
  }
}
