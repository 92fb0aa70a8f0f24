import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Ended, openReaderSession, type ReaderSession } from './reader-session.ts';
import { type Commands, commandsOf, differenceFrom, missingFor, stepsOf } from './readme.ts';
import { readText, root } from './tree.ts';

const blockMaxMs = 300_000;
const settleMs = 30_000;

/** Runs a block as a reader would; answers what is wrong, if anything is. */
export async function follow(session: ReaderSession, commands: Commands): Promise<string | undefined> {
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

/** Follows a README from its first command to its last. `start`: what is run where it says `npm start`. */
export function describeReadme(path: string, start = 'npm start'): void {
  const blocks = commandsOf(readText(path));
  if (blocks.length === 0) return;
  describe(`${path}, followed as written${start === 'npm start' ? '' : `, on \`${start}\``}`, () => {
    let session: ReaderSession;
    beforeAll(async () => {
      session = await openReaderSession(root, start);
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
}
