import type { ControlEntry, Instant, OfficerId, UnitId } from '@hoso/contracts';
import type { PaperEvent, PaperEventOf } from './paper-history.ts';

/** What the entries of a control slip need to know beside the events. */
export interface ControlFacts {
  readonly nameOf: (unit: UnitId) => string;
  readonly oneStop: UnitId;
  /** Early, on time or late, by the calendar that the dossier is bound to. */
  readonly outcomeOf: (dueAt: Instant, finishedAt: Instant) => NonNullable<ControlEntry['outcome']>;
}

/** How a control slip calls whoever has applied: it names nobody. */
const applicant = 'Người nộp hồ sơ';

/** Each time that a dossier changed hands, in the order of the log (TT 01/2018, form 05). */
export function controlEntries(history: readonly PaperEvent[], facts: ControlFacts): readonly ControlEntry[] {
  const entries: ControlEntry[] = [];
  let dueAt: Instant | undefined;
  let minutes: Standing['minutes'];
  const agencies = new Map<number, UnitId>();
  const parts = new Map<number, Instant>();
  const asked = new Map<string, Consulted>();
  for (const event of history) {
    dueAt = dueAfter(dueAt, event);
    if (event.type === 'CaseOpened' || event.type === 'TransferredToAgency' || event.type === 'DossierShared') {
      agencies.set(event.data.case, event.data.agency);
    }
    if (event.type === 'DossierShared') parts.set(event.data.case, event.data.dueAt);
    if (event.type === 'ConsultationRequested') asked.set(consultationOf(event), event.data);
    if (event.type === 'HandoverMinutesSigned') minutes = event.data;
    const entry = entryOf(event, {
      ...facts,
      dueOf: (number) => parts.get(number) ?? dueAt,
      agencyOf: (number) => agencies.get(number) ?? facts.oneStop,
      askedOf: (answered) => asked.get(consultationOf(answered)),
      minutes,
    });
    if (entry) entries.push(entry);
  }
  return entries;
}

/** The appointment as last recorded. */
export function dueAfter(before: Instant | undefined, event: PaperEvent): Instant | undefined {
  switch (event.type) {
    case 'DossierReceived':
      return event.data.dueAt;
    case 'DueDateChanged':
      return event.data.to;
    case 'ClockRestarted':
      return event.data.dueAt ?? before;
    case 'Resumed':
      return event.data.due?.dueAt ?? before;
    case 'Corrected':
      return event.data.dates?.dueAt ?? before;
    default:
      return before;
  }
}

/**
 * Who handles a dossier: the agency that decides, after it those that take part in deciding or were asked for what they
 * think.
 */
export function handlingAgencies(history: readonly PaperEvent[]): readonly UnitId[] {
  const deciding = history.findLast((event) => event.type === 'TransferredToAgency');
  const others = history.flatMap(({ type, data }) =>
    (type === 'DossierShared' || type === 'ConsultationRequested') && data.agency !== undefined ? [data.agency] : [],
  );
  return [...new Set([...(deciding ? [deciding.data.agency] : []), ...others])];
}

type Consulted = Pick<PaperEventOf<'ConsultationRequested'>['data'], 'agency' | 'dueAt'>;
type Consulting = PaperEventOf<'ConsultationRequested' | 'ConsultationAnswered'>;

function consultationOf({ data }: Consulting): string {
  return `${data.case} ${data.consultation}`;
}

interface Standing extends ControlFacts {
  /** When a case is due: a further agency's part has a term of its own. */
  readonly dueOf: (number: number) => Instant | undefined;
  readonly agencyOf: (number: number) => UnitId;
  readonly askedOf: (answered: Consulting) => Consulted | undefined;
  /** With which the post handed over what it had brought last. */
  readonly minutes: PaperEventOf<'HandoverMinutesSigned'>['data'] | undefined;
}

interface Side {
  readonly name: string;
  readonly officer?: OfficerId | undefined;
}

function handed(at: Instant, giver: Side, receiver: Side, more: Pick<ControlEntry, 'note' | 'outcome'> = {}) {
  return {
    from: giver.name,
    ...(giver.officer === undefined ? {} : { giver: giver.officer }),
    to: receiver.name,
    ...(receiver.officer === undefined ? {} : { receiver: receiver.officer }),
    at,
    ...more,
  };
}

