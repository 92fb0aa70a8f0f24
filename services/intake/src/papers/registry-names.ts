import { type LocalDate, type ProcedureCode, type ProcedureVersion, type UnitId, unitAt } from '@hoso/contracts';
import { isDomainError } from '@hoso/event-sourcing';
import type { RegistryFacts } from '../registry-facts.ts';

/** A procedure as papers name it. */
export type NamedProcedure = Pick<ProcedureVersion, 'code' | 'documents'> & { readonly name: string };

/** Names for papers, in Vietnamese. What the registry does not know is called by its code: a paper is still one. */
export interface RegistryNames {
  /** As they were called on a local date. */
  units(ids: ReadonlySet<UnitId>, on: LocalDate): Promise<(id: UnitId) => string>;
  procedure(code: ProcedureCode, on: LocalDate): Promise<NamedProcedure>;
}

export function registryNames(registry: Pick<RegistryFacts, 'unit' | 'procedure'>): RegistryNames {
  return {
    units: async (ids, on) => {
      const named = await Promise.all(
        Array.from(
          ids,
          async (id) =>
            [
              id,
              await known(
                unitAt(registry.unit, id, on).then(({ name }) => name.vi),
                id,
              ),
            ] as const,
        ),
      );
      const names = new Map(named);
      return (id) => names.get(id) ?? id;
    },
    procedure: (code, on) =>
      known(
        registry.procedure(code, on).then(({ name, documents }) => ({ code, name: name.vi, documents })),
        { code, name: code, documents: [] },
      ),
  };
}

/** Only what does not exist may be called otherwise: who cannot be asked now has to be asked again. */
async function known<Value>(asked: Promise<Value>, otherwise: Value): Promise<Value> {
  try {
    return await asked;
  } catch (error) {
    if (isDomainError(error)) return otherwise;
    throw error;
  }
}
