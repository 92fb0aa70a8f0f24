import { Apologise, ChangeDueDate, PublishProcedure, ReceiveDossier, RequestExtension } from '@hoso/contracts';
import { instantOf, uuidV8 } from '@hoso/event-sourcing';
import { seedCommands } from '@hoso/registry';
import type { Term } from '@hoso/working-time';
import { type Cast, castOf, itemNumber } from '../demo/cast.ts';
import * as done from '../demo/deeds.ts';
import type { Deed } from '../demo/deeds.ts';
import * as post from '../demo/postal-deeds.ts';
import { type Chance, chance } from './chance.ts';
import { nameFor } from './names.ts';
import { closeAfter, dueOf, later, localDateOf, officeTime } from './office-clock.ts';
import type { Planned } from './population.ts';
import { provinceUnits } from './province-units.ts';
import type { SimulatedAct } from './simulation.ts';

const [secondMs, minuteMs, hourMs] = [1_000, 60_000, 3_600_000];
const dayMs = 8 * hourMs;
/** Between what one person does in a row. */
const paceMs = 20 * secondMs;

/** What is done at an instant. */
type Line = readonly [at: number, ...Deed[]];

const terms = new Map(
  seedCommands()
    .filter(({ type }) => type === PublishProcedure.name)
    .map(({ data }) => PublishProcedure.data.parse(data))
    .map(({ code, terms: perChannel }) => [code, perChannel] as const),
);

/** What is done about a dossier in a row; what that is in full is known when it comes to it. */
export interface Scene {
  readonly at: number;
  readonly cast: Cast;
  /** Unique in the simulation. */
  readonly name: string;
  readonly deeds: readonly Deed[];
  readonly isLast: boolean;
}

/** All that happens to a dossier, in order of time. */
export function lifeOf(planned: Planned): readonly Scene[] {
  const { name, serial, office, matter, channel, returnBy } = planned;
  const luck = chance(name, 'life');
  const lines = [...reception(planned, luck), ...handling(planned, luck)];
  const applicant = nameFor(matter.code, luck);
  const affair = { office, matter, applicant, channel, returnBy };
  const beginsAt = lines[0]?.[0] ?? planned.receivedAt;
  const cast = { ...castOf(name, beginsAt, affair, provinceUnits), items: itemNumbersOf(serial) };
  return lines.map(([at, ...deeds], index) => ({
    ...{ at, cast, deeds, name: `${name} ${index}` },
    isLast: index === lines.length - 1,
  }));
}

export function actsOf({ at, cast, name, deeds, isLast }: Scene): readonly SimulatedAct[] {
  const given = deeds.flatMap((deed) => deed(cast));
  return given.map((each, inRow) => ({
    ...{ ...each, at: at + inRow * paceMs, name: `${name}.${inRow}`, dossier: cast.dossier },
    commandId: uuidV8('simulated act', name, inRow),
    isLast: isLast && inRow === given.length - 1,
  }));
}

/** Of eight digits, and without a common factor with their number: so different serials give different ones. */
const stride = 61_803_399;
const serialsMax = 100_000_000;

/** One for each way. */
function itemNumbersOf(serial: number): Cast['items'] {
  const numberOf = (count: number) => itemNumber(String((count * stride) % serialsMax).padStart(8, '0'));
  return { in: numberOf(2 * serial), out: numberOf(2 * serial + 1) };
}

function termOf({ matter, channel }: Planned): Term {
  const term = terms.get(matter.code)?.[channel];
  if (!term || term.unit === 'unstated') throw new Error(`${matter.code} has no term for ${channel}`);
  return term;
}

/** Submitted, looked through, received. */
function reception(planned: Planned, { below }: Chance): readonly Line[] {
  const { receivedAt, channel, kind } = planned;
  const before = (minutes: number): number => receivedAt - minutes * minuteMs;
  const asked = done.supplementAsked('Thiếu bản sao giấy tờ', 'Bản sao giấy tờ tùy thân');
  const brought = done.supplemented('Bản sao giấy tờ tùy thân');
  const again = done.supplementAsked('Thiếu tờ khai', 'Tờ khai có chữ ký');
  const supplements: readonly Line[] =
    kind === 'supplement twice'
      ? [
          [before(17), asked],
          [before(15), brought],
          [before(14), done.insisting('Mới thấy còn thiếu', again)],
          [before(12), done.supplemented('Tờ khai có chữ ký')],
        ]
      : kind === 'supplement once'
        ? [
            [before(17), asked],
            [before(13), brought],
          ]
        : [];
  return [
    [before(channel === 'online' ? 19 + below(60) : 18), done.submitted],
    ...supplements,
    ...(kind === 'not scanned' ? [] : [[before(9), done.scanned] as const]),
    [receivedAt, kind === 'appointed later' ? appointedLater(planned) : done.received],
  ];
}

