import {
  type AgencyIdentifier,
  type CentralIdentifier,
  type DossierCode,
  type DossierId,
  type LocalDate,
  type NumberAllocated,
  refuse,
} from '@hoso/contracts';
import {
  type Actor,
  type Decider,
  type EventOf,
  type Instant,
  type StreamName,
  streamName,
} from '@hoso/event-sourcing';

/** Gives a dossier its number among those an agency receives on one day (TT 01/2018 Đ19; 61 Đ26). */
export interface AllocateNumber {
  readonly type: 'AllocateNumber';
  readonly data: NumberScope & { readonly dossier: DossierId };
  readonly actor: Actor;
  readonly occurredAt: Instant;
}

/** What counts numbers from 1: an agency's local day. */
export interface NumberScope {
  readonly agency: AgencyIdentifier | CentralIdentifier;
  readonly on: LocalDate;
  /** The two digits of whose system gives it, where the law's format has them (TT 03/2025 Đ13.3). */
  readonly owner?: string | undefined;
}

/** The numbers given so far, the newest first: a chain, since a day of thousands must not be copied at each. */
export type NumberingState = Allocation | undefined;

interface Allocation {
  readonly number: number;
  readonly dossier: DossierId;
  readonly code: DossierCode;
  readonly earlier: NumberingState;
}

type NumberingEvent = EventOf<typeof NumberAllocated>;

/** The day's numbers of an agency, 1 to 9999 without a gap: stream `numbering-<agency>-<YYMMDD>`. */
export const numbering: Decider<AllocateNumber, NumberingState, NumberingEvent> = {
  initial: undefined,
  decide: ({ data: { dossier, ...scope } }, state) => {
    if (codeOf(state, dossier)) return [];
    const number = nextNumber(state, scope);
    return [{ type: 'NumberAllocated', data: { number, dossier, code: dossierCode(scope, number) } }];
  },
  evolve: (earlier, { data: { number, dossier, code } }) => ({ number, dossier, code, earlier }),
};

/** The code that a dossier has, or that it gets when it asks now. */
export function codeFor(state: NumberingState, scope: NumberScope, dossier: DossierId): DossierCode {
  return codeOf(state, dossier) ?? dossierCode(scope, nextNumber(state, scope));
}

export function numberingStream({ agency, on }: NumberScope): StreamName {
  return streamName('numbering', `${agency}-${dayOf(on)}`);
}

/** TT 01/2018 has four digits and says nothing of a fifth. */
const numberMax = 9_999;

function nextNumber(state: NumberingState, { agency }: NumberScope): number {
  const number = (state?.number ?? 0) + 1;
  return number > numberMax ? refuse('NumbersExhausted', { agency }) : number;
}

function dossierCode({ agency, on, owner = '' }: NumberScope, number: number): DossierCode {
  return `${agency}-${dayOf(on)}-${owner}${String(number).padStart(4, '0')}`;
}

function codeOf(state: NumberingState, dossier: DossierId): DossierCode | undefined {
  for (let allocation = state; allocation; allocation = allocation.earlier) {
    if (allocation.dossier === dossier) return allocation.code;
  }
  return undefined;
}

/** `2022-03-15` as `220315`. */
function dayOf(on: LocalDate): string {
  return on.slice(2).replaceAll('-', '');
}
