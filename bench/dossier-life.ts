import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { Actor } from '@hoso/contracts';
import type { DistributedPlatform } from './distributed.ts';

/** A counter, and an agency that it hands dossiers to. */
interface Place {
  readonly oneStop: string;
  readonly agency: string;
  readonly clerk: Actor;
  readonly head: Actor;
  readonly officer: Actor;
}

const place = (district: string, oneStopAt: number): Place => {
  const [oneStop, agency] = [`${district}-one-stop`, `${district}-office`];
  const person = (role: Actor['role'], number: number, unit: string): Actor => ({
    ...{ id: `${role}-${String(number).padStart(4, '0')}`, role, unit },
  });
  return {
    ...{ oneStop, agency, clerk: person('clerk', oneStopAt + 2, oneStop) },
    ...{ head: person('head', oneStopAt + 101, agency), officer: person('officer', oneStopAt + 102, agency) },
  };
};
/** Numbers are counted for each counter and day, one after the other: a province has many counters. */
const places: readonly Place[] = [
  place('ha-long', 700),
  place('mong-cai', 1_100),
  place('co-to', 1_300),
  place('uong-bi', 2_400),
];

export const applicant = { kind: 'citizen', name: 'Nguyễn Thị Hoa', idNumber: '022180001234', phone: '0912345678' };
const submission = { procedure: '1.001612', channel: 'counter', returnBy: 'counter', applicant };
const scanOf = (document: string) => ({ document, sha256: 'a'.repeat(64), bytes: 9, mediaType: 'application/pdf' });
const items = ['Giấy ủy quyền'];

interface Step {
  /** As the time that it took is told. */
  readonly name: string;
  readonly path: string;
  readonly as: 'clerk' | 'head' | 'officer';
  readonly body: (at: Place) => object;
  /** It can only be done once a policy has answered to what came before: until then it is refused so. */
  readonly afterPolicy?: number;
}

const step = (
  name: string,
  path: string,
  as: Step['as'],
  body: object | ((at: Place) => object),
  afterPolicy?: number,
): Step => ({
  ...{ name, path, as, body: typeof body === 'function' ? (at) => ({ ...body(at) }) : () => body },
  ...(afterPolicy === undefined ? {} : { afterPolicy }),
});

/** A dossier's life at the counter and in the agency: twelve commands of two services, two policies between them. */
export const life: readonly Step[] = [
  step('submit', '', 'clerk', ({ oneStop }: Place) => ({ ...submission, oneStop })),
  step('request supplement', '/supplement-request', 'clerk', { items, reason: 'Thiếu giấy ủy quyền' }),
  step('supplement', '/supplement', 'clerk', { items }),
  step('receive', '/reception', 'clerk', {}),
  step('scan', '/scans', 'clerk', scanOf('application-form')),
  step('scan another', '/scans', 'clerk', scanOf('authorisation-of-members')),
  step('transfer', '/transfer', 'clerk', ({ agency }: Place) => ({ agency })),
  step('assign', '/assignment', 'head', ({ officer }: Place) => ({ officer: officer.id }), 404),
  step('verify', '/steps', 'officer', { step: 'verify' }),
  step('sign', '/steps', 'head', { step: 'sign' }),
  step('issue', '/result', 'head', { document: 'Giấy chứng nhận' }),
  step('return', '/return', 'clerk', { to: 'applicant' }, 409),
];

export type Send = DistributedPlatform['send'];
/** Told of every command that was done: how long it took, and how long a policy had to be waited for before. */
export type OnDone = (name: string, tookMs: number, waitedMs: number) => void;

const pollMs = 5;
const policyWithinMs = 30_000;

/** Leads one new dossier through its life at a counter. */
async function live(send: Send, at: Place, onDone: OnDone): Promise<void> {
  const id = randomUUID();
  for (const one of life) await carryOut(send, id, at, one, onDone);
}

/** Submits a new dossier, the `n`th. */
export async function submit(send: Send, n: number): Promise<void> {
  const [first] = life;
  if (first) await carryOut(send, randomUUID(), placeAt(n), first, () => {});
}

function placeAt(n: number): Place {
  const at = places[n % places.length];
  if (!at) throw new Error('there is no counter');
  return at;
}

/** So many clients, each with one life after the other, until `ends` says so. */
export async function clients(
  count: number,
  send: Send,
  ends: () => boolean,
  onDone: OnDone = () => {},
): Promise<number> {
  let lived = 0;
  const client = async (_: unknown, n: number): Promise<void> => {
    for (; !ends(); lived++) await live(send, placeAt(n), onDone);
  };
  await Promise.all(Array.from({ length: count }, client));
  return lived;
}

async function carryOut(
  send: Send,
  id: string,
  at: Place,
  { name, path, as, body, afterPolicy }: Step,
  onDone: OnDone,
): Promise<void> {
  const asked = performance.now();
  for (;;) {
    const began = performance.now();
    const { status, body: said } = await send(path === '' ? 'PUT' : 'POST', `/dossiers/${id}${path}`, at[as], body(at));
    const now = performance.now();
    if (status < 300) return onDone(name, now - began, began - asked);
    if (status !== afterPolicy || now - asked > policyWithinMs) {
      throw new Error(`${name}: ${status} ${JSON.stringify(said)}`);
    }
    await delay(pollMs);
  }
}
