import { beforeEach, describe, expect, it } from '@jest/globals';
import { refuse } from '@hoso/contracts';
import { keep, type Shelf, shelf } from '../../test/figures-shelf.ts';
import { told } from '../../test/story.ts';
import { requireKnown } from './require-known.ts';

const registered = {
  requireUnit: async (id: string) => (id === 'quiet-office' ? id : refuse('UnitNotFound', { id })),
  requireOfficer: async (person: string) =>
    person === 'officer-quiet' ? person : refuse('PersonNotFound', { person }),
};

describe('A unit or an officer that figures are asked of', () => {
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
  ])('is taken where it was counted, or is registered: %p', (names) => expect(asked(names)).resolves.toBeUndefined());

  it.each([{ agency: 'ghost' }, { oneStop: 'ghost', agency: 'ha-long-office' }])(
    'is refused where nobody knows it: %p',
    (units) => expect(asked(units)).rejects.toMatchObject({ code: 'UnitNotFound', params: { id: 'ghost' } }),
  );

  it('is refused where no officer is called so', () =>
    expect(asked({ officer: 'ghost', agency: 'ha-long-office' })).rejects.toMatchObject({
      ...{ code: 'PersonNotFound', params: { person: 'ghost' } },
    }));
});
