import { z } from 'zod';
import type { CourseReception } from './course.ts';
import { type DossierEvent, textOf } from './dossier-event.ts';
import type { LawBreach, LawMachine, Moment, Seen } from './law-machine.ts';
import { EventName, ruleHead } from './rule-head.ts';

const roles = z.array(z.string().min(1)).min(1);

/**
 * Every act is done by a role it is given to: a step by its own, a decision by the role that signs, and the acts named
 * here by theirs. Nobody approves a dossier that he received or worked on himself. Where one-stop staff may resolve the
 * case themselves (61 Đ17.5) they stand in for every role, and their own work is theirs to approve. The platform
 * records what others did. One breach for each act and role, and for each person who approved his own work.
 */
export const AuthorisedActors = z.strictObject({
  ...ruleHead,
  template: z.literal('authorised-actors'),
  acts: z.record(EventName, roles),
  decisions: z.array(EventName).min(1),
  /** What is the signer's to do as well, and approves nothing. */
  signed: z.array(EventName).default([]),
  counterRoles: roles,
  approvingRole: z.string().min(1),
});
type AuthorisedActors = z.infer<typeof AuthorisedActors>;

export const authorisedActorsFacts = ['act', 'role', 'allowed', 'because'] as const;

export function authorisedActors(rule: AuthorisedActors): LawMachine {
  return {
    types: [...new Set(['StepCompleted', ...rule.decisions, ...rule.signed, ...Object.keys(rule.acts)])],
    eat: (seen, moment) => {
      const { event, before } = moment;
      const act = actOf(rule, event, before.reception);
      if (!act || event.actor.role === 'system') return { seen, breaches: [] };
      const role = wrongRole(rule, act, seen, moment);
      const own = act.isApproval ? ownWork(before.reception, seen, event) : undefined;
      const breaches = [role, own].filter((breach) => breach !== undefined);
      const told = breaches.map((breach) => ({ key: toldKey(breach.because, act.name, event), ...breach }));
      const fresh = told.filter(({ key }) => !has(seen, key));
      return {
        seen: remember(seen, event, [...fresh.map(({ key }) => key), workKey(act, event)]),
        breaches: fresh.map(({ positions, because }) => ({
          positions,
          facts: { act: act.name, role: event.actor.role, allowed: act.allowed.join(', '), because },
        })),
      };
    },
  };
}

interface Act {
  /** The step, or the type of the event. */
  readonly name: string;
  readonly allowed: readonly string[];
  readonly isApproval: boolean;
  readonly isStep: boolean;
}

function actOf(rule: AuthorisedActors, event: DossierEvent, reception: CourseReception | undefined): Act | undefined {
  const { type } = event;
  const { approvingRole } = rule;
  if (type === 'StepCompleted') {
    const step = reception?.steps.find(({ code }) => code === textOf(event, 'step'));
    if (!step) return undefined;
    return { name: step.code, allowed: [step.role], isApproval: step.role === approvingRole, isStep: true };
  }
  const isDecision = rule.decisions.includes(type);
  if (!isDecision && !rule.signed.includes(type))
    return { name: type, allowed: rule.acts[type] ?? [], isApproval: false, isStep: false };
  if (!reception) return undefined;
  const signs = reception.steps.some(({ role }) => role === approvingRole)
    ? approvingRole
    : (reception.steps.at(-1)?.role ?? approvingRole);
  return { name: type, allowed: [signs], isApproval: isDecision, isStep: false };
}

interface Fault extends Pick<LawBreach, 'positions'> {
  readonly because: 'role' | 'own-work';
}

/** Who signed has been judged by that: the decision is the same signature. */
function wrongRole(rule: AuthorisedActors, act: Act, seen: Seen, { event, before }: Moment): Fault | undefined {
  const { role, id } = event.actor;
  const standIn = before.reception?.clerkMayProcess === true && rule.counterRoles.includes(role);
  const signed = act.isApproval && !act.isStep && has(seen, `signed ${id}`);
  // Whoever signs for the head is recorded with the capacity in which he does.
  const forHead = act.allowed.includes(rule.approvingRole) && textOf(event, 'capacity') !== undefined;
  if (act.allowed.includes(role) || standIn || signed || forHead) return undefined;
  return { because: 'role', positions: [event.position] };
}

function ownWork(
  reception: CourseReception | undefined,
  seen: Seen,
  { actor, position }: DossierEvent,
): Fault | undefined {
  if (!reception || reception.clerkMayProcess) return undefined;
  const work = reception.by === actor.id ? reception : seen.find(({ key }) => key === `did ${actor.id}`);
  return work && { because: 'own-work', positions: [work.position, position] };
}

function toldKey(because: Fault['because'], act: string, { actor }: DossierEvent): string {
  return because === 'own-work' ? `${because} ${actor.id}` : `${because} ${actor.role} ${actor.id} ${act}`;
}

function workKey({ isApproval, isStep }: Act, { actor }: DossierEvent): string | undefined {
  if (!isStep) return undefined;
  return isApproval ? `signed ${actor.id}` : `did ${actor.id}`;
}

function has(seen: Seen, key: string): boolean {
  return seen.some((one) => one.key === key);
}

function remember(seen: Seen, { position, occurredAt: at }: DossierEvent, keys: readonly (string | undefined)[]): Seen {
  const fresh = keys.flatMap((key) => (key === undefined || has(seen, key) ? [] : [{ position, key, at }]));
  return fresh.length === 0 ? seen : [...seen, ...fresh];
}
