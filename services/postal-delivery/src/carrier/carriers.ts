import {
  type Carrier,
  type CommandOf,
  type carrierCommands,
  type carrierEventTypes,
  refuse,
  type Said,
  type UnitId,
} from '@hoso/contracts';
import {
  canonicalJson,
  type Decider,
  type EventOf,
  type StreamName,
  streamName,
  unreachable,
} from '@hoso/event-sourcing';

/** `carrier`: whose key it is about. */
export type CarrierCommand = CommandOf<(typeof carrierCommands)[number]> & Said & { readonly carrier: string };

export interface KnownCarrier extends Carrier {
  /** Those in force, by number, the newest last. */
  readonly keys: readonly number[];
  /** How many were ever made. */
  readonly keysMade: number;
}

export type CarriersState = readonly KnownCarrier[];
type CarrierEvent = EventOf<(typeof carrierEventTypes)[number]>;

/** A change of keys needs two at once, for a while. */
export const keysMax = 2;

/** Every carrier of the province, in one stream: an office is run by one of them. */
export const carriers: Decider<CarrierCommand, CarriersState, CarrierEvent> = {
  initial: [],
  decide: (command, state) => {
    switch (command.type) {
      case 'RegisterCarrier':
        return register(command, state);
      case 'IssueCarrierKey': {
        requireRole(command, 'operator');
        const { id: carrier, keys, keysMade } = known(command, state);
        if (keys.length >= keysMax) refuse('CarrierKeysInForce', { keys: keys.join(', ') });
        return [{ type: 'CarrierKeyIssued', data: { carrier, key: keysMade + 1 } }];
      }
      case 'RetireCarrierKey': {
        requireRole(command, 'operator');
        const { id: carrier, keys, keysMade } = known(command, state);
        const { key } = command.data;
        if (key > keysMade) refuse('CarrierKeyUnknown', { key });
        return keys.includes(key) ? [{ type: 'CarrierKeyRetired', data: { carrier, key } }] : [];
      }
      default:
        return unreachable(command);
    }
  },
  evolve: (state, event) => {
    switch (event.type) {
      case 'CarrierRegistered': {
        const { keys = [], keysMade = 0 } = state.find(({ id }) => id === event.data.id) ?? {};
        return [...state.filter(({ id }) => id !== event.data.id), { ...event.data, keys, keysMade }];
      }
      case 'CarrierKeyIssued':
        return withKeys(state, event.data.carrier, (keys) => [...keys, event.data.key], event.data.key);
      case 'CarrierKeyRetired':
        return withKeys(state, event.data.carrier, (keys) => keys.filter((key) => key !== event.data.key));
      default:
        return unreachable(event);
    }
  },
};

export const carriersStream: StreamName = streamName('carrier', 'VN');

export function carrierOf(state: CarriersState, office: UnitId | undefined): KnownCarrier | undefined {
  return office === undefined ? undefined : state.find(({ offices }) => offices.includes(office));
}

export function findCarrier(state: CarriersState, carrier: string): KnownCarrier {
  return state.find(({ id }) => id === carrier) ?? refuse('CarrierNotFound', { id: carrier });
}

function register(
  { actor, data }: Extract<CarrierCommand, { readonly type: 'RegisterCarrier' }>,
  state: CarriersState,
): readonly CarrierEvent[] {
  if (actor.role !== 'registrar') refuse('RoleNotAllowed', { role: actor.role });
  for (const office of data.offices) {
    const other = carrierOf(state, office);
    if (other && other.id !== data.id) refuse('OfficeOfAnotherCarrier', { office, carrier: other.id });
  }
  const { keys: _, keysMade: __, ...before } = state.find(({ id }) => id === data.id) ?? { keys: 0, keysMade: 0 };
  return canonicalJson(before) === canonicalJson(data) ? [] : [{ type: 'CarrierRegistered', data }];
}

function known({ carrier }: CarrierCommand, state: CarriersState): KnownCarrier {
  return findCarrier(state, carrier);
}

function requireRole({ actor }: CarrierCommand, role: 'operator'): void {
  if (actor.role !== role) refuse('RoleNotAllowed', { role: actor.role });
}

function withKeys(
  state: CarriersState,
  carrier: string,
  change: (keys: readonly number[]) => readonly number[],
  newest = 0,
): CarriersState {
  return state.map((one) =>
    one.id === carrier ? { ...one, keys: change(one.keys), keysMade: Math.max(one.keysMade, newest) } : one,
  );
}
