import { hash } from 'node:crypto';
import {
  type Actor,
  type Applicant,
  checkDigitOf,
  type Officer,
  PublishProcedure,
  RegisterUnit,
  type ReturnBy,
  type Role,
} from '@hoso/contracts';
import { uuidV8 } from '@hoso/event-sourcing';
import { seedCommands } from '@hoso/registry';

/** A counter and the agency behind it. */
export interface Office {
  readonly oneStop: string;
  readonly agency: string;
}

/** A procedure, and what its result is called. */
export interface Matter {
  readonly code: string;
  readonly result: string;
}

/** What a story is about. */
export interface Affair {
  readonly office: Office;
  readonly matter: Matter;
  /** An invented name: of a person, of `Công ty …` or of `Hộ kinh doanh …`. */
  readonly applicant: string;
  readonly channel?: 'counter' | 'online' | 'post';
  readonly returnBy?: ReturnBy;
  readonly items?: Cast['items'];
}

/** Who and what a story's deeds work with. Everything that is not said is derived from the story's name. */
export interface Cast extends Required<Omit<Affair, 'applicant' | 'items'>> {
  readonly dossier: string;
  readonly applicant: Applicant;
  readonly citizen: Actor;
  readonly clerk: Actor;
  readonly oneStopHead: Actor;
  readonly officer: Actor;
  readonly head: Actor;
  /** Of the post office that serves the counter. */
  readonly postman: Actor;
  /** Documents that have to be there, and steps before the signature, as the procedure lists them. */
  readonly documents: readonly string[];
  readonly steps: readonly string[];
  /** Of what the post carries, there and back. */
  readonly items: { readonly in: string; readonly out: string };
}

const published = seedCommands();
const procedures = new Map(
  published
    .filter(({ type }) => type === PublishProcedure.name)
    .map(({ data }) => PublishProcedure.data.parse(data))
    .map(({ code, documents, steps }) => [
      code,
      {
        documents: documents.filter(({ needed }) => needed).map((document) => document.code),
        steps: steps.filter(({ role }) => role === 'officer').map((step) => step.code),
      },
    ]),
);
/** Who works where, and which post office serves a counter, by the unit's id. */
export type Staffed = ReadonlyMap<
  string,
  { readonly officers: readonly Officer[]; readonly post?: string | undefined }
>;
const shipped: Staffed = new Map(
  published
    .filter(({ type }) => type === RegisterUnit.name)
    .map(({ data }) => RegisterUnit.data.parse(data))
    .map((unit) => [unit.id, unit] as const)
    // Of a unit that is registered more than once the first counts: that of 2022.
    .toReversed(),
);

/**
 * The people of a story that begins at `beginsAt`, in milliseconds since 1970. Who somebody is follows when it is asked
 * for: a deed concerns one or two of them, and each is drawn by a hash.
 */
export function castOf(name: string, beginsAt: number, affair: Affair, staffed: Staffed = shipped): Cast {
  const { office, matter, channel = 'counter', returnBy = 'counter' } = affair;
  const procedure = procedures.get(matter.code);
  if (!procedure) throw new Error(`the seed has no procedure ${matter.code}`);
  const staffOf = (unit: string, role: Role): Actor => oneOf(staffed.get(unit)?.officers ?? [], unit, role, name);
  // 61 Đ17.5: where clerks resolve the matter themselves, there is no other agency.
  const own = office.agency === office.oneStop;
  const dossier = dossierId(name, beginsAt);
  return {
    ...{ office, matter, channel, returnBy, dossier, ...procedure },
    get applicant() {
      return applicantOf(name, affair.applicant);
    },
    get citizen() {
      return { id: `citizen-${digits(name, 6)}`, role: 'applicant', unit: 'public' } as const;
    },
    get clerk() {
      return staffOf(office.oneStop, 'clerk');
    },
    get oneStopHead() {
      return staffOf(office.oneStop, 'one-stop-head');
    },
    get officer() {
      return own ? staffOf(office.oneStop, 'clerk') : staffOf(office.agency, 'officer');
    },
    get head() {
      return own ? staffOf(office.oneStop, 'clerk') : staffOf(office.agency, 'head');
    },
    get postman() {
      return staffOf(postOf(staffed, office.oneStop), 'postal');
    },
    get items() {
      return affair.items ?? itemsOf(dossier);
    },
  };
}

function itemsOf(dossier: string): Cast['items'] {
  return { in: itemNumber(digits(`${dossier} item in`, 8)), out: itemNumber(digits(`${dossier} item out`, 8)) };
}

/** Nobody's: the service that these two letters stand for is not assigned. */
export function itemNumber(serial: string): string {
  return `ZZ${serial}${checkDigitOf(serial)}VN`;
}

/** As many decimal digits as asked for, always the same for the same text. */
export function digits(text: string, count: number): string {
  return BigInt(`0x${hash('sha256', `demo ${text}`, 'hex').slice(0, 24)}`)
    .toString()
    .slice(-count);
}

/** One of a unit's people of a role: the work is spread over all of them. */
function oneOf(officers: readonly Officer[], unit: string, role: Role, story: string): Actor {
  const staff = officers.filter((one) => one.role === role);
  const one = staff[Number(digits(`${story} ${role}`, 6)) % Math.max(1, staff.length)];
  if (!one) throw new Error(`the unit ${unit} has no ${role}`);
  return { id: one.id, role, unit };
}

function postOf(staffed: Staffed, oneStop: string): string {
  const post = staffed.get(oneStop)?.post;
  if (post === undefined) throw new Error(`no post office serves ${oneStop}`);
  return post;
}

/** As a client would choose it, a UUIDv7: time first, the rest from the story's name instead of chance. */
function dossierId(story: string, beginsAt: number): string {
  const time = beginsAt.toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${uuidV8('demo dossier', story).slice(15)}`;
}

/** Nobody's: no identity number has a 9 in its fourth place, no telephone number a 0 after the province's 0203. */
function applicantOf(story: string, name: string): Applicant {
  const phone = `0203 0${digits(`${story} phone`, 6)}`;
  if (name.startsWith('Công ty')) return { kind: 'enterprise', name, phone };
  const kind = name.startsWith('Hộ kinh doanh') ? 'household-business' : 'citizen';
  return { kind, name, idNumber: `0229${digits(`${story} id`, 8)}`, phone };
}
