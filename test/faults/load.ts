import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { Receipt } from '@hoso/contracts';
import { z } from 'zod';
import type { Answer, Api } from '../e2e/api.ts';
import type { Chance } from './chance.ts';
import { type Deed, dossierLife } from './dossier-life.ts';

/** A command as a client knows it: what it sent under one id, and every answer that it had. */
export interface Sent {
  readonly commandId: string;
  readonly dossier: string;
  readonly deed: Deed;
  readonly receipts: Receipt[];
  /** The codes of refusals. */
  readonly refusals: string[];
  /** Times at which no answer came, or one that tells to come again. */
  unanswered: number;
}

export interface LoadOptions {
  readonly api: Api;
  readonly clients: number;
  readonly chance: Chance;
  /** Between two deeds of one client. */
  readonly pauseMs: number;
}

/** Clients at work. */
export interface Load {
  readonly sent: readonly Sent[];
  /** What no client expects: refusals of what must be done, receipts that differ. */
  readonly surprises: readonly string[];
  /** Lives that came to their end. */
  readonly lives: () => number;
  /** Begins nothing new; resolves once every command is answered. */
  stop(): Promise<void>;
}

const answeredWithinMs = 20_000;
/** A client that has no answer for so long gives up, and says so. */
const insistsForMs = 240_000;
const impatience = 0.05;
const Refusal = z.object({ code: z.string() });

/** Clients that live dossiers one after the other, each insisting under one command id until it is answered. */
export function startLoad({ api, clients, chance, pauseMs }: LoadOptions): Load {
  const sent: Sent[] = [];
  const surprises: string[] = [];
  const stopping = new AbortController();
  let lives = 0;

  const ask = async (one: Sent, withinMs: number): Promise<Answer | undefined> => {
    const { dossier, deed, commandId } = one;
    const path = `/dossiers/${dossier}${deed.path === undefined ? '' : `/${deed.path}`}`;
    const method = deed.path === undefined ? 'PUT' : 'POST';
    const asked = { as: deed.as, body: deed.body, headers: { 'command-id': commandId } };
    const answer = await api
      .send(method, path, { ...asked, signal: AbortSignal.timeout(withinMs) })
      .catch(() => undefined);
    if (answer === undefined || answer.status >= 500 || answer.status === 429) one.unanswered++;
    else if (answer.status < 300) one.receipts.push(Receipt.parse(answer.body));
    else one.refusals.push(codeOf(answer));
    return answer;
  };

  /** Sends it until it is answered; one who is impatient asks twice at once. Answers whether it was carried out. */
  const insist = async (one: Sent): Promise<boolean> => {
    const deadline = performance.now() + insistsForMs;
    for (let tries = 1; ; tries++) {
      if (chance.happens(impatience)) {
        await Promise.all([ask(one, answeredWithinMs), ask(one, chance.below(200) + 1)]);
      } else await ask(one, answeredWithinMs);
      if (one.receipts.length > 0) return true;
      if (one.refusals.length > 0) return false;
      if (performance.now() > deadline) {
        surprises.push(`${told(one)} had no answer for ${insistsForMs / 1_000} s`);
        return false;
      }
      await delay(Math.min(50 * tries, 1_000));
    }
  };

  /** Answers whether the life goes on. */
  const carryOut = async (dossier: string, deed: Deed): Promise<boolean> => {
    const deadline = performance.now() + insistsForMs;
    for (;;) {
      const one: Sent = { commandId: randomUUID(), dossier, deed, receipts: [], refusals: [], unanswered: 0 };
      sent.push(one);
      const done = await insist(one);
      if (deed.refused) {
        if (done) surprises.push(`${told(one)} was not refused`);
        return !done;
      }
      if (done) return true;
      const [code = 'no answer'] = one.refusals;
      if (deed.waitsFor?.includes(code) && performance.now() < deadline) {
        await delay(150);
        continue;
      }
      surprises.push(`${told(one)} was refused: ${code}`);
      return false;
    }
  };

  const work = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      const { dossier, deeds } = dossierLife(chance);
      let goesOn = true;
      for (const deed of deeds) {
        if (stopping.signal.aborted || !goesOn) break;
        goesOn = await carryOut(dossier, deed);
        await delay(pauseMs, undefined, { signal: stopping.signal }).catch(() => undefined);
      }
      if (goesOn && !stopping.signal.aborted) lives++;
    }
  };

  const working = Promise.all(Array.from({ length: clients }, work));
  working.catch(() => undefined);
  return {
    ...{ sent, surprises },
    lives: () => lives,
    stop: async () => {
      stopping.abort();
      await working;
    },
  };
}

function told({ dossier, deed, commandId }: Sent): string {
  return `${deed.path ?? 'submission'} of dossier ${dossier} (command ${commandId})`;
}

function codeOf({ status, body }: Answer): string {
  const refusal = Refusal.safeParse(body);
  return refusal.success ? refusal.data.code : String(status);
}
