import { beforeEach, describe, expect, it } from '@jest/globals';
import { refuse } from '@hoso/contracts';
import { keep, type Shelf, shelf } from '../../test/figures-shelf.ts';
import { told } from '../../test/story.ts';
import { requireKnown } from './require-known.ts';

const registered = {
  requireUnit: async (id: string) => (id === 'quiet-office' ? id : refuse('UnitNotFound', { id })),
  requireProcedure: async (code: string) =>
    code === '1.000656' ? code : refuse('ProcedureNotFound', { code, on: '' }),
  requireOfficer: async (person: string) =>
    person === 'officer-quiet' ? person : refuse('PersonNotFound', { person }),
};

describe('What figures are asked of', () => {
  let here: Shelf;
  beforeEach(async () => {
    here = await shelf();
    const { submitted, received, transferred, opened, assigned } = told;
    for (const event of [submitted, received, transferred, opened, assigned])
      await keep(here.store, { dossier: 1, event });
    await here.follow();
  });
  const asked = (names: Parameters<typeof requireKnown>[1]) => requireKnown(here.ports, names, registered);

  it.each([
    {},
    { agency: 'ha-long-office' },
    { oneStop: 'ha-long-one-stop', agency: 'ha-long-office' },
    { agency: 'quiet-office' },
    { officer: 'officer-0802', agency: 'ha-long-office' },
    { officer: 'officer-quiet' },
    { procedure: told.submitted.data.procedure },
    { procedure: '1.000656' },
  ])('is taken where it was counted, or is registered: %p', (names) => expect(asked(names)).resolves.toBeUndefined());

  it.each([{ agency: 'ghost' }, { oneStop: 'ghost', agency: 'ha-long-office' }])(
    'is refused where nobody knows it: %p',
    (units) => expect(asked(units)).rejects.toMatchObject({ code: 'UnitNotFound', params: { id: 'ghost' } }),
  );

  it('is refused where no officer is called so', () =>
    expect(asked({ officer: 'ghost', agency: 'ha-long-office' })).rejects.toMatchObject({
      ...{ code: 'PersonNotFound', params: { person: 'ghost' } },
    }));

  it('is refused where it is no procedure', () =>
    expect(asked({ procedure: '9.999999' })).rejects.toMatchObject({
      ...{ code: 'ProcedureNotFound', params: { code: '9.999999' } },
    }));
});
