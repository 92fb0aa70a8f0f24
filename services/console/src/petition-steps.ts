import type { Actor, PetitionSummary, Role } from '@hoso/contracts';

/** What can be done about a petition, each by the part of its address that takes it. */
export const petitionSteps = [
  'acceptance',
  'assignment',
  'answer',
  'extension',
  'forwarding',
  'withdrawal',
  'rating',
] as const;
export type PetitionStep = (typeof petitionSteps)[number];

const heads: readonly Role[] = ['head', 'one-stop-head'];
/** Who takes petitions in and answers them. */
export const petitionHandlers: readonly Role[] = ['clerk', 'officer', 'coordinator', ...heads];

/**
 * What somebody may do about a petition as it stands; the platform decides, this only says what to offer. A unit where
 * it lies handles it, its head takes complaints; the petitioner, or for him whoever received it, withdraws and rates.
 */
export function stepsOf(petition: PetitionSummary, { role, unit }: Actor): readonly PetitionStep[] {
  const { kind, status, awaits, extensions, rating } = petition;
  const isOpen = status === 'open';
  const handles = petitionHandlers.includes(role) && unit === petition.unit;
  const leads = handles && heads.includes(role);
  const speaks = role === 'applicant' || handles || (petitionHandlers.includes(role) && unit === petition.receivedBy);
  const may: Readonly<Record<PetitionStep, boolean>> = {
    acceptance: isOpen && leads && awaits === 'acceptance',
    assignment: isOpen && leads,
    answer: isOpen && awaits === 'answer' && (kind === 'complaint' ? leads : handles),
    extension: isOpen && leads && awaits === 'answer' && extensions === 0,
    forwarding: isOpen && handles,
    withdrawal: isOpen && speaks,
    rating: status === 'answered' && speaks && rating === undefined,
  };
  return petitionSteps.filter((step) => may[step]);
}

/** The step whose turn it is; none where everything is done. */
export function nextStep(
  { officer }: Pick<PetitionSummary, 'officer'>,
  steps: readonly PetitionStep[],
): PetitionStep | undefined {
  const waits: readonly PetitionStep[] = [
    'acceptance',
    ...(officer === undefined ? assigning : []),
    'answer',
    'rating',
  ];
  return waits.find((step) => steps.includes(step));
}

const assigning = ['assignment'] as const;
