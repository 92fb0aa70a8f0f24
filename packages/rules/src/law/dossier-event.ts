/** One event of a dossier, of whichever of its streams, as rules see it: newest shape, personal fields sealed. */
export interface DossierEvent {
  /** Its place in the log. */
  readonly position: number;
  readonly type: string;
  readonly stream: string;
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
