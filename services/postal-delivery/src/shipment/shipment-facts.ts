import {
  type DossierId,
  type FindUnitOn,
  type ItemNumber,
  itemSerialOf,
  type LocalDate,
  type OfficerId,
  type ProcedureCode,
  type ProcedureVersion,
  refuse,
  type Said,
  unitAt,
  type UnitId,
} from '@hoso/contracts';
import {
  type EventStore,
  isDomainError,
  type LoadStream,
  type OpenStream,
  type StreamName,
} from '@hoso/event-sourcing';
import { localTimeOf, type WorkingCalendar } from '@hoso/working-time';
import { boundCarriage, carriageTerms, carriageTermsStream } from '../carriage/carriage-terms.ts';
import { type ItemOfShipment, itemOfShipment } from '../item/item-of-shipment.ts';
import { requireService } from '../item/item-ranges.ts';
import type { Use } from '../item/item-use.ts';
import type { KnownDossier, ShipmentCommand, ShipmentIntent, Staff, Waybill } from './shipment-command.ts';
import { streamOf } from './shipment-stream.ts';
import { type OrderFacts, placedOrder } from './placed-order.ts';
import type { ShipmentState } from './shipment-state.ts';

/** Where the facts come from by which shipments are decided. */
export interface ShipmentFacts extends OrderFacts {
  readonly store: Pick<EventStore, 'readStream' | 'findCommand'>;
  /** A shipment's stream as it stands. */
  readonly open: (stream: StreamName) => Promise<OpenStream<ShipmentCommand, ShipmentState>>;
  /** The registry's answers. Each rejects with its refusal where there is no such thing. */
  readonly findProcedure: (code: ProcedureCode, on: LocalDate) => Promise<ProcedureVersion>;
  readonly findUnit: FindUnitOn;
  /** By which the province's offices work. */
  readonly findCalendar: () => Promise<WorkingCalendar>;
  /** A dossier that intake has. */
  readonly findDossier: (dossier: DossierId) => Promise<KnownDossier | undefined>;
}

type About = Pick<ShipmentCommand, 'dossier' | 'shipment'>;
type Asked = ShipmentIntent & Said;

/** The command with the facts it is decided by, and the number that its packet bears. */
export interface Informed {
  readonly said: ShipmentCommand;
  readonly item?: ItemOfShipment;
}

export async function informed(
  facts: ShipmentFacts,
  load: LoadStream,
  command: Asked,
  state: ShipmentState,
  about: About,
): Promise<Informed> {
  switch (command.type) {
    case 'CollectDossier': {
      const { procedure, oneStop } = command.data;
      const on = await localDate(facts, command);
      const known = {
        procedure: await facts.findProcedure(procedure, on),
        oneStop: await facts.findUnit(oneStop, on),
        submitted: state.status === 'none' && (await facts.findDossier(about.dossier)) !== undefined,
      };
      const use: Use = { ...about, direction: 'to-agency', post: command.actor.unit, oneStop, on };
      const { waybill, item } = await waybillOf(load, command.data, use, state);
      return { said: { ...command, ...about, facts: known, waybill }, item };
    }
    case 'CollectSupplement': {
      const known = await getDossier(facts, about);
      const on = await localDate(facts, command);
      const { oneStop } = known;
      const use: Use = { ...about, direction: 'to-agency', post: command.actor.unit, oneStop, on };
      const { waybill, item } = await waybillOf(load, command.data, use, state);
      return { said: { ...command, ...about, known, waybill }, item };
    }
    case 'HandResultToPost': {
      const staff = await staffOf(facts, state, command);
      const [post, oneStop] =
        state.status === 'none' ? [command.actor.unit, ''] : [state.post ?? command.actor.unit, state.oneStop];
      const use: Use = { ...about, direction: 'to-applicant', post, oneStop, on: await localDate(facts, command) };
      const { waybill, item } = await waybillOf(load, command.data, use, state);
      const originals = await originalsHeld(facts, about);
      const kept = await originalsKept(facts, about, originals, command.data.originals);
      return { said: { ...command, ...about, staff, waybill, originals, kept }, item };
    }
    case 'OrderCarriage': {
      const { placed, item } = await placedOrder(facts, load, command, state, about);
      return { said: { ...command, ...about, placed }, ...(item ? { item } : {}) };
    }
    default:
      return { said: await informedOfPeople(facts, command, state, about) };
  }
}

type Packed = 'CollectDossier' | 'CollectSupplement' | 'HandResultToPost' | 'OrderCarriage';
type WithoutWaybill = Exclude<Asked, { readonly type: Packed }>;

