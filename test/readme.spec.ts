import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { describeReadme, follow } from './follow-readme.ts';
import { openReaderSession, type ReaderSession } from './reader-session.ts';
import { type Commands, commandsOf, differenceFrom, stepsOf } from './readme.ts';
import { repositoryFiles } from './tree.ts';

for (const path of repositoryFiles()) if (/(^|\/)README\.md$/.test(path)) describeReadme(path);

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

  it('starts another way where it is told to', async () => {
    const other = await openReaderSession(folder, 'node other.cjs');
    writeFileSync(join(folder, 'other.cjs'), "console.log('registry | ready on http://x'); process.exit(3)");
    const wrong = await follow(other, commandsIn(block('sh', 'npm start -- --live')));
    await other.close();
    expect(wrong).toMatch(/^ended with 3 instead of 0/);
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
