import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type Ended, type TrialCheckout, trialCheckout } from './trial-checkout.ts';

let checkout: TrialCheckout;

beforeEach(() => {
  checkout = trialCheckout();
  countAsInstalled();
});
afterEach(() => checkout.remove());

/** The stamp that run.mjs leaves after an install. */
function countAsInstalled() {
  const hash = createHash('sha256')
    .update(readFileSync(join(checkout.folder, 'pnpm-lock.yaml')))
    .update(readFileSync(join(checkout.folder, 'pnpm-workspace.yaml')))
    .update(process.arch + process.platform)
    .digest('hex');
  checkout.write('node_modules/.lock-hash', hash);
}

const lastLine = ({ stdout }: Ended) => stdout.trimEnd().split('\n').at(-1);
const suite = (body: string) => `import { afterAll, expect, it } from '@jest/globals';\n${body}\n`;
const runs = async (...args: string[]) => checkout.run(args).ended;

/** A platform that says when it is ready and when it has drained; `onStop` is what it does then. */
const platform = (onStop: string) => `
  const stop = (why) => { console.log('drained after ' + why); ${onStop} };
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => stop(signal));
  process.once('disconnect', () => stop('disconnect'));
  const hold = setInterval(() => {}, 1000);
  console.log('ready');
`;

describe('npm test', () => {
  it('sums over all suites and succeeds', async () => {
    checkout.write('packages/a/src/a.spec.ts', suite("it('a', () => expect(1).toBe(1)); it.skip('b', () => {});"));
    checkout.write('services/b/src/b.spec.ts', suite("it('c', () => expect(1).toBe(1));"));
    const ended = await runs('test');
    expect([ended.code, lastLine(ended)]).toEqual([0, '2 passed, 0 failed, 1 skipped']);
  });

  it('counts each contract suite on each adapter, and says why what was skipped was', async () => {
    checkout.write(
      'packages/a/src/a.spec.ts',
      `import { describe, expect, it } from '@jest/globals';
      const store = (name, answer) => describe('The event store on ' + name, () => {
        describe('appends', () => { it('a', () => expect(answer).toBe(1)); it('b', () => {}); });
      });
      store('SQLite', 1);
      store('PostgreSQL', 2);
      describe('The bus on NATS', () => it.skip('skipped: nobody has one', () => {}));
      it('c', () => {});`,
    );
    const ended = await runs('test');
    const lines = ended.stdout.trimEnd().split('\n');
    expect(lines.slice(lines.findIndex((line) => line.startsWith('contract suite')))).toEqual([
      'contract suite  adapter     passed  failed  skipped',
      'bus             NATS             0       0        1',
      'event store     PostgreSQL       1       1        0',
      'event store     SQLite           2       0        0',
      'bus on NATS was skipped: nobody has one',
      '4 passed, 1 failed, 1 skipped',
    ]);
  });

  it('counts failed tests and suites that cannot load', async () => {
    checkout.write('packages/a/src/a.spec.ts', suite("it('a', () => expect(1).toBe(2)); it('b', () => {});"));
    checkout.write('packages/a/src/broken.spec.ts', "import { missing } from './missing.ts';\nmissing();\n");
    checkout.write('packages/a/src/garbage.spec.ts', 'this is not TypeScript');
    const ended = await runs('test');
    expect([ended.code, lastLine(ended)]).toEqual([1, '1 passed, 3 failed']);
  });

  it('counts a suite whose end fails', async () => {
    checkout.write(
      'packages/a/src/a.spec.ts',
      suite("it('a', () => {}); afterAll(() => { throw new Error('late'); });"),
    );
    const ended = await runs('test');
    expect([ended.code, lastLine(ended)]).toEqual([1, '1 passed, 1 failed']);
  });

  it('fails without any test', async () => {
    const ended = await runs('test');
    expect([ended.code, lastLine(ended)]).toEqual([1, '0 passed, 1 failed']);
  });

  it('fails where every test is skipped', async () => {
    checkout.write('packages/a/src/a.spec.ts', suite("it.skip('a', () => {});"));
    const ended = await runs('test');
    expect([ended.code, lastLine(ended)]).toEqual([1, '0 passed, 1 failed, 1 skipped']);
  });

  it('counts a broken configuration of jest', async () => {
    checkout.write('jest.config.mjs', 'export default {');
    const ended = await runs('test');
    expect([ended.code, lastLine(ended)]).toEqual([1, '0 passed, 1 failed']);
  });

  it('counts a jest that a test takes down', async () => {
    checkout.write('packages/a/src/a.spec.ts', suite("it('a', () => process.kill(process.pid, 'SIGKILL'));"));
    const ended = await runs('test', '--runInBand');
    expect([ended.code, lastLine(ended)]).toEqual([137, '0 passed, 1 failed']);
  });

  it('leaves no worker of a jest that is killed', async () => {
    for (const name of ['a', 'b']) {
      checkout.write(
        `packages/${name}/src/${name}.spec.ts`,
        `import { appendFileSync } from 'node:fs';
        import { it } from '@jest/globals';
        it('waits', async () => {
          appendFileSync('workers', process.pid + ' ' + process.ppid + '\\n');
          for (;;) await new Promise((resolve) => setTimeout(resolve, 10));
        }, 600_000);`,
      );
    }
    const running = checkout.run(['test', '--maxWorkers=2']);
    const workers = async (): Promise<readonly (readonly number[])[]> => {
      const path = join(checkout.folder, 'workers');
      const lines = existsSync(path) ? readFileSync(path, 'utf8').trim().split('\n') : [];
      if (lines.length === 2) return lines.map((line) => line.split(' ').map(Number));
      await delay(50);
      return workers();
    };
    const [[one = 0, jest = 0] = [], [other = 0] = []] = await workers();
    process.kill(jest, 'SIGKILL');
    const ended = await running.ended;
    expect([ended.code, lastLine(ended)]).toEqual([137, '0 passed, 1 failed']);
    for (const worker of [one, other]) while (existsSync(`/proc/${worker}`)) await delay(50);
  }, 60_000);

  it('counts a broken build', async () => {
    checkout.write('packages/a/src/a.spec.ts', suite("it('a', () => {});"));
    checkout.write('node_modules/.bin/turbo', '#!/bin/sh\necho "a.ts(1,1): error TS1"\nexit 2\n');
    const ended = await runs('test');
    expect([ended.code, lastLine(ended)]).toEqual([2, '0 passed, 1 failed']);
    expect(ended.stderr).toContain('error TS1');
  });

  it('counts being stopped', async () => {
    checkout.write(
      'packages/a/src/a.spec.ts',
      suite("it('a', () => { console.warn('under way'); return new Promise(() => {}); }, 60_000);"),
    );
    const running = checkout.run(['test']);
    await running.says('under way');
    running.child.kill('SIGTERM');
    const ended = await running.ended;
    expect([ended.code, lastLine(ended)]).toEqual([143, '0 passed, 1 failed']);
  });
});