async function informedOfPeople(
  facts: ShipmentFacts,
  command: WithoutWaybill,
  state: ShipmentState,
  about: About,
): Promise<ShipmentCommand> {
  switch (command.type) {
    case 'ArrangeShipment':
      return { ...command, ...about, post: await postOf(facts, command, command.data.oneStop) };
    case 'SendPapersBack': {
      const known = await getDossier(facts, about);
      return { ...command, ...about, known, post: await postOf(facts, command, known.oneStop) };
    }
    case 'SignHandoverMinutes':
    case 'TakeItemBack':
    case 'RemitFees':
    case 'GiveReceiptToPost':
      return { ...command, ...about, staff: await staffOf(facts, state, command) };
    case 'ReturnToAgency':
      return { ...command, ...about, calendar: await facts.findCalendar() };
    default:
      return { ...command, ...about };
  }
}

interface SaidOnWaybill {
  readonly item?: ItemNumber | undefined;
  readonly carriage?: { readonly leg: string; readonly area?: string | undefined } | undefined;
}

/** A packet that has its number keeps it where the same is said again without. */
async function waybillOf(
  load: LoadStream,
  { item: named, carriage: said }: SaidOnWaybill,
  use: Use,
  state: ShipmentState,
): Promise<{ readonly waybill: Waybill; readonly item: ItemOfShipment }> {
  if (named !== undefined) requireService(itemSerialOf(named).service);
  const item = await itemOfShipment(load, named ?? itemOf(state), use);
  if (!said) return { waybill: { item: item.item }, item };
  const terms = (await load(carriageTermsStream, carriageTerms)).state;
  const carriage = boundCarriage(terms, said, use.on);
  return { waybill: { item: item.item, ...(carriage ? { carriage } : {}) }, item };
}

export function itemOf(state: ShipmentState): ItemNumber | undefined {
  if ('collection' in state) return state.collection.item;
  if ('handed' in state) return state.handed.item;
  return 'order' in state ? state.order?.item : undefined;
}

async function getDossier({ findDossier }: ShipmentFacts, { dossier }: About): Promise<KnownDossier> {
  return (await findDossier(dossier)) ?? refuse('DossierNotFound', { id: dossier });
}

/** Originals that the post brought and has not taken back with an earlier shipment. */
async function originalsHeld({ open }: ShipmentFacts, { dossier, shipment }: About): Promise<readonly string[]> {
  const held = new Set<string>();
  for (let number = 1; number < shipment; number++) {
    const { state } = await open(streamOf(dossier, number));
    if ('minutes' in state && 'originals' in state.collection) {
      for (const document of state.collection.originals ?? []) held.add(document);
    }
    if ('delivery' in state) for (const document of state.handed.originals ?? []) held.delete(document);
  }
  return [...held];
}

/** Originals that lie at the counter; it is asked only where somebody sends what the post never brought. */
async function originalsKept(
  { findDossier }: ShipmentFacts,
  { dossier }: About,
  brought: readonly string[],
  sent: readonly string[] = [],
): Promise<readonly string[]> {
  if (sent.every((document) => brought.includes(document))) return [];
  return (await findDossier(dossier))?.originals ?? [];
}

async function localDate({ findCalendar }: ShipmentFacts, { occurredAt }: Said): Promise<LocalDate> {
  return localTimeOf(await findCalendar(), occurredAt).date;
}

/** Which post office carries for a one-stop unit on that day, where the registry names one. */
async function postOf(facts: ShipmentFacts, command: Said, oneStop: UnitId): Promise<UnitId | undefined> {
  return (await unitAt(facts.findUnit, oneStop, await localDate(facts, command))).post;
}

/** Who was on both sides' staff lists on the day. */
async function staffOf(facts: ShipmentFacts, state: ShipmentState, command: Asked): Promise<Staff> {
  if (state.status === 'none') return { postal: [], agency: [] };
  const day = await localDate(facts, command);
  const [postal, agency] = await Promise.all(
    [state.post ?? command.actor.unit, state.oneStop].map((unit) => officersOn(facts, unit, day)),
  );
  return { postal: postal ?? [], agency: agency ?? [] };
}

async function officersOn({ findUnit }: ShipmentFacts, unit: UnitId, day: LocalDate): Promise<readonly OfficerId[]> {
  try {
    const { officers } = await unitAt(findUnit, unit, day);
    return officers.filter(({ from, to }) => from <= day && (to === undefined || day <= to)).map(({ id }) => id);
  } catch (error) {
    // An office that the registry does not list has no staff that anybody could name.
    if (isDomainError(error) && error.code === 'UnitNotFound') return [];
    throw error;
  }
}
