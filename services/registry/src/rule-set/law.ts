import type { Law, LegalGround, RuleSetRef, RuleSetVersion } from '@hoso/contracts';
import type { RuleSetDocument } from './rule-sets.view.ts';
import { ruleSetInForce } from './rule-sets.view.ts';

/**
 * What rule sets say together: where two say something, the one for a sector goes before, then the one that is in force
 * since later. Nothing where none of them says which forms and which codes dossiers have.
 */
export function lawOf(ruleSets: readonly RuleSetVersion[]): Law | undefined {
  const ordered = ruleSets.toSorted(byPrecedence);
  const forms = ordered.findLast((one) => one.forms)?.forms;
  const codeFormat = ordered.findLast((one) => one.codeFormat)?.codeFormat;
  const systemOwner = ordered.findLast((one) => one.systemOwner)?.systemOwner;
  if (!forms || !codeFormat) return undefined;
  const grounds = new Map<string, LegalGround>();
  for (const ground of ordered.flatMap((one) => one.grounds)) grounds.set(ground.code, ground);
  return {
    bound: {
      ruleSets: ordered.map(({ id, version }) => ({ id, version })),
      forms: forms.value.set,
      codeFormat: codeFormat.value,
    },
    parameters: Object.assign({}, ...ordered.map(({ parameters }) => parameters)),
    forms,
    codeFormat,
    ...(systemOwner ? { systemOwner } : {}),
    grounds: [...grounds.values()],
  };
}

/** The versions in force on a local date, for every dossier or for those of a sector. */
export function ruleSetsInForce(
  documents: readonly RuleSetDocument[],
  on: string,
  sector?: string,
): readonly RuleSetVersion[] {
  return documents.flatMap((document) => {
    const version = ruleSetInForce(document, on);
    return version && concerns(version, sector) ? [version] : [];
  });
}

/** `nd61-2018.3,nd297-2025.1` */
export function boundRefs(text: string): readonly RuleSetRef[] {
  return text.split(',').map((ref) => {
    const [id = '', version] = ref.split('.');
    return { id, version: Number(version) };
  });
}

function concerns({ scope }: RuleSetVersion, sector: string | undefined): boolean {
  return scope.kind === 'general' || (sector !== undefined && scope.sectors.includes(sector));
}

function byPrecedence(one: RuleSetVersion, other: RuleSetVersion): number {
  const order = keyOf(one);
  return order < keyOf(other) ? -1 : 1;
}

function keyOf({ id, scope, effectiveFrom }: RuleSetVersion): string {
  return `${scope.kind === 'general' ? 0 : 1} ${effectiveFrom} ${id}`;
}
