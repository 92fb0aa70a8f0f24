import { type Answering, type Bus, type Message, settledWithin } from '@hoso/event-sourcing';
import { BaseRpcContext, type CustomTransportStrategy, type MessageHandler, Server } from '@nestjs/microservices';
import { lastValueFrom } from 'rxjs';

const closeMsDefault = 5_000;

/** What a handler gets beside the payload: `@Ctx() { headers }: BusContext`. */
export class BusContext extends BaseRpcContext<[Message['headers']]> {
  get headers(): Message['headers'] {
    return this.args[0];
  }
}

/**
 * Nest's `@MessagePattern` handlers, answered over any Bus by the replicas of `queue`. Events do not come this way:
 * followers consume them in order.
 *
 * Decision: closing stops answering, waits for what is in hand and leaves the bus open. / Because the services of one
 * process share it; whoever opened it closes it. / Instead of: each service closing the bus under the others.
 */
export class BusStrategy extends Server implements CustomTransportStrategy {
  private answering: Promise<Answering>[] = [];

  constructor(
    private readonly bus: Bus,
    private readonly queue: string,
    /** How long requests in flight may take when the service closes. */
    private readonly closeMs = closeMsDefault,
  ) {
    super();
  }

  override listen(ready: (error?: unknown) => void): void {
    this.answering = [...this.messageHandlers].map(([subject, handler]) => this.subscribe(subject, handler));
    Promise.all(this.answering).then(() => ready(), ready);
  }

  override async close(): Promise<void> {
    const ending = this.answering.map(async (each) => (await each).close());
    // What never comes to its end is told by the bus, which closes last.
    await settledWithin(ending, this.closeMs);
  }

  override on(): void {
    throw new Error('a bus has no Nest events');
  }

  override unwrap<T>(): T {
    throw new Error('whoever opened the bus holds it');
  }

  private async subscribe(subject: string, handler: MessageHandler): Promise<Answering> {
    if (handler.isEventHandler) throw new Error(`${subject}: events are consumed by followers, not by @EventPattern`);
    return await this.bus.reply(subject, this.queue, (message) => this.answer(handler, message));
  }

  private async answer(handler: MessageHandler, { data, headers }: Message): Promise<unknown> {
    const answer = await handler(data, new BusContext([headers]));
    return lastValueFrom(this.transformToObservable(answer), { defaultValue: undefined });
  }
}