/** Three working days more than the procedure has. */
function appointedLater(planned: Planned): Deed {
  const dueAt = instantOf(closeAfter(dueOf(termOf(planned), planned.receivedAt), 3));
  return done.insisting(
    'Đông hồ sơ',
    done.deed('clerk', ReceiveDossier, () => ({ dueAt })),
  );
}

/** Handed on, appraised, signed, given back. */
function handling(planned: Planned, luck: Chance): readonly Line[] {
  const { receivedAt, kind } = planned;
  const transferredAt = transferAt(planned, luck);
  const dueAt = dueOf(termOf(planned), receivedAt);
  const transfer: Line = [
    transferredAt,
    kind === 'not scanned'
      ? done.insisting('Máy quét hỏng', done.transferred)
      : kind === 'lawful and insisted upon'
        ? done.insisting('Theo đề nghị của lãnh đạo', done.transferred)
        : done.transferred,
  ];
  const supplement = appraisalSupplement(planned);
  const [fromMs, toMs] = supplement ? [supplement.at, dueOf(termOf(planned), supplement.at)] : [transferredAt, dueAt];
  const whole = officeTime(fromMs, toMs);
  const at = (share: number): number => later(fromMs, whole * share);
  const finishedAt = finishAt(planned, toMs, at(0.45 + 0.45 * luck.next()), luck);
  const assigned: Line = [
    supplement ? later(transferredAt, 10 * minuteMs) : at(0.05 + 0.1 * luck.next()),
    done.assigned,
  ];
  const verified: Line = [
    at(0.2 + 0.15 * luck.next()),
    kind === 'own work' ? done.insisting('Cán bộ đi tập huấn', done.doneBy('head', done.verified)) : done.verified,
  ];
  const lines: readonly Line[] = [
    transfer,
    assigned,
    ...(supplement?.lines ?? []),
    verified,
    ...delay(planned, toMs, at(0.4)),
    [finishedAt, issued(planned, toMs, finishedAt)],
    ...giveBack(planned, finishedAt, luck),
  ];
  return lines.toSorted(([one], [other]) => one - other);
}

function transferAt({ receivedAt, channel, kind }: Planned, { below }: Chance): number {
  const limit = channel === 'online' ? later(receivedAt, 15 * minuteMs) : counterLimit(receivedAt);
  switch (kind) {
    case 'transferred on the next day':
      return later(limit, dayMs);
    case 'transferred a millisecond late':
      return limit + 1;
    case 'transferred at the last instant':
      return limit;
    default:
      return receivedAt + (channel === 'online' ? 2 + below(8) : 5 + below(20)) * minuteMs;
  }
}

/** 61 Đ18: the close of the day; after 15:00 the next opening, and an hour. */
function counterLimit(receivedAt: number): number {
  const close = dueOf({ unit: 'sameDay' }, receivedAt);
  return localDateOf(close) === localDateOf(receivedAt)
    ? close
    : later(receivedAt, officeTime(receivedAt, close) - dayMs + hourMs);
}

/** Asked for on the last lawful day or the one after, and brought a working day later: the term runs anew. */
function appraisalSupplement({ kind, receivedAt }: Planned) {
  const days = { 'appraisal supplement on the third day': 3, 'appraisal supplement on the fourth day': 4 } as const;
  if (kind !== 'appraisal supplement on the third day' && kind !== 'appraisal supplement on the fourth day')
    return undefined;
  const askedAt = closeAfter(receivedAt, days[kind]);
  const at = later(askedAt, dayMs);
  const lines: readonly Line[] = [
    [askedAt, done.appraisalSupplementAsked('Hồ sơ thiếu bản vẽ', 'Bản vẽ')],
    [at, done.appraisalSupplemented('Bản vẽ')],
  ];
  return { at, lines };
}

