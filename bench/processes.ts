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
export function processorMs(pid: number): number {
  const [user, system] = statOf(pid).slice(11, 13);
  return (Number(user) + Number(system)) * msPerTick;
}

/** The processes that one has started, and those that they have, with their programs' names. */
export function descendants(pid: number): readonly { readonly pid: number; readonly program: string }[] {
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
