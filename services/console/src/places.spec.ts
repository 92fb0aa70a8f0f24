import {
  admits,
  ListFindings,
  ListInspections,
  ListPetitions,
  ListUnitLoads,
  ListWork,
  Role,
  routes,
  ShowFigures,
} from '@hoso/contracts';
import { describe, expect, it } from '@jest/globals';
import { placesFor, rolesOf } from './places.ts';

const queries = {
  units: ListUnitLoads,
  findings: ListFindings,
  figures: ShowFigures,
  inspections: ListInspections,
  petitions: ListPetitions,
  work: ListWork,
};

describe('The places of the page', () => {
  it.each(Object.entries(queries))('lead to %s whoever its route admits, and nobody else', (place, query) => {
    const route = routes.find((one) => 'query' in one && one.query === query);
    const admitted = Role.options.filter((role) => route && admits(route.access, role));
    const shown = Role.options.filter((role) => placesFor(role).some((one) => one === place));
    expect(shown).toEqual(admitted);
    expect(Object.keys(rolesOf).sort()).toEqual(Object.keys(queries).sort());
  });
});
