import type { DossierCode, DossierId, ImportedAttribute, LogInfo } from '@hoso/contracts';
import type { EventStore } from '@hoso/event-sourcing';

/** The logs of a data folder, by name. */
export interface Logs {
  /** All that can be read; exactly one is the default: the one that the platform works on. */
  list(): Promise<readonly LogInfo[]>;
  /** The names of those that cannot. */
  unreadable(): readonly string[];
  /** The log of that name; MUST be the same store each time. Refuses `LogUnreadable` for one that is damaged. */
  open(name: string): EventStore | undefined;
  /** Makes an empty log. MUST answer the one that is there where somebody was faster. */
  create(name: string, kind: 'imported'): Promise<EventStore>;
}

/** Files that were uploaded, each under the SHA-256 of its bytes. */
export interface Uploads {
  /** The file's bytes from the beginning, each time anew. */
  open(sha256: string): AsyncIterable<Uint8Array> | undefined;
}

/** One event of a file of somebody else's records. */
export interface FiledEvent {
  readonly activity: string;
  /** Milliseconds since 1970 UTC. */
  readonly time: number;
  /** The same as written. */
  readonly timeText: string;
  readonly attributes: readonly ImportedAttribute[];
}

/** One case of such a file; its events stand in file order. */
export interface FiledCase {
  /** Absent where the file names none. */
  readonly name?: string;
  /** The line on which it begins, from 1. */
  readonly line: number;
  readonly attributes: readonly ImportedAttribute[];
  readonly events: readonly FiledEvent[];
}

/**
 * Reads the cases of a file, one after the other. Throws, at the first fault, an error named `XesError` whose message
 * names place and reason, and whose `vi` is the same in Vietnamese; a caller that must not keep half a file reads it to
 * the end before it keeps anything.
 */
export type ReadCases = (file: AsyncIterable<Uint8Array>) => AsyncIterable<FiledCase>;

/** Asks intake for the dossier of a code. Rejects with intake's own refusal where there is none. */
export type FindDossierId = (code: DossierCode) => Promise<DossierId>;

/** What audit is given beside what every service is given. */
export interface AuditPorts {
  readonly logs: Logs;
  readonly uploads: Uploads;
  readonly readXes: ReadCases;
}
