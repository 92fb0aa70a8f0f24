/** One event of a dossier, of whichever of its streams, as rules see it: newest shape, personal fields sealed. */
export interface DossierEvent {
  /** Its place in the log. */
  readonly position: number;
  readonly type: string;
  readonly stream: string;
  /** Its place in its stream, from 1; what is corrected is named by it. */
  readonly version?: number;
  /** When it is said to have happened, and when the store wrote it: milliseconds since 1970. */
  readonly occurredAt: number;
  readonly recordedAt: number;
  readonly actor: Actor;
  readonly data: unknown;
}

export interface Actor {
  readonly id: string;
  readonly role: string;
  readonly unit: string;
}

/** What an event says under a name; `undefined` where it says nothing. */
export function fieldOf({ data }: Pick<DossierEvent, 'data'>, name: string): unknown {
  return typeof data === 'object' && data !== null && Object.hasOwn(data, name) ? Reflect.get(data, name) : undefined;
}

/** What it says at a path of one name or two, as `signedBy.agency`. */
export function fieldAt(event: Pick<DossierEvent, 'data'>, path: string): unknown {
  const [name = '', inner] = path.split('.');
  const value = fieldOf(event, name);
  return inner === undefined ? value : fieldOf({ data: value }, inner);
}

/** The text that an event says under a name. */
export function textOf(event: DossierEvent, name: string): string | undefined {
  const value = fieldOf(event, name);
  return typeof value === 'string' ? value : undefined;
}

/** The number that an event says under a name. */
export function numberOf(event: DossierEvent, name: string): number | undefined {
  const value = fieldOf(event, name);
  return typeof value === 'number' ? value : undefined;
}

/** The instant that an event says under a name, in milliseconds since 1970. */
export function instantIn(event: DossierEvent, name: string): number | undefined {
  const at = Date.parse(textOf(event, name) ?? '');
  return Number.isNaN(at) ? undefined : at;
}

/** The list of names that an event says under a name. */
export function namesIn(event: DossierEvent, name: string): readonly string[] {
  const value = fieldOf(event, name);
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}
