import { refuse, unlessInsisted } from '@hoso/contracts';
import { atCounter, notInState } from './at-counter.ts';
import type { DossierCommandOf } from './dossier-command.ts';
import type { AnyReceived, Begun, DossierEvent } from './dossier-state.ts';
import type { Part } from './parts.ts';

/** A case of its own, with its own term; the dossier's stands above it. */
export function share(command: DossierCommandOf<'ShareDossier'>, state: Begun): readonly DossierEvent[] {
  const { agencies, data, insist, occurredAt: startAt } = command;
  const breach = atCounter(command, state);
  if (state.status !== 'in-process') return notInState(command, state);
  const { agency, dueAt = state.dueAt } = data;
  if (state.parts.some((part) => part.agency === agency && part.outcome === undefined)) return [];
  const { reception, submission, receivedBy, case: lead } = state;
  const { oneStop } = submission;
  if (agency === state.agency) refuse('AgencyDecides', { agency });
  if (!agencies.includes(agency)) refuse('NotAnAgencyOfUnit', { oneStop, agency });
  if (dueAt <= startAt) refuse('DueDateInPast', { dueAt });
  const insisted = unlessInsisted(
    insist,
    breach,
    dueAt > state.dueAt ? { code: 'DueDateNotLawful', params: { dueAt, lawfulDueAt: state.dueAt } } : undefined,
  );
  const { clerkMayProcess, code, procedure, law, calendar } = reception;
  const facts = { code, procedure: procedure.code, calendar, ...(law ? { law } : {}) };
  const term = { startAt, dueAt, steps: [...stepsOf(reception.steps, data.steps)], clerkMayProcess, receivedBy };
  return [
    { type: 'DossierShared', data: { agency, oneStop, case: state.cases + 1, lead, ...term, ...facts, ...insisted } },
  ];
}

/** Its own steps of the process, in the process's order. */
function stepsOf(steps: AnyReceived['reception']['steps'], codes: readonly string[] | undefined) {
  if (!codes) return steps;
  const unknown = codes.find((code) => !steps.some((step) => step.code === code));
  if (unknown !== undefined) refuse('UnknownStep', { step: unknown });
  return steps.filter(({ code }) => codes.includes(code));
}

/** The part of a further agency, where that case is one. */
export function partOf(state: Begun, number: number): Part | undefined {
  return 'parts' in state ? state.parts.find((part) => part.case === number) : undefined;
}

/** What came of it, once. */
export function recordPart(
  part: Part,
  outcome: NonNullable<Part['outcome']> | 'recalled',
  finishedAt?: string,
): readonly DossierEvent[] {
  if (part.outcome === (outcome === 'recalled' ? undefined : outcome)) return [];
  const when = finishedAt === undefined ? {} : { finishedAt };
  return [{ type: 'PartRecorded', data: { case: part.case, outcome, ...when } }];
}
