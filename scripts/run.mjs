// Bootstrap of a clean clone: `npm start`, `npm test`, `npm run bench`. Plain JavaScript on any Node >= 20, without a
// global pnpm. Everything it starts (turbo, tsc, jest, the platform) runs on the pinned Node 26 in node_modules/.bin.
//
// Exit codes: that of the last step. A platform that drained after SIGINT, SIGTERM, SIGHUP or the death of our parent
// gives its own, 0 when all went well. Whatever is interrupted before that gives 128 + the signal's number.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { closingLine } from './closing-line.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const bin = join(root, 'node_modules', '.bin');
const node = join(bin, 'node');
const windows = process.platform === 'win32';
const [command = 'start', ...rest] = process.argv.slice(2);

const nodeMin = 20;
const silenceMs = 5_000; // a step that says nothing for so long is told to be still running
const stepGraceMs = 10_000; // what install, build and tests get to stop in
const drainGraceMs = 30_000; // what the platform gets to drain in
const jestGraceMs = 15_000; // what jest gets to exit in once all tests have run
const secondSignalMs = 1_000; // npm passes Ctrl-C on beside the terminal: only a later signal is a second one
const parentPollMs = 500;
const tailMax = 64 * 1024;

const unreachable = [
  /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ERR_SOCKET_TIMEOUT/i,
  /FETCH_FAIL|error sending request|dns error|network/i,
];
const full = [/ENOSPC|EDQUOT|no space left|disk quota|os error 28\b/i];
const forbidden = [/EACCES|EROFS|read-only file system|permission denied/i];

/** What a failed step's last words mean to whoever reads them. */
const causes = [
  [full, 'the disk is full. About 1.5 GB must be free for the packages and the build.'],
  [forbidden, 'a file or folder cannot be written. The checkout must belong to you.'],
  [
    unreachable,
    'the package registry cannot be reached. Check the network, the proxy and `npm config get registry`, and run the ' +
      'command again.',
  ],
];

const startedAt = performance.now();
const seconds = (since) => `${((performance.now() - since) / 1000).toFixed(1)}s`;
const log = (message) => process.stderr.write(`[hoso +${seconds(startedAt)}] ${message}\n`);

/**
 * The step under way: `{ child, graceMs, group }`. One at a time, in a process group of its own: Ctrl-C reaches it
 * once, through us.
 */
let step;
/** The first signal that asked us to stop, and when. */
let stopping;

/** Ends the run. `npm test` says its plain line last, however it ends. */
function finish(code, counts = { passed: 0, failed: 1, skipped: 0 }) {
  if (command !== 'test') process.exit(code);
  process.stdout.write(`${closingLine(counts)}\n`, () => process.exit(code));
  return new Promise(() => {});
}

function fail(message, code = 1) {
  log(message);
  return finish(code);
}

function send(signal, group) {
  try {
    process.kill(group && !windows ? -step.child.pid : step.child.pid, signal);
  } catch {
    // It has gone already; its exit is on the way.
  }
}

function stop(signal) {
  if (stopping) {
    if (performance.now() - stopping.at > secondSignalMs && step) send('SIGKILL', true);
    return;
  }
  stopping = { signal, at: performance.now() };
  if (!step) return void finish(128 + constants.signals[signal]);
  // A shell's background children ignore SIGINT: only the platform is told which signal it was.
  send(signal === 'SIGINT' && !step.group ? 'SIGINT' : 'SIGTERM', step.group);
  setTimeout(() => {
    if (!step) return;
    log(`${step.name}: has not stopped in ${step.graceMs / 1000} s, killed`);
    send('SIGKILL', true);
  }, step.graceMs).unref();
}

/**
 * Runs one step to its end. Stopped meanwhile, it ends the run. Answers `{ code, tail }`, `tail` being the end of piped
 * output.
 */
function run(name, file, args, { stdio, graceMs = stepGraceMs, group = true, extra = {}, onMessage = () => {} }) {
  return new Promise((resolve) => {
    const child = spawn(file, args, { cwd: root, stdio, detached: !windows, env: { ...environment(), ...extra } });
    const since = performance.now();
    step = { name, child, graceMs, group };
    let tail = '';
    let heardAt = since;
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk) => {
        heardAt = performance.now();
        tail = (tail + chunk).slice(-tailMax);
        process.stderr.write(chunk);
      });
    }
    const still = setInterval(() => {
      if (performance.now() - heardAt >= silenceMs) log(`${name}: still running, ${seconds(since)} so far`);
    }, silenceMs);
    if (!child.stdout) clearInterval(still);
    const end = (code, more = '') => {
      if (step?.child !== child) return;
      clearInterval(still);
      step = undefined;
      if (stopping) finish(name === 'platform' ? code : 128 + constants.signals[stopping.signal]);
      else resolve({ code, tail: tail + more, took: seconds(since) });
    };
    child.on('message', onMessage);
    child.once('error', (error) => end(127, String(error)));
    child.once('close', (code, signal) => end(code ?? 128 + constants.signals[signal]));
  });
}

/** npm tells its children to use the system's Node: drop that, keep npm_config_* (registry, proxy). */
function environment() {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^(npm_(lifecycle|package|node_execpath|execpath|command)|NODE$)/.test(name),
  );
  const env = Object.fromEntries(kept);
  return { ...env, PATH: [bin, env.PATH].join(delimiter), TURBO_TELEMETRY_DISABLED: '1' };
}

const quietly = ['ignore', 'pipe', 'pipe'];

async function must(name, file, args, options = {}) {
  const { code, tail, took } = await run(name, file, args, { stdio: quietly, ...options });
  if (code === 0) return log(`${name}: done in ${took}`);
  const cause = causeOf(tail, name === 'install' ? causes : causes.slice(0, 2));
  return fail(`${name} failed after ${took}${cause ? `: ${cause}` : ', see above'}`, code);
}

