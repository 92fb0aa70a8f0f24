import type { DossierCode, DossierId, ImportedAttribute, LogInfo } from '@hoso/contracts';
import type { EventStore, LogTail, PolicyStore, ViewStore } from '@hoso/event-sourcing';
import type { LawParameters, LawRuleSet, PetriNet } from '@hoso/rules';
import type { FindingIntent } from './findings/finding.ts';
import type { JudgedAgain } from './findings/judge-again.ts';
import type { RunningRules } from './findings/run-rules.ts';
import type { LawsCompared, LawsToCompare } from './what-if/compare-laws.ts';
import type { SignalsAsked, SignalsTold } from './signals/gather-signals.ts';
import type { Ledgers } from './ledger/ledgers.ts';

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
  /** The file's bytes from the beginning, as often as they are read. */
  open(sha256: string): Promise<AsyncIterable<Uint8Array> | undefined>;
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
  /** The line on which it begins, from 1, where the file has lines and it stands on one. */
  readonly line?: number;
  readonly attributes: readonly ImportedAttribute[];
  readonly events: readonly FiledEvent[];
}

/** How the cases of a file are to be read. */
export interface CasesAsked {
  /** Of a file of objects: the type of those that are cases. */
  readonly caseType?: string | undefined;
  /** Told of a file of objects: how many events belong to no case. */
  readonly onWithoutCase?: (events: number) => void;
}

/**
 * Reads the cases of a file, one after the other. Throws, at the first fault, an error named `XesError` or `OcelError`
 * whose message names place and reason, and whose `vi` is the same in Vietnamese; a caller that must not keep half a
 * file reads it to the end before it keeps anything.
 */
export type ReadFile = (file: AsyncIterable<Uint8Array>, asked?: CasesAsked) => AsyncIterable<FiledCase>;

/** Asks intake for the dossier of a code. Rejects with intake's own refusal where there is none. */
export type FindDossierId = (code: DossierCode) => Promise<DossierId>;

/** Audit's own log beside a log: its findings, and who read personal data in it (ARCHITECTURE decision 3). */
export interface AuditLog {
  readonly store: EventStore & { readonly policies: PolicyStore };
  readonly tail: LogTail;
  /** Where the views `findings` and `inspections` lie, which MUST follow `store`. */
  readonly views: ViewStore;
  /** Milliseconds since 1970 by the clock of the log that is judged. */
  readonly clock: () => number;
  readonly judgedStore: EventStore;
  /** The rules at work on it; only the log that the platform works on is followed. */
  readonly rules?: RunningRules;
}

/** Audit's own logs. */
export interface AuditLogs {
  /** That of a log of the folder, made at the first question; MUST be the same one each time. */
  of(log: string): Promise<AuditLog>;
  /**
   * `judgeAgain` over a log and audit's own, where nobody has to wait for it, by so many at once: by default as many as
   * there are cores. It MUST come to the same, however many there are.
   */
  judgeAgain(
    log: string,
    until: number,
    onDifference: (intents: readonly FindingIntent[]) => void,
    workers?: number,
  ): Promise<JudgedAgain>;
  /**
   * `compareLaws` over the parts of a log, where nobody has to wait for it. Refuses `JudgingTooLong` where a rule set
   * does not come to an end.
   */
  compareLaws(log: string, laws: LawsToCompare): Promise<readonly LawsCompared[]>;
  /** `gatherSignals` over a log, where nobody has to wait for it. */
  signals(log: string, asked: SignalsAsked): Promise<SignalsTold>;
}

/** What audit is given beside what every service is given. */
export interface AuditPorts {
  readonly logs: Logs;
  readonly uploads: Uploads;
  readonly auditLogs: AuditLogs;
  readonly ledgers: Ledgers;
  /** The law as rules, every version. */
  readonly rules: readonly LawRuleSet[];
  /** The law's numbers, which rule files refer to. */
  readonly lawParameters: LawParameters;
  readonly readFile: ReadFile;
  /** MUST throw an error named `PnmlError` for what is wrong with the text; its `vi` is the message in Vietnamese. */
  readonly readNet: (pnml: string) => PetriNet;
}