/** When it is signed. */
function finishAt({ kind }: Planned, dueAt: number, usual: number, { below }: Chance): number {
  switch (kind) {
    case 'late by a millisecond':
      return dueAt + 1;
    case 'late by a day':
      return later(dueAt, dayMs);
    case 'late by days':
      return later(dueAt, (2 + below(8)) * dayMs + below(7) * hourMs);
    case 'at the last instant':
      return dueAt;
    case 'apology on the last day':
    case 'extended in time':
    case 'second re-appointment':
      return later(dueAt, dayMs + 4 * hourMs);
    case 'back-dated':
      return later(dueAt, 2 * dayMs);
    case 'entered some hours later':
      return later(usual, 6 * hourMs) < dueAt ? later(usual, 6 * hourMs) : usual;
    default:
      return usual;
  }
}

function issued({ kind }: Planned, dueAt: number, finishedAt: number): Deed {
  const saidToBeAt =
    (at: number): Deed =>
    (cast) =>
      done.issued(cast).map((given) => ({ ...given, occurredAt: instantOf(at) }));
  if (kind === 'own work') return done.insisting('Cán bộ đi tập huấn', done.issued);
  if (kind === 'back-dated') return saidToBeAt(dueAt - 10 * minuteMs);
  if (kind === 'entered some hours later') return saidToBeAt(finishedAt - 3 * hourMs);
  return done.issued;
}

/** What an agency does that will not be ready in time, or says so. `beforeFinishAt`: when it is yet to be signed. */
function delay({ kind }: Planned, dueAt: number, beforeFinishAt: number): readonly Line[] {
  const extended = closeAfter(dueAt, 5);
  const slip = (at: number): readonly Line[] => [
    [at, extensionAsked(extended)],
    [at + 5 * minuteMs, apologised(extended)],
    [at + 10 * minuteMs, moved(extended, 'with slip')],
  ];
  switch (kind) {
    case 'apology on the last day':
      return slip(dueAt - 3 * hourMs);
    case 'extended in time':
      return slip(dueAt - 25 * hourMs);
    case 'second re-appointment':
      return [
        ...slip(dueAt - 25 * hourMs),
        [later(dueAt, dayMs), done.insisting('Cơ quan thuế chưa trả lời', apologised(closeAfter(extended, 3)))],
      ];
    case 'moved without slip':
      return [[beforeFinishAt, done.insisting('Đề nghị qua điện thoại', moved(extended, 'without slip'))]];
    default:
      return [];
  }
}

const reason = 'Chờ ý kiến cơ quan liên quan';
const extensionAsked = (at: number): Deed =>
  done.deed('officer', RequestExtension, () => ({ reason, newDueAt: instantOf(at) }));
const apologised = (at: number): Deed => done.deed('head', Apologise, () => ({ reason, newDueAt: instantOf(at) }));
const moved = (at: number, slip: 'with slip' | 'without slip'): Deed =>
  done.deed('oneStopHead', ChangeDueDate, ({ dossier }) => ({
    dueAt: instantOf(at),
    cause: 'extension',
    ...(slip === 'with slip' ? { slipRef: `GH-${dossier.slice(-12)}-1-1` } : {}),
  }));

function giveBack({ returnBy, kind }: Planned, finishedAt: number, { below }: Chance): readonly Line[] {
  if (returnBy !== 'post') return [[later(finishedAt, (30 + below(300)) * minuteMs), done.returned]];
  const sentAt = later(finishedAt, (20 + below(60)) * minuteMs);
  const sent: readonly Line[] = [
    [sentAt, post.resultHandedToPost],
    [later(sentAt, 15 * minuteMs), post.tracked('accepted')],
  ];
  const arrivedAt = later(sentAt, dayMs);
  if (kind !== 'sent back too soon' && kind !== 'sent back after two invitations') {
    return [
      ...sent,
      [arrivedAt, post.tracked('arrived')],
      [later(arrivedAt, 30 * minuteMs), post.invited('phone')],
      [later(arrivedAt, 90 * minuteMs), post.delivered],
    ];
  }
  const isTooSoon = kind === 'sent back too soon';
  const secondAt = later(arrivedAt, (isTooSoon ? 1 : 2) * dayMs);
  const backAt = later(secondAt, 2 * hourMs);
  return [
    ...sent,
    [arrivedAt, post.tracked('attempted')],
    [later(arrivedAt, 5 * minuteMs), post.invited('phone')],
    [later(secondAt, 5 * minuteMs), post.invited('letter')],
    [backAt, isTooSoon ? done.insisting('Kho bưu cục đã đầy', post.sentBack) : post.sentBack],
    [later(backAt, dayMs), post.takenBack],
    [later(backAt, 3 * dayMs), done.returned],
  ];
}
