import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type NewEvent, type StreamName, streamName, uuidV8 } from '@hoso/event-sourcing';
import { type SqliteEventStore, sqliteEventStore } from '@hoso/event-store-sqlite';
import type { LawRuleSet } from '@hoso/rules';
import { weekdayCalendar } from '@hoso/working-time';
import { lawRules } from '../../test/law-rules.ts';
import { clerk, told } from '../../test/story.ts';
import { compareLaws, type LawsToCompare } from '../what-if/compare-laws.ts';
import { compareInWorkers } from './compare-in-workers.ts';

const until = Date.parse('2022-06-01T00:00:00.000Z');
const [nd61] = lawRules;
if (!nd61) throw new Error('there is a law');
let folder: string;
let log: SqliteEventStore;
const address = () => ({ url: `sqlite:${join(folder, 'log.sqlite')}`, log: 'log' });

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'hoso-compared-'));
  log = sqliteEventStore({ path: join(folder, 'log.sqlite'), log: { kind: 'simulated' }, clock: () => until - 1 });
  const calendar = { ...weekdayCalendar(), id: 'quang-ninh', version: 1, knownFrom: 2022, knownTo: 2022 };
  await append(streamName('calendar', 'quang-ninh'), [{ type: 'CalendarPublished', data: calendar }]);
  for (let n = 0; n < 20; n++) {
    const dossier = uuidV8('compared', n);
    await append(streamName('dossier', dossier), [told.submitted, told.received], dossier);
  }
});
afterAll(async () => {
  await log.close();
  rmSync(folder, { recursive: true });
});

async function append(
  stream: StreamName,
  events: readonly { readonly type: string; readonly data: unknown; readonly at?: string }[],
  dossierId?: string,
): Promise<void> {
  const commandId = randomUUID();
  const said = events.map(
    ({ type, data, at = '2022-03-14T00:00:00.000Z' }): NewEvent => ({
      ...{ commandId, commandType: 'TellStory', correlationId: commandId },
      ...{ type, schemaVersion: 1, occurredAt: at, actor: clerk, data },
      ...(dossierId === undefined ? {} : { dossierId }),
    }),
  );
  await log.append([{ stream, expected: 0, events: said }]);
}

async function lawsWith(ruleSet: LawRuleSet): Promise<LawsToCompare> {
  return { ruleSet, from: 0, until, upTo: await log.head(), limit: 1_000 };
}

/** Every way to cut a code into pieces is tried, and ways to cut those: more than there is time for. */
const endless: LawRuleSet = {
  ...nd61,
  rules: nd61.rules.map((rule) =>
    rule.template === 'code-form'
      ? { ...rule, forms: [{ name: 'X', pattern: '(?<date>(?:(?:[0-9A-Z.-]+)+)+)!', from: '2019-01-06' }] }
      : rule,
  ),
};

describe('A log that is judged by two laws in threads', () => {
  it('comes to what one thread comes to', async () => {
    const lenient = { ...nd61, rules: nd61.rules.filter(({ id }) => id !== 'V30') };
    const laws = await lawsWith(lenient);
    const alone = await compareLaws(lawRules, log, laws, 'whole');
    expect(alone.items.length).toBeGreaterThanOrEqual(20);
    const shares = await compareInWorkers({ log: address(), laws });
    expect(
      shares
        .flatMap(({ items }) => items)
        .map(nameOf)
        .sort(),
    ).toEqual(alone.items.map(nameOf).sort());
    expect(shares.flatMap(({ links }) => links.codes).sort()).toEqual([...alone.links.codes].sort());
  });

  it('is refused where a rule set does not come to an end within the time', async () => {
    const giveUp = new AbortController();
    const comparing = compareInWorkers({ log: address(), laws: await lawsWith(endless) }, giveUp.signal);
    giveUp.abort();
    await expect(comparing).rejects.toMatchObject({ code: 'JudgingTooLong', params: { minutes: 15 } });
  });

  it('is refused where there is no time left to begin with', async () => {
    const comparing = compareInWorkers({ log: address(), laws: await lawsWith(nd61) }, AbortSignal.abort());
    await expect(comparing).rejects.toMatchObject({ code: 'JudgingTooLong' });
  });
});

function nameOf({
  change,
  rule,
  dossier,
}: {
  readonly change: string;
  readonly rule: string;
  readonly dossier: string;
}) {
  return `${change} ${rule} ${dossier}`;
}
