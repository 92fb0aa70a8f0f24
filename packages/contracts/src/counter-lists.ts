import { z } from 'zod';
import { Receipt } from './command-type.ts';
import { ReturnResult, TransferDossier } from './intake.ts';
import type { CommandRoute } from './route.ts';
import { routes } from './routes.ts';
import { DossierId, type Words } from './scalars.ts';

/** A list that a counter hands in at once. Each item is the command that it would be by itself. */
export interface CounterList {
  readonly name: string;
  readonly path: string;
  readonly summary: Words;
  /** What is done with each dossier of the list. */
  readonly each: CommandRoute;
}

export const listedMax = 100;

export const counterLists: readonly CounterList[] = [
  {
    name: 'TransferList',
    path: '/transfer-list',
    summary: { vi: 'Bàn giao danh sách hồ sơ cho cơ quan', en: 'Hand a list of dossiers to their agencies' },
    each: routeOf(TransferDossier.name),
  },
  {
    name: 'ReturnList',
    path: '/return-list',
    summary: { vi: 'Trả kết quả theo danh sách', en: 'Return the results of a list' },
    each: routeOf(ReturnResult.name),
  },
];

/** What became of each item, in the list's order: its receipt, or why it was not done. */
export const ListReport = z
  .strictObject({
    done: z.int(),
    items: z.array(
      z.strictObject({
        dossier: DossierId,
        receipt: Receipt.optional(),
        problem: z.looseObject({ status: z.int(), code: z.string(), detail: z.string() }).optional(),
      }),
    ),
  })
  .meta({ id: 'ListReport' });
export type ListReport = z.infer<typeof ListReport>;

function routeOf(name: string): CommandRoute {
  const route = routes.find((one) => 'command' in one && one.command.name === name);
  if (!route || !('command' in route)) throw new Error(`no route gives ${name}`);
  return route;
}
