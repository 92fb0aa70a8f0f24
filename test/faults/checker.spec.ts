import type { Policy, RecordedEvent } from '@hoso/event-sourcing';
import { envelopeOf, rebuildInto, type Receipt, uuidV8 } from '@hoso/event-sourcing';
import {
  appendTold,
  everything,
  memoryEventStore,
  memoryViewStore,
  notes,
  stories,
  tell,
  write,
} from '@hoso/event-sourcing/testing';
import { toMessage } from '@hoso/messaging/nats';
import { processing } from '@hoso/processing';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { carriedOutLate, checkAnswers } from './check-answers.ts';
import { checkLog } from './check-log.ts';
import { checkPolicies, type NotedOutcome } from './check-policies.ts';
import { checkStream } from './check-stream.ts';
import { checkView, foldedAnew } from './check-views.ts';

const dossier = '0190b8a2-7c00-7000-8000-000000000361';
const sealed = { open: async () => undefined, markOf: (text: string) => text };
const renumbered = (events: readonly RecordedEvent[]): readonly RecordedEvent[] =>
  events.map((event, index) => ({ ...event, position: index + 1 }));

let log: readonly RecordedEvent[];
let first: Receipt;
let second: Receipt;
beforeAll(async () => {
  const store = memoryEventStore();
  first = await store.append([write(`dossier-${dossier}`, 0, ...notes(2, { dossierId: dossier }))]);
  second = await store.append([write(`dossier-${dossier}`, 2, ...notes(1, { dossierId: dossier }))]);
  log = await everything(store);
});

const commandAt = (position: number): string => {
  const [event] = log.slice(position - 1);
  return event ? envelopeOf(event).commandId : '';
};
const answered = (receipt: Receipt, refusals: readonly string[] = []) => ({
  ...{ commandId: commandAt(receipt.position), dossier, receipts: [receipt], refusals: [...refusals] },
  unanswered: 0,
});
const kinds = (breaches: readonly { readonly kind: string }[]) => breaches.map(({ kind }) => kind);

describe('The checker of a log', () => {
  it('finds nothing in one that is whole', () => expect(checkLog(log)).toEqual([]));

  it('finds a lost event by its position, and by its stream’s version where others closed up', () => {
    const lost = log.filter(({ position }) => position !== 3);
    expect(kinds(checkLog(lost))).toContain('lost');
    expect(checkLog(renumbered(lost))).toEqual([
      { kind: 'lost', what: `version 2 of dossier-${dossier}: version 3 at position 3` },
    ]);
  });

  it('finds a doubled event', () => {
    const doubled = renumbered([...log, ...log.slice(-1)]);
    expect(checkLog(doubled).every(({ kind }) => kind === 'doubled')).toBe(true);
    expect(checkLog(doubled).map(({ what }) => what)).toContainEqual(expect.stringMatching(/at positions 4 and 5/));
  });

  it('finds a command that was carried out twice under new event ids', () => {
    const [opened, ...rest] = log;
    const commandId = commandAt(2);
    const again = rest.slice(0, 1).map((event) => ({
      ...event,
      body: JSON.stringify({ ...JSON.parse(event.body), id: uuidV8('another'), version: 4 }),
    }));
    const twice = renumbered([...(opened ? [opened] : []), ...rest, ...again]);
    expect(checkLog(twice)).toEqual([{ kind: 'doubled', what: `command ${commandId} at positions 3 and 5` }]);
  });

  it('finds events that changed places', () => {
    const [opened, one, two, three] = log;
    const swapped = [opened, one, three, two].filter((event) => event !== undefined);
    expect(checkLog(renumbered(swapped)).length).toBeGreaterThan(0);
  });

  it('finds a time of recording that went back', () => {
    const back = log.map((event) => (event.position === 3 ? { ...event, recordedAt: event.recordedAt - 1 } : event));
    expect(kinds(checkLog(back))).toEqual(['disordered']);
  });
});

describe('The checker of answers', () => {
  it('finds nothing where the log is as clients were told', () =>
    expect(checkAnswers(log, [answered(first), answered(second), answered(second)])).toEqual([]));

  it('finds an acknowledged command that is not there', () => {
    const lost = log.filter(({ position }) => position !== second.position);
    expect(kinds(checkAnswers(lost, [answered(first), answered(second)]))).toEqual(['lost']);
  });

  it('finds one that lies elsewhere than its receipt says', () => {
    const elsewhere = { ...answered(second), receipts: [{ ...second, position: second.position - 1, version: 9 }] };
    expect(kinds(checkAnswers(log, [elsewhere]))).toEqual(['disordered', 'disordered']);
  });

  it('finds a refused one that left something', () =>
    expect(checkAnswers(log, [{ ...answered(first, ['NotInState']), receipts: [] }])).toMatchObject([
      { kind: 'refused, yet recorded', what: expect.stringContaining('(NotInState) left Noted at position 2') },
    ]));

  it('counts one whose other attempt had no answer yet, but never one that was taken for another’s', () => {
    const several = { ...answered(first, ['NotInState']), receipts: [], unanswered: 1 };
    expect([checkAnswers(log, [several]), carriedOutLate(log, [several])]).toEqual([[], 1]);
    const taken = { ...several, refusals: ['CommandIdReused'] };
    expect(kinds(checkAnswers(log, [taken]))).toEqual(['refused, yet recorded']);
  });
});

