import type { Message, Sending } from '@hoso/contracts';

/** One way to tell somebody something. Its promises are those of `Notices.send`. */
export interface Messenger {
  readonly means: 'email' | 'sms';
  send(message: Message): Promise<Sending>;
  close(): void;
}
