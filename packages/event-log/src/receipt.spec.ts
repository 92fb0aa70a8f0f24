import { createReadStream, existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { judgeLog, type RuleEvent, readRuleSet } from '@hoso/rules';
import { readXes } from './read-xes.ts';
import { findAttribute, type XesTrace } from './xes-trace.ts';

// 1,434 real dossiers of a Dutch municipality, doi:10.4121/uuid:a07386a5-7be3-4367-9535-70bc9e77dbe6; not part of this
// repository.
const FILE = join(import.meta.dirname, '../../../../shared/data/receipt.xes.gz');
const isThere = existsSync(FILE);

const read = () => Array.fromAsync(readXes(createReadStream(FILE)));

const eventsOf = (traces: readonly XesTrace[]): readonly RuleEvent[] => {
  const events = traces.flatMap(({ name = '', attributes, events: all }) =>
    all.map(({ activity, time, attributes: own }, index) => {
      const resource = findAttribute(own, 'org:resource')?.value ?? '';
      const caseAttributes = Object.fromEntries(attributes.map(({ key, value }) => [key, value]));
      return { case: name, activity, at: time, resource, ...(index === 0 && { caseAttributes }) };
    }),
  );
  return events.map((event, index) => ({ ...event, position: index + 1 }));
};

const [T02, T04] = ['T02 Check confirmation of receipt', 'T04 Determine confirmation of receipt'];
const [T05, confirmation] = ['T05 Print and send confirmation of receipt', 'Confirmation of receipt'];
const RULES = {
  id: 'receipt',
  version: 1,
  effectiveFrom: '2010-01-01',
  rules: [
    { id: 'R1', template: 'deadline', finishedAttribute: 'enddate', deadlineAttribute: 'deadline' },
    { id: 'R2', template: 'four-eyes', activities: [T02, T04] },
    { id: 'R3', template: 'precedence', before: T04, activity: T05 },
    { id: 'R4', template: 'response', activity: confirmation, then: T05 },
    { id: 'R5', template: 'temporal-profile', zeta: 2 },
  ],
};

const title = isThere
  ? 'The real log'
  : 'The real log (skipped: there is no ../shared/data/receipt.xes.gz beside this checkout)';

(isThere ? describe : describe.skip)(title, () => {
  it('is read whole', async () => {
    const traces = await read();
    const events = traces.flatMap((trace) => trace.events);
    const times = events.map(({ time }) => time);
    expect(traces.length).toBe(1434);
    expect(events.length).toBe(8577);
    expect(new Set(events.map(({ activity }) => activity)).size).toBe(27);
    expect(Math.min(...times)).toBe(Date.parse('2010-10-02T09:20:39.266+02:00'));
    expect(Math.max(...times)).toBe(Date.parse('2012-01-23T15:42:54.644+01:00'));
    expect(new Set(events.map(({ attributes }) => findAttribute(attributes, 'org:resource')?.value)).size).toBe(48);
    expect(traces.filter(({ attributes }) => findAttribute(attributes, 'enddate') !== undefined).length).toBe(1329);
    const channels = Object.groupBy(traces, ({ attributes }) => findAttribute(attributes, 'channel')?.value ?? '');
    expect(channels).toMatchObject({
      Internet: { length: 1250 },
      Desk: { length: 109 },
      Post: { length: 53 },
      'e-mail': { length: 21 },
      Intern: { length: 1 },
    });
  });

  it('is judged with true findings', async () => {
    const reading = readRuleSet(RULES);
    if (!reading.ok) throw new Error(JSON.stringify(reading.error.issues));
    const events = eventsOf(await read());
    let findings = 0;
    const onFinding = (): void => {
      findings += 1;
    };
    expect(await judgeLog(reading.ruleSet, () => events, { onFinding })).toEqual({
      cases: 1434,
      events: 8577,
      rules: [
        { id: 'R1', applies: 1329, kept: 952, broken: 377, findings: 377 },
        { id: 'R2', applies: 1303, kept: 261, broken: 1042, findings: 1042 },
        { id: 'R3', applies: 1300, kept: 1299, broken: 1, findings: 1 },
        { id: 'R4', applies: 1434, kept: 1300, broken: 134, findings: 134 },
        { id: 'R5', applies: 1318, kept: 1163, broken: 155, findings: 715 },
      ],
      warnings: [],
    });
    expect(findings).toBe(377 + 1042 + 1 + 134 + 715);
  });
});
