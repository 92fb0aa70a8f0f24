import type { WorkingCalendar } from '@hoso/working-time';

export interface DossierEvent {
  readonly position: number;
  readonly type: string;
  readonly stream: string;
  readonly occurredAt: number;
  readonly recordedAt: number;
  readonly actor: { readonly id: string; readonly role: string; readonly unit: string };
  readonly data: unknown;
}
export interface RuleFacts {
  calendar(id: string, version: number): WorkingCalendar | undefined;
  readonly logKind: 'live' | 'simulated' | 'imported';
}
export interface DossierFinding {
  readonly rule: string;
  readonly ruleSet: { readonly id: string; readonly version: number; readonly effectiveFrom: string };
  readonly positions: readonly number[];
  readonly certainAt: number;
  readonly person?: string;
  readonly unit?: string;
  readonly lawful: { readonly vi: string; readonly en: string };
  readonly facts: Readonly<Record<string, string | number>>;
}
export interface JudgedDossier {
  readonly findings: readonly DossierFinding[];
  readonly wakeAt?: number;
}
export interface LawRule {
  readonly id: string;
  readonly name: { readonly vi: string; readonly en: string };
  readonly article: string;
  readonly severity: 'H' | 'M' | 'L';
}
export interface LawRuleSet {
  readonly id: string;
  readonly version: number;
  readonly effectiveFrom: string;
  readonly rules: readonly LawRule[];
}
export interface DossierJudge {
  readonly initial: JudgedDossier;
  eat(state: JudgedDossier, event: DossierEvent): JudgedDossier;
  tick(state: JudgedDossier, at: number): JudgedDossier;
  inOrder(state: JudgedDossier, event: DossierEvent): boolean;
  ruleOf(finding: Pick<DossierFinding, 'rule' | 'ruleSet'>): LawRule | undefined;
}
export declare function compileLawRules(sets: readonly LawRuleSet[], facts: RuleFacts): DossierJudge;
