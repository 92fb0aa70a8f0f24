import type { Position } from '@hoso/event-sourcing';
import { type Address, type Listener, listen } from '@hoso/postgres';

/** How often the log is looked at although nobody has told: a notice may be lost with its connection. */
const pollMs = 500;

/** Calls `onHead` with the log's head whenever it has moved: the server tells, and it is looked at now and then. */
export function headListener(
  address: Address,
  channel: string,
  readHead: () => Promise<Position>,
  onHead: (head: Position) => void,
): Pick<Listener, 'close'> {
  const listener = listen(address, channel, { onNotice: (head) => onHead(Number(head)) });
  const poll = setInterval(() => {
    readHead().then(onHead, () => {});
  }, pollMs);
  return {
    close: () => {
      clearInterval(poll);
      return listener.close();
    },
  };
}