describe('The checker of policies', () => {
  const [policy] = processing.policies;
  const policies: readonly Policy[] = policy ? [policy] : [];
  const data = { dossier, case: 1 };
  let events: readonly RecordedEvent[];
  let outcome: NotedOutcome;
  beforeAll(async () => {
    const store = memoryEventStore();
    const told = { stream: `dossier-${dossier}`, dossierId: dossier };
    const transfer = {
      ...{ agency: 'ha-long-office', oneStop: 'ha-long-one-stop', case: 1, steps: [], clerkMayProcess: false },
      ...{ startAt: '2022-03-15T02:00:00.000Z', dueAt: '2022-03-18T10:00:00.000Z' },
    };
    await appendTold(store, { ...told, type: 'TransferredToAgency', data: transfer });
    const [, transferred] = await everything(store);
    const eventId = transferred ? envelopeOf(transferred).id : '';
    const commandId = uuidV8(policy?.name ?? '', eventId, 0);
    outcome = { ...{ policy: policy?.name ?? '', event: 2, ordinal: 0, commandId }, outcome: 'done' };
    const opened = notes(1, { commandId, type: 'CaseOpened', dossierId: dossier, data });
    await store.append([write(`case-${dossier}-1`, 0, ...opened)]);
    events = await everything(store);
  });

  it('finds nothing where each event acted once', () => expect(checkPolicies(events, policies, [outcome])).toEqual([]));

  it('finds a command that was not sent, one that was refused, and one that left nothing', () => {
    expect(kinds(checkPolicies(events.slice(0, 2), policies, []))).toEqual(['lost', 'lost']);
    expect(kinds(checkPolicies(events, policies, [{ ...outcome, outcome: 'NotInState' }]))).toEqual(['lost']);
    expect(kinds(checkPolicies(events.slice(0, 2), policies, [outcome]))).toEqual(['lost']);
  });

  it('finds a command that acted twice, and one that no event asked for', () => {
    const twice = [...events, ...events.slice(-1)];
    expect(kinds(checkPolicies(twice, policies, [outcome]))).toEqual(['doubled']);
    const unasked = { ...outcome, event: 1, commandId: uuidV8('unasked') };
    expect(kinds(checkPolicies(events, policies, [outcome, unasked]))).toEqual(['doubled']);
  });
});

describe('The checker of views', () => {
  const view = stories();
  const happened = (dossier: number, kind: 'Opened' | 'Noted' | 'Closed') =>
    ({ dossier, stream: 'dossier', kind, points: 1 }) as const;
  const told = [happened(1, 'Opened'), happened(2, 'Opened'), happened(1, 'Noted'), happened(2, 'Closed')];
  const built = async () => {
    const store = memoryEventStore();
    await tell(store, told);
    const generation = await memoryViewStore().live(view);
    await rebuildInto({ view, generation, store, clock: () => 0 });
    return { generation, folded: await foldedAnew(view, await everything(store), sealed) };
  };

  it('finds nothing in a view that was built from the whole log, tombstones too', async () => {
    const { generation, folded } = await built();
    expect([...folded.keys()]).toEqual(['d1', 'd2']);
    expect(await checkView(view, generation, folded)).toEqual([]);
  });

  it('finds a document that misses its last event, and one with an event too many', async () => {
    const { generation, folded } = await built();
    const checkpoints = { checkpoints: [], held: [], released: [] };
    const [one] = (await generation.load(['d1'])).values();
    const document = one?.document;
    const previous = one?.position ?? 0;
    const changed = document && { ...document, happened: [...document.happened, 9] };
    await generation.save([{ key: 'd1', document: changed, previous, position: previous }], checkpoints);
    expect(await checkView(view, generation, folded)).toMatchObject([{ what: expect.stringContaining('d1') }]);
    const behind = await memoryViewStore().live(view);
    expect(kinds(await checkView(view, behind, folded))).toEqual(['differs', 'differs']);
  });
});

describe('The checker of the bus’s stream', () => {
  const held = () =>
    log.map((event) => {
      const { subject, payload } = toMessage(event);
      return { sequence: event.position, subject, payload };
    });

  it('finds nothing in one that holds the log', () => expect(checkStream(log, held())).toEqual([]));

  it('finds a lost event, two that changed places, and one beyond the log', () => {
    const [one, two, three, four] = held();
    const whole = [one, two, three, four].filter((message) => message !== undefined);
    expect(kinds(checkStream(log, whole.slice(0, 3)))).toEqual(['lost']);
    const swapped = whole.map((message) =>
      message.sequence === 3
        ? { ...message, sequence: 4 }
        : message.sequence === 4
          ? { ...message, sequence: 3 }
          : message,
    );
    expect(kinds(checkStream(log, swapped))).toEqual(['differs', 'differs']);
    const beyond = [...whole, ...whole.slice(0, 1).map((message) => ({ ...message, sequence: 5 }))];
    expect(kinds(checkStream(log, beyond))).toEqual(['doubled']);
  });
});
