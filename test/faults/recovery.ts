import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { Receipt } from '@hoso/contracts';
import { type Api, clerk, submission } from '../e2e/api.ts';
import type { TrialPlatform } from './trial-platform.ts';

const lookEveryMs = 100;
const askedWithinMs = 5_000;

/** When a platform did its work again, on the clock of `performance`. */
export interface Recovered {
  readonly acknowledgedAt: number;
  readonly foundAt: number;
}

/** Resolves once a dossier can be submitted and is then found: the way through gateway, log, bus and views is whole. */
export async function serves({ send }: Api, withinMs: number): Promise<Recovered | undefined> {
  const deadline = performance.now() + withinMs;
  const headers = { 'command-id': randomUUID() };
  const path = `/dossiers/${randomUUID()}`;
  while (performance.now() < deadline) {
    const signal = AbortSignal.timeout(askedWithinMs);
    const asked = { as: clerk, body: submission, headers, signal };
    const answer = await send('PUT', path, asked).catch(() => undefined);
    if (answer !== undefined && answer.status < 300) {
      const { position } = Receipt.parse(answer.body);
      const acknowledgedAt = performance.now();
      while (performance.now() < deadline) {
        const found = await send('GET', `${path}?atLeast=${position}`, {
          ...{ as: clerk, signal: AbortSignal.timeout(askedWithinMs) },
        }).catch(() => undefined);
        if (found?.status === 200) return { acknowledgedAt, foundAt: performance.now() };
        await delay(lookEveryMs);
      }
    }
    await delay(lookEveryMs);
  }
  return undefined;
}

/** Resolves once every process is there and every follower is where the log is; answers what is still missing. */
export async function atRest(platform: TrialPlatform, http: Api, withinMs: number): Promise<readonly string[]> {
  const deadline = performance.now() + withinMs;
  /** Why each follower last said that it could not go on: it may be at another attempt when time is up. */
  const stalls = new Map<string, string>();
  await Promise.all(Array.from(platform.processes.values(), (each) => each.ready()));
  for (;;) {
    const missing = await behind(http, stalls).catch((error: unknown) => [String(error)]);
    if (missing.length === 0 || performance.now() > deadline) return missing;
    await delay(lookEveryMs);
  }
}

async function behind(http: Api, stalls: Map<string, string>): Promise<readonly string[]> {
  const { followers, log, away } = await http.operations();
  const late = followers.filter(
    ({ completeUpTo, held, stalledBecause }) =>
      completeUpTo < log.head || held.length > 0 || stalledBecause !== undefined,
  );
  return [
    ...(away ?? []).map((name) => `${name} is away`),
    ...late.map(({ follower, completeUpTo, held, stalledBecause }) => {
      if (stalledBecause !== undefined) stalls.set(follower, stalledBecause);
      const [hold] = held;
      const why = stalledBecause ?? (hold ? `holds ${hold.subject}: ${hold.reason}` : `behind ${log.head}`);
      return `${follower} at ${completeUpTo}: ${why}; last stalled because: ${stalls.get(follower) ?? 'never'}`;
    }),
  ];
}
