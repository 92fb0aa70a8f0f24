import {
  Applicant,
  type DossierCode,
  DossierReceived,
  folded,
  foldedWords,
  type Hands,
  handoverTypes,
  handsAfter,
  PersonalDataDestroyed,
  type ProcedureCode,
} from '@hoso/contracts';
import {
  type EventOf,
  eventCatalogue,
  type Index,
  type Instant,
  isSealed,
  type Marks,
  type PersonalData,
  type Read,
  type View,
} from '@hoso/event-sourcing';

/** By what a dossier is found, and by whom. Of who applies it holds marks alone, and none once his key is destroyed. */
export interface SearchedDossier {
  readonly id: string;
  readonly code?: DossierCode;
  readonly procedure: ProcedureCode;
  readonly submittedAt: Instant;
  readonly hands: Hands;
  readonly marks: Marks;
}

const types = [...handoverTypes, DossierReceived, PersonalDataDestroyed] as const;
type SearchHistory = Read<EventOf<(typeof types)[number]>>;

/** Whose dossiers are searched: everybody's, a one-stop unit's, an agency's or a post office's, an applicant's own. */
export type SearchScope = 'all' | 'oneStop' | 'agency' | 'carrier' | 'own';
/** By what they are searched. */
export type SearchKey = 'code' | 'procedure' | 'whole' | 'given';

const scopes: readonly SearchScope[] = ['all', 'oneStop', 'agency', 'carrier', 'own'];
const keys: readonly SearchKey[] = ['code', 'procedure', 'whole', 'given'];

export function searchIndex(scope: SearchScope, key: SearchKey): string {
  return `${scope}-${key}`;
}

/** The marks under which the dossiers of a name are found: `whole` that name, `given` its last word. */
export function nameMarks(name: string, markOf: PersonalData['markOf']): Marks {
  const given = foldedWords(name).at(-1);
  return given === undefined ? {} : { whole: markOf(`whole ${folded(name)}`), given: markOf(`given ${given}`) };
}

/**
 * Dossiers by code, procedure and name of the applicant.
 *
 * Decision: a view of its own, beside `dossiers`. / Because it alone opens personal data when it is built, and what it
 * costs to write is not paid again at each step of a dossier. / Instead of: more indexes there.
 */
export const dossierSearch: View<SearchedDossier, (typeof types)[number]> = {
  name: 'dossier-search',
  // 2: whose key was destroyed is found by no name.
  revision: 2,
  // Carriers read no names.
  indexes: scopes.flatMap((scope) => keys.filter((key) => scope !== 'carrier' || !isName(key)).map(indexOf(scope))),
  events: eventCatalogue(...types),
  key: ({ dossierId }) => dossierId,
  marks: async (event, { open, markOf }) => {
    if (event.type !== 'DossierSubmitted') return {};
    const { applicant } = event.data;
    if (!isSealed(applicant)) return nameMarks(applicant.name, markOf);
    const plain = await open(applicant, { eventId: event.id, pointer: '/applicant' });
    return plain ? nameMarks(Applicant.parse(plain.value).name, markOf) : {};
  },
  evolve: (document, event, marks = {}) => {
    if (event.type === 'DossierSubmitted') return document ?? submitted(event, marks);
    if (!document) return undefined;
    if (event.type === 'PersonalDataDestroyed') return { ...document, marks: {} };
    if (event.type === 'DossierReceived') return { ...document, code: event.data.code };
    const hands = handsAfter(document.hands, event) ?? document.hands;
    return sameHands(hands, document.hands) ? document : { ...document, hands };
  },
};

function submitted(
  { data, dossierId, occurredAt, ...event }: Extract<SearchHistory, { readonly type: 'DossierSubmitted' }>,
  marks: Marks,
): SearchedDossier | undefined {
  const hands = handsAfter(undefined, { ...event, data });
  if (dossierId === undefined || !hands) return undefined;
  return { id: dossierId, procedure: data.procedure, submittedAt: occurredAt, hands, marks };
}

function sameHands(one: Hands, other: Hands): boolean {
  return one.agencies.length === other.agencies.length && one.carriers.length === other.carriers.length;
}

function isName(key: SearchKey): key is 'whole' | 'given' {
  return key === 'whole' || key === 'given';
}

function indexOf(scope: SearchScope): (key: SearchKey) => Index<SearchedDossier> {
  return (key) => ({
    name: searchIndex(scope, key),
    of: (document) => {
      const owner = ownerOf(document, scope);
      const found = key === 'code' || key === 'procedure' ? document[key] : document.marks[key];
      if (!owner || found === undefined) return undefined;
      return key === 'code' ? [...owner, found] : [...owner, found, document.submittedAt];
    },
  });
}

function ownerOf({ hands }: SearchedDossier, scope: SearchScope): readonly string[] | undefined {
  const { submittedBy, oneStop, agencies, carriers } = hands;
  if (scope === 'all') return [];
  if (scope === 'own') return submittedBy.role === 'applicant' ? [submittedBy.id] : undefined;
  const unit = scope === 'oneStop' ? oneStop : (scope === 'agency' ? agencies : carriers).at(-1);
  return unit === undefined ? undefined : [unit];
}
