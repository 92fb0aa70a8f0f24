import { Applicant, type DossierState, type ExportedObject, shipmentEvents } from '@hoso/contracts';
import { type Envelope, isSealed } from '@hoso/event-sourcing';
import { carried } from '../history/custody.ts';
import { notYet, type Standing, stand } from '../history/dossier-state.ts';
import { paperOf } from '../history/papers.ts';
import { standingEvents } from '../history/standing-events.ts';

type Relation = ExportedObject['relations'][number];
type Attribute = ExportedObject['attributes'][number];

/** Since when an object has what it always had (OCEL 2.0). */
const beginning = '1970-01-01T00:00:00.000Z';

const applicantOf = (dossier: string): string => `applicant:${dossier}`;
const officerOf = (person: string): string => `officer:${person}`;
const agencyOf = (unit: string): string => `agency:${unit}`;
const documentOf = (dossier: string, position: number): string => `document:${dossier}:${position}`;

/** What an event of a dossier is about. */
export function relationsOf(dossier: string, event: Envelope): Relation[] {
  const { role, id, unit } = event.actor;
  const isOfShipment = shipmentEvents.types.has(event.type);
  const standing = standingEvents.read(event);
  const paper = standing && paperOf(standing);
  return [
    { object: dossier, qualifier: 'of' },
    ...(role === 'applicant' ? [{ object: applicantOf(dossier), qualifier: 'done by' }] : []),
    ...(isOfOffice(event)
      ? [
          { object: officerOf(id), qualifier: 'done by' },
          { object: agencyOf(unit), qualifier: 'done at' },
        ]
      : []),
    ...(isOfShipment ? [{ object: event.stream, qualifier: 'carried in' }] : []),
    ...(paper ? [{ object: documentOf(dossier, event.position), qualifier: 'made' }] : []),
  ];
}

/** The officers and agencies that these events are about. */
export function sharedObjects(events: readonly Envelope[]): readonly ExportedObject[] {
  const objects = new Map<string, ExportedObject>();
  for (const { actor } of events.filter(isOfOffice)) {
    const [officer, agency] = [officerOf(actor.id), agencyOf(actor.unit)];
    const worksFor = [{ object: agency, qualifier: 'works for' }];
    objects.set(officer, { id: officer, type: 'officer', shared: true, relations: worksFor, attributes: [] });
    objects.set(agency, { id: agency, type: 'agency', shared: true, relations: [], attributes: [] });
  }
  return [...objects.values()];
}

/** The platform itself is nobody's officer. */
function isOfOffice({ actor }: Pick<Envelope, 'actor'>): boolean {
  return actor.role !== 'applicant' && actor.role !== 'system';
}

/**
 * A dossier with who applies, its shipments and its documents. Who applies has a pseudonym of this dossier's own: which
 * dossiers are one person's would be personal data. `opened`: its events as far as they were opened.
 */
export function dossierObjects(
  dossier: string,
  history: readonly Envelope[],
  opened: readonly Envelope[],
): readonly ExportedObject[] {
  const shipments = shipmentsIn(history);
  const documents = documentsIn(dossier, history);
  const applicant = applicantOf(dossier);
  const relations = [
    { object: applicant, qualifier: 'applied for by' },
    ...shipments.map(({ id }) => ({ object: id, qualifier: 'carried in' })),
    ...documents.map(({ id }) => ({ object: id, qualifier: 'has' })),
  ];
  return [
    { id: dossier, type: 'dossier', shared: false, relations, attributes: standingOver(history) },
    { id: applicant, type: 'applicant', shared: false, relations: [], attributes: personOf(opened) },
    ...shipments,
    ...documents,
  ];
}

type Text = readonly [name: string, type: Attribute['type'], value: string | undefined];

/** What a dossier's state says, from each event on that changed it. */
function standingOver(history: readonly Envelope[]): Attribute[] {
  let standing: Standing = notYet;
  let before: readonly Text[] = textsOf(standing);
  const changes: Attribute[] = [];
  for (const envelope of history) {
    const event = standingEvents.read(envelope);
    if (!event) continue;
    standing = stand(standing, event);
    const now = textsOf(standing);
    changes.push(...changed(before, now, envelope.occurredAt));
    before = now;
  }
  return changes;
}

function textsOf({ status, code, holder, startAt, originalDueAt, dueAt, finishedAt }: Standing): readonly Text[] {
  return [
    ['status', 'string', status],
    ['code', 'string', code],
    ['heldAt', 'string', holder?.unit],
    ['heldBy', 'string', holder?.person],
    ['startAt', 'time', startAt],
    ['originalDueAt', 'time', originalDueAt],
    ['dueAt', 'time', dueAt],
    ['finishedAt', 'time', finishedAt],
  ];
}

/** What is no more is told as nothing, but of a time, which cannot say it. */
function changed(before: readonly Text[], now: readonly Text[], at: string): readonly Attribute[] {
  return now.flatMap(([name, type, value], index) => {
    if (value === before[index]?.[2] || (value === undefined && type === 'time')) return [];
    return [{ name, type, value: value ?? '', at }];
  });
}

function shipmentsIn(history: readonly Envelope[]): readonly ExportedObject[] {
  const shipments = new Map<string, { parcel: Parcel | undefined; readonly attributes: Attribute[] }>();
  for (const envelope of history) {
    const event = shipmentEvents.read(envelope);
    if (!event) continue;
    const shipment = shipments.get(event.stream) ?? { parcel: undefined, attributes: [] };
    const now = carried(shipment.parcel, event);
    shipment.attributes.push(...changed(parcelTexts(shipment.parcel), parcelTexts(now), event.occurredAt));
    shipments.set(event.stream, { ...shipment, parcel: now });
  }
  return [...shipments].map(([id, { attributes }]) => ({
    ...{ id, type: 'shipment', shared: false, relations: [], attributes },
  }));
}

type Parcel = NonNullable<DossierState['custody']>[number];

function parcelTexts(parcel: Parcel | undefined): readonly Text[] {
  return [
    ['direction', 'string', parcel?.direction],
    ['status', 'string', parcel?.status],
    ['itemNumber', 'string', parcel?.itemNumber],
    ['heldAt', 'string', parcel?.holder?.unit],
  ];
}

function documentsIn(dossier: string, history: readonly Envelope[]): readonly ExportedObject[] {
  return history.flatMap((envelope) => {
    const event = standingEvents.read(envelope);
    const paper = event && paperOf(event);
    if (!paper) return [];
    const id = documentOf(dossier, envelope.position);
    const texts: readonly Text[] = [
      ['kind', 'string', paper.kind],
      ['label', 'string', paper.label],
    ];
    const attributes = texts.flatMap(([name, type, value]) =>
      value === undefined ? [] : [{ name, type, value, at: beginning }],
    );
    return [{ id, type: 'document', shared: false, relations: [], attributes }];
  });
}

/** Nothing where it is sealed. */
function personOf(opened: readonly Envelope[]): Attribute[] {
  for (const envelope of opened) {
    const event = standingEvents.read(envelope);
    if (event?.type !== 'DossierSubmitted' || isSealed(event.data.applicant)) continue;
    const told = Object.entries(Applicant.parse(event.data.applicant));
    return told.map(([name, value]) => ({ name, type: 'string', value: String(value), at: beginning }));
  }
  return [];
}