describe('The install', () => {
  const withoutStamp = (npx: string) => {
    checkout.write('node_modules/.lock-hash', 'another');
    checkout.write('system/npx', `#!/bin/sh\n${npx}\n`);
  };

  it('is done once for a lock file', async () => {
    withoutStamp('echo "installed $*" >> installs; exit 0');
    checkout.write('services/standalone/dist/main.js', "console.log('hello');");
    await runs('start');
    await runs('start');
    const installs = readFileSync(join(checkout.folder, 'installs'), 'utf8');
    expect(installs).toBe(
      'installed --yes --loglevel=error pnpm@0.0.0 install --frozen-lockfile --reporter=append-only\n',
    );
  });

  it('is done again after one that failed', async () => {
    withoutStamp('exit 1');
    const ended = await runs('test');
    expect([ended.code, lastLine(ended)]).toEqual([1, '0 passed, 1 failed']);
    expect(existsSync(join(checkout.folder, 'node_modules/.lock-hash'))).toBe(false);
  });

  it.each([
    ['npm error code ENOTFOUND', 'the package registry cannot be reached'],
    ['ENOSPC: no space left on device, write', 'the disk is full'],
    ['EACCES: permission denied, mkdir', 'cannot be written'],
  ])('says what to do about «%s»', async (said, expected) => {
    withoutStamp(`echo "${said}" >&2; exit 1`);
    const ended = await runs('start');
    expect(ended.code).toBe(1);
    expect(ended.stderr).toContain(expected);
  });

  it('says that a disk is full when it cannot leave its stamp', async () => {
    withoutStamp('rm -rf node_modules/.lock-hash && ln -s /dev/full node_modules/.lock-hash');
    const ended = await runs('start');
    expect(ended.code).toBe(1);
    expect(ended.stderr).toContain('the disk is full');
  });

  it('names the platform that Node 26 is not had for', async () => {
    withoutStamp('rm node_modules/.bin/node');
    const ended = await runs('test');
    expect([ended.code, lastLine(ended)]).toEqual([1, '0 passed, 1 failed']);
    expect(ended.stderr).toContain(`this is ${process.platform} on ${process.arch}`);
  });
});

