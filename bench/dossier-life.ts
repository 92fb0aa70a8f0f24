import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { Actor } from '@hoso/contracts';
import type { DistributedPlatform } from './distributed.ts';

const clerk: Actor = { id: 'clerk-0702', role: 'clerk', unit: 'ha-long-one-stop' };
const head: Actor = { id: 'head-0801', role: 'head', unit: 'ha-long-office' };
const officer: Actor = { id: 'officer-0802', role: 'officer', unit: 'ha-long-office' };

const submission = {
  ...{ procedure: '1.001612', channel: 'counter', oneStop: 'ha-long-one-stop', returnBy: 'counter' },
  applicant: { kind: 'citizen', name: 'Nguyễn Thị Hoa', idNumber: '022180001234', phone: '0912345678' },
};
const scanOf = (document: string) => ({ document, sha256: 'a'.repeat(64), bytes: 9, mediaType: 'application/pdf' });
const items = ['Giấy ủy quyền'];

interface Step {
  /** As the time that it took is told. */
  readonly name: string;
  readonly path: string;
  readonly as: Actor;
  readonly body: object;
  /** It can only be done once a policy has answered to what came before: until then it is refused so. */
  readonly afterPolicy?: number;
}

const step = (name: string, path: string, as: Actor, body: object, afterPolicy?: number): Step => ({
  ...{ name, path, as, body },
  ...(afterPolicy === undefined ? {} : { afterPolicy }),
});

/** A dossier's life at the counter and in the agency: twelve commands of two services, two policies between them. */
export const life: readonly Step[] = [
  step('submit', '', clerk, submission),
  step('request supplement', '/supplement-request', clerk, { items, reason: 'Thiếu giấy ủy quyền' }),
  step('supplement', '/supplement', clerk, { items }),
  step('receive', '/reception', clerk, {}),
  step('scan', '/scans', clerk, scanOf('application-form')),
  step('scan another', '/scans', clerk, scanOf('authorisation-of-members')),
  step('transfer', '/transfer', clerk, { agency: 'ha-long-office' }),
  step('assign', '/assignment', head, { officer: officer.id }, 404),
  step('verify', '/steps', officer, { step: 'verify' }),
  step('sign', '/steps', head, { step: 'sign' }),
  step('issue', '/result', head, { document: 'Giấy chứng nhận' }),
  step('return', '/return', clerk, { to: 'applicant' }, 409),
];

export type Send = DistributedPlatform['send'];
/** Told of every command that was done: how long it took, and how long a policy had to be waited for before. */
export type OnDone = (name: string, tookMs: number, waitedMs: number) => void;

const pollMs = 5;
const policyWithinMs = 30_000;

/** Leads one new dossier through the first `commands` commands of its life. Answers its id. */
export async function live(send: Send, onDone: OnDone = () => {}, commands = life.length): Promise<string> {
  const id = randomUUID();
  for (const one of life.slice(0, commands)) await carryOut(send, id, one, onDone);
  return id;
}

/** So many clients, each with one life after the other, until `ends` says so. */
export async function clients(count: number, send: Send, ends: () => boolean, onDone?: OnDone): Promise<number> {
  let lived = 0;
  const client = async (): Promise<void> => {
    for (; !ends(); lived++) await live(send, onDone);
  };
  await Promise.all(Array.from({ length: count }, client));
  return lived;
}

async function carryOut(send: Send, id: string, { name, path, as, body, afterPolicy }: Step, onDone: OnDone) {
  const asked = performance.now();
  for (;;) {
    const began = performance.now();
    const { status, body: said } = await send(path === '' ? 'PUT' : 'POST', `/dossiers/${id}${path}`, as, body);
    const now = performance.now();
    if (status < 300) return onDone(name, now - began, began - asked);
    if (status !== afterPolicy || now - asked > policyWithinMs) {
      throw new Error(`${name}: ${status} ${JSON.stringify(said)}`);
    }
    await delay(pollMs);
  }
}
