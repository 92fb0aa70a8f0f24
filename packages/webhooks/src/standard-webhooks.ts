import { createHmac, timingSafeEqual } from 'node:crypto';

/** The three headers of a message. */
export type Signed = Readonly<Record<'webhook-id' | 'webhook-timestamp' | 'webhook-signature', string>>;

/** The same as they arrive: any of them may be missing. */
export type WebhookHeaders = { readonly [Name in keyof Signed]?: string | undefined };

/** Why a message is not taken. */
export type WebhookFault = 'unsigned' | 'malformed' | 'stale' | 'forged';

/** How far the instant of a message may lie from the receiver's clock. */
export const toleranceMs = 5 * 60_000;

const prefix = 'whsec_';

/** A secret as both sides write it down. 24 to 64 bytes. */
export function secretOf(key: Uint8Array): string {
  return `${prefix}${Buffer.from(key).toString('base64')}`;
}

/**
 * The headers of a message, with a signature for each secret. `id` names what is told and stays the same when it is
 * sent again; `nowMs` is the instant of this sending.
 */
export function signed(
  secrets: readonly string[],
  { id, body }: { readonly id: string; readonly body: Uint8Array | string },
  nowMs: number,
): Signed {
  const timestamp = String(Math.floor(nowMs / 1_000));
  const signatures = secrets.map((secret) => `v1,${digestOf(secret, id, timestamp, body).toString('base64')}`);
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signatures.join(' ') };
}

/** Why a message is not to be taken; nothing for one that whoever has one of the secrets signed just now. */
export function whyNotTaken(
  secrets: readonly string[],
  headers: WebhookHeaders,
  body: Uint8Array | string,
  nowMs: number,
): WebhookFault | undefined {
  const { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signature } = headers;
  if (!id || !timestamp || !signature) return 'unsigned';
  if (!/^\d{1,12}$/.test(timestamp) || !/^[!-~]{1,200}$/.test(id)) return 'malformed';
  const given = signaturesIn(signature);
  if (given.length === 0) return 'malformed';
  // Whether it is ours is looked at first: of what a stranger sends nothing is said but that.
  const expected = secrets.map((secret) => digestOf(secret, id, timestamp, body));
  const isOurs = expected.some((digest) =>
    given.some((one) => one.length === digest.length && timingSafeEqual(one, digest)),
  );
  if (!isOurs) return 'forged';
  return Math.abs(nowMs - Number(timestamp) * 1_000) > toleranceMs ? 'stale' : undefined;
}

/** More than any two secrets need. */
const signaturesMax = 10;

/** Signatures of a version that nobody here knows are left aside, as the scheme has it. */
function signaturesIn(header: string): readonly Buffer[] {
  return header
    .split(' ')
    .slice(0, signaturesMax)
    .filter((part) => part.startsWith('v1,'))
    .map((part) => Buffer.from(part.slice(3), 'base64'));
}

function digestOf(secret: string, id: string, timestamp: string, body: Uint8Array | string): Buffer {
  const key = Buffer.from(secret.startsWith(prefix) ? secret.slice(prefix.length) : secret, 'base64');
  return createHmac('sha256', key).update(`${id}.${timestamp}.`).update(body).digest();
}
