import {
  type Actor,
  Applicant,
  formIn,
  type LocalDate,
  mayReadApplicant,
  purposeOf,
  type ReadRegister,
  readingOf,
  type RecordedReads,
  refuse,
  type RegisterRow,
  unitAt,
  type UnitId,
} from '@hoso/contracts';
import { instantOf, type Sealer } from '@hoso/event-sourcing';
import type { z } from 'zod';
import { counterRoles } from '../dossier/at-counter.ts';
import type { DossierReader } from '../dossier/dossier-queries.ts';
import { type DossierDocument, dossierIndex } from '../dossier/dossiers.view.ts';
import { localDateOf } from '../dossier/notices.ts';
import type { RegistryFacts } from '../registry-facts.ts';
import { localDates, paperPlace } from './paper-queries.ts';
import { type RegistryNames, registryNames } from './registry-names.ts';

export interface RegisterPorts {
  readonly reader: Pick<DossierReader, 'page'>;
  readonly sealer: Pick<Sealer, 'open'>;
  readonly reads: RecordedReads;
  readonly registry: RegistryFacts;
  /** Milliseconds since 1970 by the log's clock. */
  readonly clock: () => number;
}

type Ask = z.output<typeof ReadRegister.ask>;
type Answer = z.output<typeof ReadRegister.answer>;

/** TT 01/2018 Đ10: registers are of a year. */
const daysMax = 366;
const dayMs = 86_400_000;

/**
 * A page of a unit's register. For its own counter, and for who inspects; each page records what it opens before it
 * does.
 */
export async function readRegister(ports: RegisterPorts, ask: Ask, actor: Actor): Promise<Answer> {
  const { reader, registry, clock } = ports;
  const { unit, from, to, limit, after } = ask;
  requireReader(actor, unit);
  const days = (Date.parse(to) - Date.parse(from)) / dayMs + 1;
  if (days < 1 || days > daysMax) refuse('PeriodInvalid', { from, to, daysMax });
  const { kind, name } = await unitAt(registry.unit, unit, to);
  if (kind !== 'one-stop') refuse('NotAOneStopUnit', { id: unit });
  const { items, next, ...fresh } = await reader.page({
    index: dossierIndex.received,
    prefix: [unit],
    from: firstOf(from),
    below: firstOf(dayAfter(to)),
    order: 'ascending',
    limit,
    ...(after === undefined ? {} : { after }),
  });
  const today = localDateOf(instantOf(clock()));
  const isOver = to < today;
  const on = isOver ? to : today;
  return {
    items: await rowsOf(ports, items, to, actor),
    ...fresh,
    ...(next === undefined ? {} : { next }),
    ...{ unit: name.vi, place: paperPlace, on },
    ...(await formOf(registry, on)),
  };
}

/** The register's form on a local date. */
async function formOf(registry: RegistryFacts, on: LocalDate) {
  const { value } = (await registry.law(on, undefined)).forms;
  const named = formIn(value, 'register');
  return { formSet: value.set, number: named?.number ?? '', title: named?.title.vi ?? 'Sổ theo dõi hồ sơ' };
}

function requireReader({ role, unit: own }: Actor, unit: UnitId): void {
  const { dossiers, applicant } = readingOf[role];
  if (dossiers === 'every' && applicant) return;
  if (!counterRoles.includes(role)) refuse('RoleNotAllowed', { role });
  if (own !== unit) refuse('WrongUnit', { unit });
}

/** The first instant of a local date. */
function firstOf(date: LocalDate): string {
  return new Date(`${date}T00:00:00.000+07:00`).toISOString();
}

function dayAfter(date: LocalDate): LocalDate {
  return new Date(Date.parse(date) + dayMs).toISOString().slice(0, 10);
}

async function rowsOf(
  { sealer, reads, registry }: RegisterPorts,
  documents: readonly DossierDocument[],
  to: LocalDate,
  actor: Actor,
): Promise<RegisterRow[]> {
  const open = documents.filter(({ applicant, hands }) => applicant && mayReadApplicant(actor, hands));
  if (open.length > 0) {
    await reads.record({
      actor,
      dossiers: open.map(({ summary }) => summary.id),
      fields: ['applicant.name', 'applicant.address', 'applicant.phone'],
      purpose: purposeOf(actor),
      query: 'ReadRegister',
    });
  }
  const names = registryNames(registry);
  const agencies = new Set(documents.flatMap(({ summary }) => summary.agency ?? []));
  const [nameOf, dateOf] = [await names.units(agencies, to), await localDates({ registry })];
  const rows = documents.map((document) => {
    const row = rowOf(names, document, nameOf, dateOf);
    return open.includes(document) ? withApplicant(sealer, document, row) : row;
  });
  return (await Promise.all(rows)).flatMap((row) => row ?? []);
}

async function rowOf(
  names: RegistryNames,
  { summary }: DossierDocument,
  nameOf: (unit: UnitId) => string,
  dateOf: (at: string) => LocalDate,
): Promise<RegisterRow | undefined> {
  const { code, procedure, agency, receivedAt, dueAt, returnedAt, returnBy, status } = summary;
  if (code === undefined || receivedAt === undefined) return undefined;
  const { name } = await names.procedure(procedure, dateOf(receivedAt));
  return {
    code,
    procedure: name,
    ...(agency === undefined ? {} : { agency: nameOf(agency) }),
    receivedAt,
    ...(dueAt === undefined ? {} : { dueAt }),
    ...(returnedAt === undefined ? {} : { returnedAt }),
    returnBy,
    ...(status === 'withdrawn' ? { note: 'Rút hồ sơ' } : {}),
  };
}

async function withApplicant(
  sealer: Pick<Sealer, 'open'>,
  { applicant }: DossierDocument,
  made: Promise<RegisterRow | undefined>,
): Promise<RegisterRow | undefined> {
  const row = await made;
  if (!row || !applicant) return row;
  const { sealed, eventId, pointer } = applicant;
  const plain = await sealer.open(sealed, { eventId, pointer });
  if (!plain) return row;
  const { name, address, phone } = Applicant.parse(plain.value);
  return {
    ...row,
    applicant: { name, ...(address === undefined ? {} : { address }), ...(phone === undefined ? {} : { phone }) },
  };
}
