import { beforeEach, describe, expect, it } from '@jest/globals';
import { refuse } from '@hoso/contracts';
import { keep, type Shelf, shelf } from '../../test/figures-shelf.ts';
import { told } from '../../test/story.ts';
import { requireUnits } from './require-units.ts';

const registered = async (id: string) => (id === 'quiet-office' ? id : refuse('UnitNotFound', { id }));

describe('A unit that figures are asked of', () => {
  let here: Shelf;
  beforeEach(async () => {
    here = await shelf();
    const { submitted, received, transferred, opened } = told;
    for (const event of [submitted, received, transferred, opened]) await keep(here.store, { dossier: 1, event });
    await here.follow();
  });
  const asked = (units: Parameters<typeof requireUnits>[1]) => requireUnits(here.ports, units, registered);

  it.each([
    {},
    { agency: 'ha-long-office' },
    { oneStop: 'ha-long-one-stop', agency: 'ha-long-office' },
    { agency: 'quiet-office' },
  ])('is taken where it was counted, or is registered: %p', (units) => expect(asked(units)).resolves.toBeUndefined());

  it.each([{ agency: 'ghost' }, { oneStop: 'ghost', agency: 'ha-long-office' }])(
    'is refused where nobody knows it: %p',
    (units) => expect(asked(units)).rejects.toMatchObject({ code: 'UnitNotFound', params: { id: 'ghost' } }),
  );
});