const causeOf = (said, known = causes) => known.find(([patterns]) => patterns.some((p) => p.test(said)))?.[1];

/**
 * Installs when the lock file is not the one installed last. An interrupted install leaves no stamp and is done again.
 */
async function install() {
  const stamp = join(root, 'node_modules', '.lock-hash');
  const hash = createHash('sha256')
    .update(readFileSync(join(root, 'pnpm-lock.yaml')))
    .update(readFileSync(join(root, 'pnpm-workspace.yaml')))
    .update(process.arch + process.platform)
    .digest('hex');
  if (existsSync(stamp) && existsSync(node) && readFileSync(stamp, 'utf8') === hash) return;
  rmSync(stamp, { force: true });
  log('install: Node 26 and the packages, about 300 MB the first time');
  const pnpm = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).packageManager;
  const args = ['--yes', '--loglevel=error', pnpm, 'install', '--frozen-lockfile', '--reporter=append-only'];
  await must('install', 'npx', args, { extra: installing() });
  if (!existsSync(node)) {
    await fail(
      'install: Node 26 did not come. It is had for Linux and macOS on x64 and arm64; ' +
        `this is ${process.platform} on ${process.arch}. ` +
        'On one of those the download was cut off: remove node_modules and run the command again.',
    );
  }
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, hash);
}

/**
 * `CI`: pnpm asks no questions, also where it must replace another layout of node_modules. Without a network, npm by
 * itself would say nothing for more than a minute.
 */
function installing() {
  const retries = { npm_config_fetch_retry_mintimeout: '1000', npm_config_fetch_retry_maxtimeout: '10000' };
  const unset = Object.entries(retries).filter(([name]) => process.env[name] === undefined);
  return { CI: 'true', ...Object.fromEntries(unset) };
}

const build = () => must('build', join(bin, 'turbo'), ['run', 'build', '--output-logs=errors-only']);

/**
 * jest runs outside turbo, which would replay results. It reports its counts through the channel; see closing-line.mjs.
 */
async function test() {
  let counts;
  let tooLong;
  // Workers are started with the same flags.
  const endsWithParent = `--import=${pathToFileURL(join(root, 'scripts', 'end-with-parent.mjs'))}`;
  const quiet = '--disable-warning=ExperimentalWarning';
  const flags = ['--experimental-vm-modules', quiet, '--enable-source-maps', endsWithParent];
  const { code } = await run('test', node, [...flags, join('node_modules', 'jest', 'bin', 'jest.js'), ...rest], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    onMessage: (message) => {
      counts = message;
      const { child } = step;
      tooLong = setTimeout(() => {
        log(`test: a test leaves something open: jest has not exited in ${jestGraceMs / 1000} s. Killed.`);
        child.kill('SIGKILL');
      }, jestGraceMs);
    },
  });
  clearTimeout(tooLong);
  if (!counts) return fail('test: jest ended without a result, see above', code || 1);
  // Whatever made jest fail beside its tests is a failure too, and one that is counted.
  if (code !== 0 && counts.failed === 0) counts.failed = 1;
  return finish(code || (counts.failed > 0 ? 1 : 0), counts);
}

/** A SIGKILL of ours closes the channel: the platform sees 'disconnect' and drains. */
async function start() {
  const main = ['--enable-source-maps', join('services', 'standalone', 'dist', 'main.js'), ...rest];
  const stdio = ['ignore', 'inherit', 'inherit', 'ipc'];
  const { code } = await run('platform', node, main, { stdio, graceMs: drainGraceMs, group: false });
  return finish(code);
}

/** Every service as a process of its own; how it ends is as above. */
async function distributed() {
  const main = ['--enable-source-maps', join('scripts', 'distributed', 'main.ts'), ...rest];
  const stdio = ['ignore', 'inherit', 'inherit', 'ipc'];
  const { code } = await run('platform', node, main, { stdio, graceMs: 2 * drainGraceMs, group: false });
  return finish(code);
}

/** Faults amid load, on the built platform. */
async function faults() {
  const main = ['--enable-source-maps', join('test', 'faults', 'main.ts'), ...rest];
  const { code } = await run('faults', node, main, {
    stdio: ['ignore', 'inherit', 'inherit'],
    graceMs: 2 * drainGraceMs,
  });
  return finish(code);
}

async function bench() {
  const { code } = await run('bench', node, [join('bench', 'run.mjs'), ...rest], {
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  return finish(code);
}

async function other() {
  const { code } = await run(command, join(bin, 'pnpm'), ['run', command, ...rest], { stdio: 'inherit' });
  return finish(code);
}

async function main() {
  if (Number(process.versions.node.split('.')[0]) < nodeMin) {
    return fail(`Node ${nodeMin} or newer is needed to begin with; this is ${process.versions.node}.`);
  }
  await install();
  if (!['start', 'distributed', 'test', 'faults', 'bench'].includes(command)) return other();
  await build();
  if (command === 'test') return test();
  if (command === 'distributed') return distributed();
  if (command === 'faults') return faults();
  return command === 'bench' ? bench() : start();
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => stop(signal));
// An output that nobody reads any more must not keep us from stopping what we started.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
// npm killed by its pid passes nothing on. Told once: a second time would mean to end at once.
const parent = process.ppid;
const watching = setInterval(() => {
  if (process.ppid === parent) return;
  clearInterval(watching);
  stop('SIGTERM');
}, parentPollMs).unref();

main().catch((error) => {
  const cause = causeOf(String(error));
  return fail(cause ? `${error.message}: ${cause}` : String(error.stack ?? error));
});
