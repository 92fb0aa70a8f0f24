import type { TrialOutcome } from './run-trial.ts';

/** How long it took to serve again after faults of one kind; `undefined` where it did not. */
export type Recoveries = ReadonlyMap<string, readonly (number | undefined)[]>;

const shownMax = 40;

/** What a run came to, for people. */
export function reported(outcome: TrialOutcome, recoveries: Recoveries): string {
  const { breaches, surprises, restless, endings } = outcome;
  const count = (...kinds: readonly string[]): number => breaches.filter(({ kind }) => kinds.includes(kind)).length;
  const rows = Array.from(recoveries, ([kind, ms]) => {
    const known = ms.filter((one) => one !== undefined).sort((one, other) => one - other);
    const never = ms.length - known.length;
    const middle = seconds(known[Math.floor(known.length / 2)]);
    const last = `${seconds(known.at(-1))}${never > 0 ? `, ${never} never` : ''}`;
    return `  ${kind.padEnd(26)}${String(ms.length).padStart(5)}   ${middle.padStart(8)}   ${last.padStart(8)}`;
  });
  return [
    `${'  fault'.padEnd(28)}times  recovered, middle    longest`,
    ...rows,
    '',
    `  events in the log      ${outcome.events}`,
    `  dossiers lived         ${outcome.lives}`,
    `  commands acknowledged  ${outcome.acknowledged}`,
    `  refused                ${outcome.refused}`,
    `  attempts unanswered    ${outcome.unanswered}`,
    `  refused, then done     ${outcome.late}, while an attempt before had no answer`,
    `  commands of policies   ${outcome.policyCommands}`,
    `  documents compared     ${outcome.documents}`,
    '',
    `  lost                   ${count('lost')}`,
    `  doubled                ${count('doubled')}`,
    `  disordered             ${count('disordered')}`,
    `  refused, yet recorded  ${count('refused, yet recorded')}`,
    `  views that differ      ${count('differs')}`,
    `  refused without cause  ${surprises.length}`,
    `  not at rest again      ${restless.length}`,
    `  ended by themselves    ${endings.length}`,
    ...listed(breaches.map(({ kind, what }) => `${kind}: ${what}`)),
    ...listed(surprises),
    ...listed(restless),
    ...listed(endings),
  ].join('\n');
}

/** Whether everything was as it must be. */
export function isClean({ breaches, surprises, restless, endings }: TrialOutcome): boolean {
  return [breaches, surprises, restless, endings].every(({ length }) => length === 0);
}

export function seconds(ms: number | undefined): string {
  return ms === undefined ? '-' : `${(ms / 1_000).toFixed(1)} s`;
}

function listed(lines: readonly string[]): readonly string[] {
  const more = lines.length - shownMax;
  return [...lines.slice(0, shownMax).map((line) => `  ! ${line}`), ...(more > 0 ? [`  ! and ${more} more`] : [])];
}
