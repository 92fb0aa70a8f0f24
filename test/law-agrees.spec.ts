import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { root } from './tree.ts';

// The rules and the registry tell the same numbers of the law: what deciders read there is what rules judge by.

const Registry = z.array(
  z.looseObject({
    id: z.string(),
    effectiveFrom: z.string(),
    parameters: z.record(z.string(), z.looseObject({ value: z.unknown() })),
  }),
);
const Rules = z.looseObject({ effectiveFrom: z.string(), rules: z.array(z.looseObject({ id: z.string() })) });

/** A parameter of the registry's rule sets, and where a rule has it. */
const told = [
  ['receptionAnswerHours', 'V16', 'workingHours'],
  ['transferSameDayUntil', 'V17', 'counter.sameDayUntil'],
  ['transferMinutesAfterOpening', 'V17', 'counter.minutesAfterOpening'],
  ['onlineTransferMinutes', 'V17', 'online.workingMinutes'],
  ['supplementRequestsMax', 'V09', 'most'],
  ['appraisalSupplementDays', 'V10', 'workingDays'],
  ['consultationLateNoticeDays', 'V24', 'workingDays'],
  ['apologyAheadDays', 'V03', 'calendarDays'],
  ['reappointmentsMax', 'V04', 'most'],
  ['reappointmentNoticeDays', 'V08', 'term.amount'],
  ['postalResultNoticeDays', 'V42', 'term.amount'],
  ['reassignmentsMax', 'V47', 'most'],
  ['recordWithinHours', 'V30', 'workingHours'],
  ['backdatedAfterHours', 'V26', 'hours'],
  ['invitationsMin', 'V38', 'invitations'],
  ['invitationsApartDays', 'V38', 'workingDaysApart'],
  ['compensationDays', 'V40', 'term.amount'],
] as const;

function read(...path: readonly string[]): unknown {
  return JSON.parse(readFileSync(join(root, ...path), 'utf8'));
}

function at(value: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce(
      (inner, name) => (typeof inner === 'object' && inner !== null ? Reflect.get(inner, name) : undefined),
      value,
    );
}

describe.each(['nd61-2018', 'nd118-2025'])('The rules of %s', (id) => {
  const { rules } = Rules.parse(read('rules', `${id}.json`));
  const registry = Registry.parse(read('services', 'registry', 'data', 'rule-sets.json'));
  const inForce = registry.filter((set) => set.id === id || set.id === 'qd45-2016');

  it.each(told)("have the registry's %s (%s, %s)", (parameter, rule, path) => {
    const numbers = inForce.flatMap(({ parameters }) => parameters[parameter] ?? []).map(({ value }) => value);
    expect(numbers.length).toBeGreaterThan(0);
    const own = at(
      rules.find((one) => one.id === rule),
      path,
    );
    expect([...new Set(numbers)]).toEqual([own]);
  });
});
