import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Ended, openReaderSession, type ReaderSession } from './reader-session.ts';
import { type Commands, commandsOf, differenceFrom, missingFor, stepsOf } from './readme.ts';
import { readText, repositoryFiles, root } from './tree.ts';

const blockMaxMs = 300_000;
const settleMs = 30_000;

/** Runs a block as a reader would; answers what is wrong, if anything is. */
async function follow(session: ReaderSession, commands: Commands): Promise<string | undefined> {
  let last: Ended = { code: 0, stdout: '', stderr: '' };
  let stdout = '';
  let stderr = '';
  let startedHere = false;
  for (const step of stepsOf(commands)) {
    last = await session.run(step, commands.exit === 0);
    startedHere ||= 'start' in step;
    if (!('start' in step)) stdout += last.stdout;
    stderr += last.stderr;
    if (commands.exit === 0 && last.code !== 0) break;
  }
  if (last.code !== commands.exit) {
    return `ended with ${last.code} instead of ${commands.exit}:\n${last.stdout}${last.stderr}`;
  }
  const { shown } = commands;
  if (!shown) return undefined;
  const output = () => (shown.kind === 'json' ? stdout : (startedHere ? session.started() : '') + stdout + stderr);
  // What `npm start` says after its ready line may take a moment.
  for (let waited = 0; startedHere && waited < settleMs && differenceFrom(shown, output()); waited += 100)
    await delay(100);
  return differenceFrom(shown, output());
}

const readmes = repositoryFiles()
  .filter((path) => /(^|\/)README\.md$/.test(path))
  .map((path) => ({ path, blocks: commandsOf(readText(path)) }))
  .filter(({ blocks }) => blocks.length > 0);

for (const { path, blocks } of readmes)
  describe(`${path}, followed as written`, () => {
    let session: ReaderSession;
    beforeAll(async () => {
      session = await openReaderSession(root);
    });
    afterAll(() => session.close(), blockMaxMs);

    for (const commands of blocks) {
      const missing = missingFor(commands, root);
      const name = `line ${commands.line}: ${commands.text.trim().split('\n')[0]}${missing ? ` (${missing})` : ''}`;
      (missing ? it.skip : it)(
        name,
        async () => {
          const wrong = await follow(session, commands);
          expect(wrong && `${path}:${commands.line}: ${wrong}`).toBeUndefined();
        },
        blockMaxMs,
      );
    }
  });

const block = (info: string, text: string) => `\`\`\`${info}\n${text}\n\`\`\`\n`;
const commandsIn = (markdown: string): Commands => {
  const [commands] = commandsOf(markdown);
  if (!commands) throw new Error('no commands');
  return commands;
};

