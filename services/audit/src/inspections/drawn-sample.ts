import type { DrawSample, SampleDrawn } from '@hoso/contracts';
import type { EventOf } from '@hoso/event-sourcing';
import { notProven, parseCheckpoint, toBase64 } from '@hoso/merkle-log';
import { drawSample, type Member, populationHash } from '@hoso/rules';
import type { z } from 'zod';
import type { AuditPorts } from '../audit-ports.ts';
import { ledgerOf, provenOrRefused, sealedUpTo } from '../ledger/log-ledger.ts';
import type { Opened } from './inspection-state.ts';
import { type Drawing, type PopulationLogs, readPopulation, type Scope } from './population.ts';

type Sample = EventOf<typeof SampleDrawn>['data'];

/** Works populations out of the logs, and keeps the last few: their pages are asked for one after the other. */
export interface Populations {
  of(scope: Scope, drawing: Drawing): Promise<readonly Member[]>;
}

const keptMax = 2;

export function populations(logs: () => Promise<PopulationLogs>): Populations {
  const kept = new Map<string, Promise<readonly Member[]>>();
  return {
    of: ({ units, procedures, from, to }, { method, stratifyBy, upTo, findingsUpTo }) => {
      const key = JSON.stringify([units, procedures, from, to, method, stratifyBy, upTo, findingsUpTo]);
      const known =
        kept.get(key) ??
        logs().then((both) =>
          readPopulation(both, { units, procedures, from, to }, { method, stratifyBy, upTo, findingsUpTo }),
        );
      kept.delete(key);
      kept.set(key, known);
      known.catch(() => kept.delete(key));
      for (const oldest of [...kept.keys()].slice(0, -keptMax)) kept.delete(oldest);
      return known;
    },
  };
}

/** The sample that a command asks for, of the log as it is sealed by now, with all that it takes to draw it again. */
export async function sampleNow(
  ports: Pick<AuditPorts, 'logs' | 'ledgers'>,
  known: Populations,
  findingsUpTo: number,
  { opened }: Pick<Opened, 'opened'>,
  { method, stratifyBy, size, seed: given }: z.output<typeof DrawSample.data>,
): Promise<Sample> {
  const { size: upTo, checkpoint } = await sealedUpTo(await ledgerOf(ports, undefined));
  return await provenOrRefused(async () => {
    const signed = checkpoint ?? notProven('checkpoint', 'chưa có', 'is not there yet');
    const seed = given ?? toBase64(parseCheckpoint(signed).root);
    const members = await known.of(opened, { method, stratifyBy, upTo, findingsUpTo });
    return {
      ...{
        method,
        ...(stratifyBy === undefined ? {} : { stratifyBy }),
        size,
        seed,
        seedFrom: given === undefined ? 'ledger' : 'given',
      },
      ...{ upTo, findingsUpTo, checkpoint: signed },
      ...{ population: members.length, populationSha256: populationHash(members) },
      drawn: [...drawSample(members, size, seed)],
    };
  });
}
