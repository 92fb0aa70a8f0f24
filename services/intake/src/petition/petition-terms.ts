import type { Instant, Law, PetitionKind } from '@hoso/contracts';
import type { WorkingCalendar } from '@hoso/working-time';
import { lawfulDue } from '../dossier/lawful-due.ts';
import type { Begun } from './petition-state.ts';

/** What a term is counted by; nothing where nobody may ask. */
interface Counted {
  readonly occurredAt: Instant;
  readonly law?: Law | undefined;
  readonly calendar?: WorkingCalendar | undefined;
}
type TermName = Extract<keyof Law['parameters'], `${'petition' | 'complaint'}${string}Term`>;

/** What is waited for where it lies now, and until when: a complaint is accepted first. */
export function firstDue(counted: Counted, kind: PetitionKind) {
  return kind === 'complaint'
    ? { awaits: 'acceptance' as const, ...dated(count(counted, 'complaintAcceptTerm', counted.occurredAt)) }
    : answerDue(counted, kind);
}

export function answerDue(counted: Counted, kind: PetitionKind) {
  return { awaits: 'answer' as const, ...dated(count(counted, `${kind}AnswerTerm`, counted.occurredAt)) };
}

/** The longest that it may take, from where its term began. */
export function extendedDue(counted: Counted, { received, startAt }: Begun): { readonly dueAt?: Instant } {
  return dated(count(counted, `${received.kind}ExtendedTerm`, startAt));
}

/** By when it had to be forwarded, from its reception. */
export function forwardDue(counted: Counted, { receivedAt }: Begun): { readonly forwardDueAt?: Instant } {
  const forwardDueAt = count(counted, 'petitionForwardTerm', receivedAt);
  return forwardDueAt === undefined ? {} : { forwardDueAt };
}

function dated(dueAt: Instant | undefined): { readonly dueAt?: Instant } {
  return dueAt === undefined ? {} : { dueAt };
}

function count({ law, calendar }: Counted, name: TermName, startAt: Instant): Instant | undefined {
  const term = law?.parameters[name]?.value;
  return term && calendar ? lawfulDue(calendar, term, startAt) : undefined;
}