describe('The README runner', () => {
  let folder: string;
  let session: ReaderSession;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'hoso-readme-'));
    const server =
      "require('node:http').createServer((_, answer) => answer.end('hello')).listen(process.env.PORT, () => " +
      "console.log('[1.5s] ready on http://127.0.0.1:' + process.env.PORT + '\\nTry next: x'));" +
      "process.on('SIGINT', () => process.exit(0));";
    writeFileSync(join(folder, 'server.cjs'), server);
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ scripts: { start: 'exec node server.cjs' } }));
    session = await openReaderSession(folder);
  });
  afterAll(async () => {
    await session.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const wrongWith = (markdown: string) => follow(session, commandsIn(markdown));

  it('finds blocks of commands, what is said of them, and their output', () => {
    const shown = block('sh', 'a') + block('console', 'x');
    const text = `# T\n\n${shown}text\n${block('ts', 'b')}${block('sh exit=1 needs=../no', 'c')}`;
    expect(commandsOf(text)).toEqual([
      { line: 4, text: 'a\n', exit: 0, needs: undefined, shown: { kind: 'console', text: 'x\n' } },
      { line: 14, text: 'c\n', exit: 1, needs: '../no', shown: undefined },
    ]);
  });

  it('leaves out what is done already, and starts the platform beside the shell', () => {
    const text =
      'git clone https://example.org/hoso\ncd hoso\nnpm start -- --live  # opens\na=1\necho $a\nnpm test\nnpm start &';
    expect(stepsOf(commandsIn(block('sh', text)))).toEqual([
      { start: 'npm start -- --live' },
      { shell: 'a=1\necho $a\n' },
      { start: 'npm start' },
    ]);
  });

  it('starts the platform, waits until it is ready, and talks to it', async () => {
    expect(
      await wrongWith(block('sh', 'npm start') + block('console', '… ready on http://127.0.0.1:8080\nTry next: …')),
    ).toBeUndefined();
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the shell fills it in
    const ask = 'node -e "fetch(\'http://127.0.0.1:${PORT:-8080}\').then(r => r.text()).then(console.log)"';
    expect(await wrongWith(block('sh', ask) + block('console', 'hello'))).toBeUndefined();
    expect(await wrongWith(block('sh', 'npm start'))).toBeUndefined();
  });

  it('keeps the variables of one block for the next', async () => {
    expect(await wrongWith(block('sh', 'id=$(echo 42)'))).toBeUndefined();
    expect(await wrongWith(block('sh', 'echo "{\\"id\\": $id}"') + block('json', '{ "id": 1 }'))).toBeUndefined();
  });

  it('gives the session a data folder of its own', async () =>
    expect(await wrongWith(block('sh', 'test -n "$HOSO_DATA" && test ! -e "$HOSO_DATA"'))).toBeUndefined());

  it('expects the code that the block says', async () => {
    expect(await wrongWith(block('sh exit=3', 'echo no; (exit 3)') + block('console', 'no'))).toBeUndefined();
    expect(await wrongWith(block('sh exit=3', 'true'))).toContain('ended with 0 instead of 3');
  });

  it('objects to a platform that does not start', async () => {
    const bare = await openReaderSession(tmpdir());
    const wrong = await follow(bare, commandsIn(block('sh', 'npm start')));
    await bare.close();
    expect(wrong).toMatch(/^ended with [1-9]\d* instead of 0/);
  });

  it('objects to a command that fails before the last one, and to all that follow', async () => {
    const short = await openReaderSession(folder);
    expect(await follow(short, commandsIn(block('sh', 'echo before\nfalse\necho after')))).toBe(
      'ended with 1 instead of 0:\nbefore\n',
    );
    expect(await follow(short, commandsIn(block('sh', 'true')))).toContain('the shell has ended');
    await short.close();
  });

  it.each([
    ['console', 'at position 12 of 2026-01-02T03:04:05.678Z', '  at  position 7 of 2022-11-22T13:14:15.000Z, now'],
    ['console', 'id 0190d1f0-0000-7000-8000-000000000000', 'id 0190ffff-aaaa-7000-8000-0123456789ab'],
    ['console', 'first\n…\nlast … 1,434 cases', 'first\nx\nlast of all 1434 cases'],
    [
      'json',
      '{ "items": [{ "id": "…", "n": 1 }], "next": null }',
      '{"items":[{"id":"a","n":2,"more":true},{}],"next":null}',
    ],
    ['json', '{ "a": 1 }', 'submitted\n{"a":2}\n'],
  ] as const)('takes %s «%s» for %j', (kind, text, output) =>
    expect(differenceFrom({ kind, text }, output)).toBeUndefined(),
  );

  it.each([
    ['console', 'second\nfirst', 'first\nsecond'],
    ['console', '3 cases', 'three cases'],
    ['console', 'a.c', 'abc'],
    ['json', '{ "items": [{ "id": "…" }] }', '{"items":[]}'],
    ['json', '{ "items": [{ "id": "…" }] }', '{"items":[{"id":1}]}'],
    ['json', '{ "lagMs": 0 }', '{"completeUpTo":1}'],
    ['json', '{}', 'refused'],
  ] as const)('does not take %s «%s» for %j', (kind, text, output) =>
    expect(differenceFrom({ kind, text }, output)).toEqual(expect.any(String)),
  );
});
