import type { Chance } from './chance.ts';
import {
  clockAhead,
  deleteStream,
  type Fault,
  killProcess,
  killServer,
  killTwo,
  noFault,
  pauseProcess,
  pauseServer,
  wipeViews,
} from './faults.ts';
import type { ServerName } from './trial-platform.ts';

export interface PlanOptions {
  readonly chance: Chance;
  /** The processes that may be met. */
  readonly processes: readonly string[];
  /** Whether views lie on a server. */
  readonly viewsServer: boolean;
}

const times = { nats: 20, postgres: 20, views: 5, process: 2, two: 5, pause: 4, stream: 3, wipe: 3 } as const;

/** All faults of a whole run, in the order that chance gives; one of each kind first, so that a short run meets all. */
export function faultPlan({ chance, processes, viewsServer }: PlanOptions): readonly Fault[] {
  const any = (): string => processes[chance.below(processes.length)] ?? '';
  const two = (): Fault => {
    const [one = '', other = ''] = chance.shuffled(processes);
    return killTwo(one, other);
  };
  const servers: readonly ServerName[] = viewsServer ? ['nats', 'postgres', 'views'] : ['nats', 'postgres'];
  const all = [
    ...servers.flatMap((server) => repeated(times[server], () => killServer(server, chance))),
    ...servers.map((server) => pauseServer(server)),
    ...processes.flatMap((name) => repeated(times.process, () => killProcess(name))),
    ...repeated(times.two, two),
    ...repeated(times.pause, () => pauseProcess(any())),
    ...repeated(times.stream, () => deleteStream),
    ...repeated(viewsServer ? times.wipe : 0, () => wipeViews),
    clockAhead,
  ];
  const kinds = Map.groupBy(chance.shuffled(all), ({ kind }) => kind);
  const first = Array.from(kinds.values(), (ofKind) => ofKind.slice(0, 1)).flat();
  const rest = Array.from(kinds.values(), (ofKind) => ofKind.slice(1)).flat();
  return [noFault, ...chance.shuffled(first), ...chance.shuffled(rest)];
}

function repeated(count: number, make: () => Fault): readonly Fault[] {
  return Array.from({ length: count }, make);
}
