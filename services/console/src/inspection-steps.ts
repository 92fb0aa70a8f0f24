import type { Actor, Inspection } from '@hoso/contracts';

/** What can be done about an inspection, each by the part of its address that takes it. */
export const inspectionSteps = [
  'sample',
  'checks',
  'findings',
  'announcement',
  'replies',
  'measures',
  'closing',
  'reports',
  'follow-ups',
] as const;
export type InspectionStep = (typeof inspectionSteps)[number];

const heads: readonly string[] = ['head', 'one-stop-head'];

/**
 * What somebody may do about an inspection as it stands; the platform decides, this only says what to offer. By those
 * who conduct it, and by the heads of units that it is about.
 */
export function stepsOf(inspection: Inspection, actor: Actor): readonly InspectionStep[] {
  const { status, announced, checklist, findings, measures } = inspection;
  const isOpen = status === 'open';
  const isTheirs = ({ unit }: { readonly unit: string }): boolean => heads.includes(actor.role) && unit === actor.unit;
  const may: Readonly<Record<InspectionStep, boolean>> = {
    sample: isOpen && conducts(inspection, actor),
    checks: isOpen && conducts(inspection, actor) && checklist.length > 0,
    findings: isOpen && conducts(inspection, actor),
    announcement: isOpen && conducts(inspection, actor) && !announced,
    replies: isOpen && findings.some(isTheirs),
    measures: isOpen && conducts(inspection, actor),
    closing: isOpen && conducts(inspection, actor),
    reports: measures.some(isTheirs),
    'follow-ups': conducts(inspection, actor) && measures.length > 0,
  };
  return inspectionSteps.filter((step) => may[step]);
}

/** The step whose turn it is; none where everything is done. */
export function nextStep(inspection: Inspection, steps: readonly InspectionStep[]): InspectionStep | undefined {
  const { sample, checklist, checks, announced, findings, measures } = inspection;
  const waits: Readonly<Record<InspectionStep, boolean>> = {
    sample: sample === undefined,
    checks: checklist.some((_, place) => !checks.some(({ item }) => item === place + 1)),
    // Whatever was looked at is worth a word; one is not made to find something.
    findings: false,
    announcement: !announced && findings.length > 0,
    replies: findings.some(({ reply }) => reply === undefined),
    measures: findings.some(({ finding }) => !measures.some((one) => one.finding === finding)),
    closing: true,
    reports: measures.some(({ report }) => report === undefined),
    'follow-ups': measures.some(({ followUp }) => followUp?.outcome !== 'done'),
  };
  return steps.find((step) => waits[step]);
}

function conducts({ self, conductedBy }: Inspection, { role, unit }: Actor): boolean {
  return unit === conductedBy && (self ? heads.includes(role) : role === 'inspector');
}
