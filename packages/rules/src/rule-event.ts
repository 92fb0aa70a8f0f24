/** One event as rules see it, whatever log it comes from. */
export interface RuleEvent {
  /** The case (dossier) it belongs to. */
  readonly case: string;
  /** Its place in the log, from 1, ascending; findings name their evidence by it. */
  readonly position: number;
  readonly activity: string;
  /** When it happened: whole milliseconds since 1970 UTC. */
  readonly at: number;
  /** Who did it; absent or empty where the log does not say. */
  readonly resource?: string;
  /** As what they did it; absent or empty where the log does not say. */
  readonly role?: string;
  /**
   * What this event tells about its case as a whole, as text; in an imported log the case's first event tells it all.
   */
  readonly caseAttributes?: Readonly<Record<string, string>>;
}
