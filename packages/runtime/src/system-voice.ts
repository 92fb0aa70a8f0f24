import { CommandMessage, type QueryType } from '@hoso/contracts';
import type { Bus, SendCommand } from '@hoso/event-sourcing';
import { z } from 'zod';

/** The platform speaking for itself: policies' commands, and questions that services ask each other. */
export interface SystemVoice {
  readonly send: SendCommand;
  ask<Ask extends z.ZodObject, Answer extends z.ZodType>(
    query: QueryType<Ask, Answer>,
    question: z.input<Ask>,
  ): Promise<z.output<Answer>>;
}

/**
 * Shorter than what people wait for: who was asked may have been killed with the question in hand, and nobody would
 * tell. Asking again is harmless, commands too (their ids are the same).
 */
const timeoutMs = 5_000;
const CommandData = z.record(z.string(), z.unknown());

/** `token`: one of the platform's own, good now. */
export function systemVoice(bus: Pick<Bus, 'request'>, token: () => Promise<string>): SystemVoice {
  return {
    send: async (command, { commandId, causationId, correlationId, traceparent, occurredAt }) => {
      const message: z.input<typeof CommandMessage> = {
        type: command.type,
        commandId,
        id: command.dossierId ?? commandId,
        correlationId,
        ...(causationId === undefined ? {} : { causationId }),
        occurredAt,
        data: CommandData.parse(command.data),
      };
      const headers = { token: await token(), ...(traceparent === undefined ? {} : { traceparent }) };
      await bus.request(command.subject, { data: message, headers }, timeoutMs);
    },
    ask: async (query, question) => {
      const answer = await bus.request(
        query.subject,
        { data: query.ask.parse(question), headers: { token: await token() } },
        timeoutMs,
      );
      return query.answer.parse(answer);
    },
  };
}
