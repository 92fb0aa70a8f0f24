import { readdirSync, readFileSync } from 'node:fs';

// What Linux tells of processes in /proc; elsewhere there is nothing to read, and the answer is no number.

/** Memory in RAM: with the program's own pages, which processes of one program share. */
export function residentMb(pid: number): number {
  const [, kib = 'NaN'] = /^VmRSS:\s+(\d+) kB/m.exec(procFile(pid, 'status')) ?? [];
  return Number(kib) / 1_024;
}

/** Of that, what is this process's alone. */
export function ownMb(pid: number): number {
  const [, kib = 'NaN'] = /^RssAnon:\s+(\d+) kB/m.exec(procFile(pid, 'status')) ?? [];
  return Number(kib) / 1_024;
}

/** Processor time since it began. */
function processorMs(pid: number): number {
  const [user, system] = statOf(pid).slice(11, 13);
  return (Number(user) + Number(system)) * msPerTick;
}

/** The processes that one has started, and those that they have, with their programs' names. */
function descendants(pid: number): readonly { readonly pid: number; readonly program: string }[] {
  const parents = new Map<number, number>();
  for (const entry of readdirSync('/proc')) {
    if (/^\d+$/.test(entry)) parents.set(Number(entry), Number(statOf(Number(entry))[1]));
  }
  const isBelow = (one: number): boolean => {
    const parent = parents.get(one);
    return parent !== undefined && (parent === pid || isBelow(parent));
  };
  return [...parents.keys()].filter(isBelow).map((one) => ({ pid: one, program: procFile(one, 'comm').trim() }));
}

/**
 * Answers, later, how much processor time each process under this one has taken since, in milliseconds for each of so
 * many things: those that are named, all others by their program, and this one as the load generator.
 */
export function lookAtProcessors(
  named: ReadonlyMap<string, number>,
): (things: number) => Readonly<Record<string, number>> {
  const look = (): ReadonlyMap<string, number> => {
    const used = new Map<string, number>();
    for (const { pid, program } of descendants(process.pid)) {
      const [name] = [...named].find(([, one]) => one === pid) ?? [program];
      used.set(name, (used.get(name) ?? 0) + processorMs(pid));
    }
    const { user, system } = process.cpuUsage();
    return used.set('load generator', (user + system) / 1_000);
  };
  const before = look();
  return (things) => {
    const used = [...look()].map(([name, ms]) => [name, (ms - (before.get(name) ?? 0)) / things] as const);
    return Object.fromEntries(used.filter(([, ms]) => ms > 0.005).map(([name, ms]) => [name, Number(ms.toFixed(2))]));
  };
}

/** Linux counts them 100 a second. */
const msPerTick = 10;

/** The members of `stat` from the third on: a program's name may hold anything. */
function statOf(pid: number): readonly string[] {
  const text = procFile(pid, 'stat');
  return text.slice(text.lastIndexOf(')') + 2).split(' ');
}

function procFile(pid: number, name: string): string {
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'utf8');
  } catch {
    return '';
  }
}
