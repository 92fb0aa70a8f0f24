import { useSyncExternalStore } from 'react';
import { isLanguage, type Language, preferredLanguage, rememberLanguage } from './language.ts';

/** How a moment is read: what the file showed then, what had happened by then, or both at once. */
export type Reading = 'known' | 'stood' | 'both';

const lists = ['units', 'findings', 'figures', 'inspections', 'petitions', 'work'] as const;
/** Places of one thing each, which the address names by its id. */
const things = ['dossier', 'finding', 'inspection', 'petition'] as const;
export type ListPlace = (typeof lists)[number];
type ThingPlace = (typeof things)[number];

/** What the address bar says: where on the page somebody is, so that he can send it to others. */
export interface Address {
  readonly place: 'overview' | ListPlace | ThingPlace;
  readonly language: Language;
  /** A dossier's id or code. */
  readonly dossier?: string | undefined;
  readonly finding?: string | undefined;
  readonly inspection?: string | undefined;
  readonly petition?: string | undefined;
  readonly log?: string | undefined;
  /** An instant, or `#<position>`. */
  readonly at?: string | undefined;
  readonly reading: Reading;
  readonly unit?: string | undefined;
}

const momentForm = /^(#\d{1,15}|\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z)$/;
/** Browsers refuse to rewrite the address more than about a hundred times in thirty seconds. */
const writeDelayMs = 400;

export function parseAddress(search: string, fallback: Language): Address {
  const given = new URLSearchParams(search);
  const text = (name: string): string | undefined => given.get(name)?.slice(0, 1_000) || undefined;
  const language = given.get('lang');
  const at = text('at');
  const reading = given.get('read');
  const place = given.get('place');
  return {
    language: isLanguage(language) ? language : fallback,
    place: things.find((one) => text(one)) ?? lists.find((one) => one === place) ?? 'overview',
    dossier: text('dossier'),
    finding: text('finding'),
    inspection: text('inspection'),
    petition: text('petition'),
    log: text('log'),
    at: at !== undefined && momentForm.test(at) ? at : undefined,
    reading: reading === 'stood' || reading === 'both' ? reading : 'known',
    unit: text('unit'),
  };
}

export function searchOf(address: Address): string {
  const { place, language, log, at, reading, unit } = address;
  const said = new URLSearchParams();
  if (lists.some((one) => one === place)) said.set('place', place);
  const members = {
    ...Object.fromEntries(things.map((one) => [one, place === one ? address[one] : undefined])),
    log: place === 'dossier' ? log : undefined,
    unit: place === 'units' ? unit : undefined,
    at: place === 'dossier' || place === 'units' ? at : undefined,
    read: place === 'dossier' && reading !== 'known' ? reading : undefined,
    lang: language,
  };
  for (const [name, value] of Object.entries(members)) if (value !== undefined) said.set(name, value);
  return `?${said}`;
}

let current = parseAddress(location.search, preferredLanguage());
let writing: number | undefined;
const listeners = new Set<() => void>();

/** Goes to another place: the way back leads here. */
export function go(to: Partial<Address>): void {
  flush();
  current = { ...current, at: undefined, unit: undefined, reading: 'known', ...to };
  history.pushState(null, '', searchOf(current));
  tell();
  scrollTo({ top: 0 });
}

/** Changes the place somebody is at. The address bar follows once he rests. */
export function refine(to: Partial<Address>): void {
  current = { ...current, ...to };
  if (to.language) rememberLanguage(to.language);
  clearTimeout(writing);
  writing = setTimeout(flush, writeDelayMs);
  tell();
}

/** The address of a place, for links. */
export function hrefOf(to: Partial<Address>): string {
  return searchOf({ ...current, at: undefined, unit: undefined, reading: 'known', ...to });
}

export function useAddress(): Address {
  return useSyncExternalStore(listen, () => current);
}

function flush(): void {
  if (writing === undefined) return;
  clearTimeout(writing);
  writing = undefined;
  history.replaceState(null, '', searchOf(current));
}

function listen(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function tell(): void {
  for (const listener of listeners) listener();
}

addEventListener('popstate', () => {
  clearTimeout(writing);
  writing = undefined;
  current = parseAddress(location.search, current.language);
  tell();
});
addEventListener('pagehide', flush);
