import { refuse, requireUnit, unlessInsisted } from '@hoso/contracts';
import { at, early, unfinished } from './case-authority.ts';
import type { CaseCommandOf } from './case-command.ts';
import type { Begun, CaseEvent } from './case-state.ts';

/**
 * A mistaken entry is set right by a new event, never by an edit: by who made it, or by the head. What has a way back
 * of its own (a result, a stop) goes that way.
 */
export function correctEntry(command: CaseCommandOf<'CorrectCaseEntry'>, state: Begun): readonly CaseEvent[] {
  const { actor, data, insist } = command;
  requireUnit(actor, state.opened.agency, state.opened.oneStop);
  const { of, why } = data;
  const step = state.done.find(({ version }) => version === of);
  const verification = state.papers.verification?.entry;
  const entry = step ?? (verification?.version === of ? verification : undefined);
  if (!entry) return state.corrected.includes(of) ? [] : refuse('NotCorrectable', { of });
  unfinished(state);
  const isOwn = entry.by === actor.id || actor.role === 'head';
  const insisted = unlessInsisted(
    insist,
    isOwn ? undefined : { code: 'NotYourEntry', params: { by: entry.by } },
    early(command, state),
  );
  const which = step ? ({ entry: 'StepCompleted', step: step.step } as const) : ({ entry: 'Verified' } as const);
  return [{ type: 'EntryCorrected', data: { ...at(command), of, ...which, why, ...insisted } }];
}