describe('A stop', () => {
  const endless = '#!/bin/sh\necho under way\nsleep 60 &\necho $! > sleeper\nwait\n';
  const sleeper = () => Number(readFileSync(join(checkout.folder, 'sleeper'), 'utf8'));
  const gone = async (pid: number) => {
    for (let attempt = 0; attempt < 50; attempt++) {
      try {
        process.kill(pid, 0);
      } catch {
        return true;
      }
      await delay(100);
    }
    return false;
  };

  it.each([
    ['install', 'SIGINT', 130],
    ['install', 'SIGTERM', 143],
    ['build', 'SIGINT', 130],
    ['build', 'SIGHUP', 129],
  ] as const)('during %s by %s leaves nothing running', async (phase, signal, code) => {
    if (phase === 'install') checkout.write('node_modules/.lock-hash', 'another');
    checkout.write(phase === 'install' ? 'system/npx' : 'node_modules/.bin/turbo', endless);
    const running = checkout.run(['start']);
    await running.says('under way');
    await delay(100);
    running.child.kill(signal);
    expect((await running.ended).code).toBe(code);
    expect(await gone(sleeper())).toBe(true);
  });

  it.each([
    ['SIGINT', 'SIGINT'],
    ['SIGTERM', 'SIGTERM'],
    ['SIGHUP', 'SIGTERM'],
  ] as const)('by %s drains the platform and is no failure', async (signal, heard) => {
    checkout.write('services/standalone/dist/main.js', platform('setTimeout(() => process.exit(0), 200)'));
    const running = checkout.run(['start']);
    await running.says('ready');
    running.child.kill(signal);
    const ended = await running.ended;
    expect([ended.code, lastLine(ended)]).toEqual([0, `drained after ${heard}`]);
  });

  it('answers the code of a platform that could not drain', async () => {
    checkout.write('services/standalone/dist/main.js', platform('process.exit(3)'));
    const running = checkout.run(['start']);
    await running.says('ready');
    running.child.kill('SIGINT');
    expect((await running.ended).code).toBe(3);
  });

  it('for the second time kills a platform that does not drain', async () => {
    checkout.write('services/standalone/dist/main.js', platform(''));
    const running = checkout.run(['start']);
    await running.says('ready');
    running.child.kill('SIGINT');
    await running.says('drained after SIGINT');
    await delay(1_100);
    running.child.kill('SIGINT');
    expect((await running.ended).code).toBe(137);
  });

  it('by SIGKILL still drains the platform', async () => {
    checkout.write('services/standalone/dist/main.js', platform('process.exit(0)'));
    const running = checkout.run(['start']);
    await running.says('ready');
    running.child.kill('SIGKILL');
    expect(lastLine(await running.ended)).toBe('drained after disconnect');
  });

  it('by the death of the parent drains the platform, for as long as that takes', async () => {
    const whole = "setTimeout(() => { console.log('to the end'); process.exit(0); }, 2_500)";
    checkout.write('services/standalone/dist/main.js', platform(whole));
    checkout.write('system/parent', `#!/bin/sh\n"${process.execPath}" scripts/run.mjs start &\nwait\n`);
    const running = checkout.runProgram('system/parent');
    await running.says('ready');
    running.child.kill('SIGKILL');
    expect((await running.ended).stdout).toMatch(/drained after SIGTERM\nto the end\n$/);
  });
});

describe('npm run bench', () => {
  const bench = (name: string, body: string) =>
    checkout.write(`bench/${name}.bench.ts`, `export const bench = { name: '${name}', run: async () => (${body}) };\n`);

  it('prints nothing but a line of JSON for each bench', async () => {
    checkout.write('node_modules/.bin/turbo', '#!/bin/sh\necho building\n');
    bench('one', "{ ratio: 0.5, baseline: 4, unit: 'events/s', value: 2 }");
    bench('two', "{ value: 1, unit: 's', detail: { p95: 3 } }");
    expect((await runs('bench')).stdout).toBe(
      '{"bench":"one","value":2,"unit":"events/s","baseline":4,"ratio":0.5}\n' +
        '{"bench":"two","value":1,"unit":"s","detail":{"p95":3}}\n',
    );
    expect((await runs('bench', 'two')).stdout).toBe('{"bench":"two","value":1,"unit":"s","detail":{"p95":3}}\n');
  });

  it('names the benches there are when asked for another', async () => {
    bench('one', "{ value: 1, unit: 's' }");
    const ended = await runs('bench', 'three');
    expect([ended.code, ended.stdout]).toEqual([2, '']);
    expect(ended.stderr).toContain('no bench called three. There are: one');
  });

  it('goes on after a bench that fails, and fails', async () => {
    bench('one', "{ value: Number.NaN, unit: 's' }");
    bench('two', "{ value: 1, unit: 's' }");
    const ended = await runs('bench');
    expect([ended.code, ended.stdout]).toEqual([1, '{"bench":"two","value":1,"unit":"s"}\n']);
  });
});
