import { type ChildProcess, spawn } from 'node:child_process';
import { nodeFlags } from '@hoso/runtime';

/** A process of the platform, as a child of this one: it drains when this one is gone. */
export interface Child {
  readonly name: string;
  /** Its first message: where it listens, or which servers it holds. Rejects where it ends before. */
  readonly ready: Promise<unknown>;
  readonly process: ChildProcess;
  /** SIGTERM, and after a while SIGKILL; resolves when it is gone. */
  stop(): Promise<void>;
}

export interface ChildOptions {
  readonly name: string;
  readonly program: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Told when it ends without having been told to. */
  readonly onEnd: (how: string) => void;
}

const stopMs = 30_000;

export function startChild({ name, program, environment, onEnd }: ChildOptions): Child {
  const child = spawn(process.execPath, [...nodeFlags, program], {
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: environment,
    // Ctrl-C reaches the whole group: servers must not go before those who use them.
    detached: true,
  });
  prefixed(child, name);
  let stopping = false;
  const ended = new Promise<string>((resolve) => {
    child.once('exit', (code, signal) => resolve(signal ?? `exit code ${code}`));
    child.once('error', (error) => resolve(error.message));
  });
  const ready = new Promise<unknown>((resolve, reject) => {
    child.once('message', resolve);
    void ended.then((how) => reject(new Error(`${name} ended with ${how} before it was ready`)));
  });
  ready.catch(() => undefined);
  void ended.then((how) => stopping || onEnd(how));
  return {
    name,
    ready,
    process: child,
    stop: async () => {
      stopping = true;
      child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), stopMs);
      await ended;
      clearTimeout(timer);
    },
  };
}

const widest = 'postal-delivery-1'.length;

/** Its lines, each with its name before it. */
function prefixed(child: ChildProcess, name: string): void {
  for (const [from, to] of [
    [child.stdout, process.stdout],
    [child.stderr, process.stderr],
  ] as const) {
    let rest = '';
    const say = (line: string): void => void to.write(`${name.padEnd(widest)} | ${line}\n`);
    from?.setEncoding('utf8').on('data', (chunk: string) => {
      const lines = (rest + chunk).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) say(line);
    });
    // The last words of one that was killed may lack their end.
    from?.once('end', () => rest !== '' && say(rest));
  }
}
