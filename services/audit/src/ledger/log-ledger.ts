import { refuse } from '@hoso/contracts';
import { DomainError, type EventStore } from '@hoso/event-sourcing';
import { NotProven } from '@hoso/merkle-log';
import type { Logs } from '../audit-ports.ts';
import { namedLog, whole } from '../logs/named-log.ts';
import type { Ledger, Sealed } from './ledger.ts';
import type { LedgerFiles } from './ledger-files.ts';
import type { Ledgers } from './ledgers.ts';

/** What questions about ledgers are answered from. */
export interface LedgerParts {
  readonly logs: Logs;
  readonly ledgers: Ledgers;
}

/** A log with its ledger. */
export interface LogLedger {
  readonly name: string;
  readonly store: EventStore;
  readonly ledger: Ledger;
  readonly files: LedgerFiles;
  /** Sealed by itself, as events come. */
  readonly isFollowed: boolean;
}

/** Refuses what `namedLog` and `whole` refuse. */
export async function ledgerOf({ logs, ledgers }: LedgerParts, log: string | undefined): Promise<LogLedger> {
  const { info, store } = await whole(await namedLog(logs, log));
  return { name: info.name, store, isFollowed: info.default, ...ledgers.of(info.name, store) };
}

/**
 * Seals a log up to a size, by default all of it, where that has not happened yet. Refuses `LedgerTooShort` beyond the
 * log's head, and `LedgerBroken` where ledger and log do not fit each other.
 */
export async function sealedUpTo({ name: log, store, ledger }: LogLedger, size?: number): Promise<Sealed> {
  const head = await store.head();
  const wanted = size ?? head;
  if (wanted > head) refuse('LedgerTooShort', { log, sealed: head, size: wanted });
  try {
    let sealed = await ledger.sealed();
    while (sealed.size < wanted) sealed = await ledger.seal();
    return sealed;
  } catch (error) {
    if (!(error instanceof NotProven)) throw error;
    return refuse('LedgerBroken', { log, ...paramsOf(error) });
  }
}

/** What is not proven as a refusal. */
export async function provenOrRefused<Answer>(work: () => Promise<Answer>): Promise<Answer> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof NotProven ? new DomainError('NotProven', paramsOf(error)) : error;
  }
}

function paramsOf({ field, words }: NotProven) {
  return { field, reason: words.en, reasonVi: words.vi };
}
