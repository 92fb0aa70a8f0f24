import { canonicalJson, type Index, type View } from '@hoso/event-sourcing';
import { notYet, type Standing, stand } from '../history/dossier-state.ts';
import { type StandingEvent, type StandingEventType, standingEvents } from '../history/standing-events.ts';

/** How a dossier stood from an instant on, until the next one's. */
export interface Holding extends Pick<Standing, 'status' | 'oneStop' | 'case' | 'holder' | 'dueAt' | 'stoppedAt'> {
  readonly from: string;
}

/** Where a dossier lay, as it stood: from its beginning on, in order of time. */
export interface HoldingsDocument {
  readonly dossier: string;
  readonly procedure: string;
  readonly code?: string;
  readonly holdings: readonly Holding[];
}

/**
 * The one index. Its tuples begin with how long somebody has held the dossier in all, by powers of two: of those that
 * took up to 2ⁿ days, only the ones that began within 2ⁿ days before an instant can have been open at it.
 */
export const lifeIndex = 'life';
export const stillOpen = 'open';
export const lifeClasses = 16;
const dayMs = 86_400_000;

/** Where every dossier lay at any instant. */
export const holdings: View<HoldingsDocument, StandingEventType> = {
  name: 'holdings',
  revision: 3,
  indexes: [lifeOf()],
  events: standingEvents,
  key: ({ dossierId }) => dossierId,
  evolve: (document, event) => {
    const begun = document ?? beginning(event);
    if (!begun) return undefined;
    const code = event.type === 'DossierReceived' ? { code: event.data.code } : {};
    return { ...begun, ...code, holdings: holdingsAfter(begun.holdings, event) };
  },
};

/** The longest life of a class, in milliseconds; the last class takes whatever is longer. */
export function lifeMsMax(lifeClass: number): number {
  return lifeClass >= lifeClasses - 1 ? Number.POSITIVE_INFINITY : dayMs * 2 ** lifeClass;
}

/** The class as it stands in the index. */
export function lifeClassText(lifeClass: number): string {
  return String(lifeClass).padStart(2, '0');
}

/** How it stood then: with all that had happened by then, whenever it was recorded. */
export function holdingAt(all: readonly Holding[], at: string): Holding | undefined {
  return all.findLast(({ from }) => from <= at);
}

/**
 * An event changes how a dossier stands from its own time on, also where that lies before what was recorded earlier:
 * so that at every instant the events up to then, in the order of the log, have led there, as in a replay.
 */
export function holdingsAfter(all: readonly Holding[], event: StandingEvent): readonly Holding[] {
  const at = event.occurredAt;
  const earlier = all.filter(({ from }) => from < at);
  const later = all.filter(({ from }) => from >= at);
  const since = later[0]?.from === at ? later : [{ ...(earlier.at(-1) ?? notYet), from: at }, ...later];
  // The earlier ones are joined already.
  return since.map((holding) => moved(holding, event)).reduce<readonly Holding[]>(joined, earlier);
}

function moved({ from, ...before }: Holding, event: StandingEvent): Holding {
  const { status, oneStop, case: lead, holder, dueAt, stoppedAt } = stand(before, event);
  return {
    from,
    ...(status === undefined ? {} : { status }),
    ...(oneStop === undefined ? {} : { oneStop }),
    ...(lead === undefined ? {} : { case: lead }),
    ...(holder === undefined ? {} : { holder }),
    ...(dueAt === undefined ? {} : { dueAt }),
    ...(stoppedAt === undefined ? {} : { stoppedAt }),
  };
}

/** What changes nothing needs no entry of its own. */
function joined(before: readonly Holding[], next: Holding): readonly Holding[] {
  const last = before.at(-1);
  return last && canonicalJson({ ...last, from: '' }) === canonicalJson({ ...next, from: '' })
    ? before
    : [...before, next];
}

function beginning(event: StandingEvent): HoldingsDocument | undefined {
  const begins = event.type === 'DossierSubmitted' || event.type === 'PostalItemAccepted';
  if (!begins || event.dossierId === undefined) return undefined;
  return { dossier: event.dossierId, procedure: event.data.procedure, holdings: [] };
}

function lifeOf(): Index<HoldingsDocument> {
  return {
    name: lifeIndex,
    of: ({ holdings: all }) => {
      const began = all.find(({ holder }) => holder !== undefined)?.from;
      const last = all.at(-1);
      if (began === undefined || last === undefined) return undefined;
      if (last.holder !== undefined) return [stillOpen, began];
      const lifeMs = Date.parse(last.from) - Date.parse(began);
      const lifeClass = Array.from({ length: lifeClasses }, (_, each) => each).find((one) => lifeMs <= lifeMsMax(one));
      return [lifeClassText(lifeClass ?? lifeClasses - 1), began];
    },
  };
}