function entryOf(event: PaperEvent, standing: Standing): ControlEntry | undefined {
  const { nameOf, agencyOf } = standing;
  const { occurredAt: at } = event;
  const who = { name: applicant };
  const counter = { name: nameOf(standing.oneStop) };
  const acting = { ...counter, officer: event.actor.id };
  switch (event.type) {
    case 'SupplementRequested':
      return handed(at, acting, who, { note: 'Yêu cầu bổ sung, hoàn thiện hồ sơ' });
    case 'SupplementReceived':
      return handed(at, who, acting, { note: 'Nhận bổ sung' });
    case 'DossierReceived':
      return handed(at, broughtBy(standing, counter) ?? who, acting, { note: 'Tiếp nhận hồ sơ' });
    case 'ReceptionRefused':
      return handed(at, acting, who, { note: 'Từ chối tiếp nhận' });
    case 'TransferredToAgency':
      return handed(at, acting, { name: nameOf(event.data.agency) }, { note: 'Chuyển giải quyết' });
    case 'DossierShared':
      return handed(at, acting, { name: nameOf(event.data.agency) }, { note: 'Chuyển phối hợp giải quyết' });
    case 'ResultReturned':
      // What the post delivers is handed over by the post.
      return event.data.by === 'post' ? undefined : handed(at, acting, who, { note: 'Trả kết quả' });
    case 'DossierWithdrawn':
      return handed(at, acting, who, { note: 'Rút hồ sơ' });
    case 'OfficerAssigned': {
      const agency = { name: nameOf(agencyOf(event.data.case)) };
      const officers = [event.actor.id, event.data.officer] as const;
      return handed(
        at,
        { ...agency, officer: officers[0] },
        { ...agency, officer: officers[1] },
        { note: 'Phân công' },
      );
    }
    case 'AppraisalSupplementRequested':
      return handed(at, atAgency(event, standing), counter, { note: 'Yêu cầu bổ sung khi thẩm định' });
    case 'AppraisalSupplementReceived':
      return handed(at, acting, { name: nameOf(agencyOf(event.data.case)) }, { note: 'Nhận bổ sung thẩm định' });
    case 'ConsultationRequested':
    case 'ConsultationAnswered':
      return consulted(event, standing);
    case 'ReturnedToOneStop':
      return handed(at, atAgency(event, standing), counter, { note: 'Trả lại: không đúng thẩm quyền' });
    case 'ResultRecalled':
      return handed(at, counter, atAgency(event, standing), { note: 'Thu hồi kết quả' });
    case 'ResultIssued':
    case 'RefusedAfterAppraisal':
      return decided(event, standing, counter);
    default:
      return carried(event, standing, who);
  }
}

/** What came by post lies with whoever signed its minutes for the counter. */
function broughtBy({ minutes }: Standing, counter: Side): Side | undefined {
  return minutes && { ...counter, officer: minutes.signedBy.agency };
}

/** The agency that a case lies with, and who acts for it. */
function atAgency(
  { actor, data }: { readonly actor: { readonly id: OfficerId }; readonly data: { readonly case: number } },
  { nameOf, agencyOf }: Standing,
): Side {
  return { name: nameOf(agencyOf(data.case)), officer: actor.id };
}

/** The agency hands back what it has decided: now it is known whether that was in time. */
function decided(
  event: PaperEventOf<'ResultIssued' | 'RefusedAfterAppraisal'>,
  standing: Standing,
  counter: Side,
): ControlEntry {
  const { type, data, occurredAt } = event;
  const dueAt = standing.dueOf(data.case);
  const outcome = dueAt === undefined ? {} : { outcome: standing.outcomeOf(dueAt, data.finishedAt) };
  const note = type === 'ResultIssued' ? 'Có kết quả giải quyết' : 'Từ chối giải quyết';
  return handed(occurredAt, atAgency(event, standing), counter, { ...outcome, note });
}

/** An agency is asked what it thinks, and answers, in time or not (61 Đ19.5). */
function consulted(event: Consulting, standing: Standing): ControlEntry | undefined {
  const { agency, dueAt } = standing.askedOf(event) ?? {};
  if (agency === undefined) return undefined;
  const { nameOf, agencyOf, outcomeOf } = standing;
  const at = event.occurredAt;
  if (event.type === 'ConsultationRequested') {
    return handed(at, atAgency(event, standing), { name: nameOf(agency) }, { note: 'Lấy ý kiến' });
  }
  const outcome = dueAt === undefined ? {} : { outcome: outcomeOf(dueAt, at) };
  // An answer on paper is written down by who asked.
  const officer = event.actor.unit === agency ? { officer: event.actor.id } : {};
  const asking = { name: nameOf(agencyOf(event.data.case)) };
  return handed(at, { name: nameOf(agency), ...officer }, asking, { ...outcome, note: 'Trả lời ý kiến' });
}

/** What the post takes over and hands over; with the number that its own paper bears. */
function carried(event: PaperEvent, { nameOf }: Standing, who: Side): ControlEntry | undefined {
  const { occurredAt: at } = event;
  switch (event.type) {
    case 'PostalItemAccepted':
    case 'SupplementAccepted': {
      const { post, waybillSignedBy, item } = event.data;
      return handed(at, who, { name: nameOf(post), officer: waybillSignedBy.postal }, { note: item });
    }
    case 'HandoverMinutesSigned': {
      const { post, oneStop, signedBy, minutesNo } = event.data;
      const note = minutesNo === undefined ? {} : { note: `Biên bản ${minutesNo}` };
      const receiver = { name: nameOf(oneStop), officer: signedBy.agency };
      return handed(at, { name: nameOf(post), officer: signedBy.postal }, receiver, note);
    }
    case 'ResultHandedToPost': {
      const { post, oneStop, signedBy, item } = event.data;
      const receiver = { name: nameOf(post), officer: signedBy.postal };
      return handed(at, { name: nameOf(oneStop), officer: signedBy.agency }, receiver, { note: item });
    }
    case 'Delivered':
      return handed(at, { name: nameOf(event.actor.unit), officer: event.actor.id }, who, { note: 'Phát kết quả' });
    case 'ReturnTakenBack': {
      const { post, oneStop, signedBy } = event.data;
      const receiver = { name: nameOf(oneStop), officer: signedBy.agency };
      return handed(at, { name: nameOf(post), officer: signedBy.postal }, receiver, { note: 'Chuyển hoàn' });
    }
    default:
      return undefined;
  }
}
