import { beforeEach, describe, expect, it } from '@jest/globals';
import { refuse } from '@hoso/contracts';
import { keep, type Shelf, shelf } from '../../test/figures-shelf.ts';
import { told } from '../../test/story.ts';
import { type AskedKnown, requireKnown } from './require-known.ts';

const registered = {
  unit: async (id: string) => (id === 'quiet-office' ? id : refuse('UnitNotFound', { id })),
  procedure: async (code: string) => (code === '1.000656' ? code : refuse('ProcedureNotFound', { code, on: '' })),
};

describe('What figures are asked of', () => {
  let here: Shelf;
  beforeEach(async () => {
    here = await shelf();
    const { submitted, received, transferred, opened } = told;
    for (const event of [submitted, received, transferred, opened]) await keep(here.store, { dossier: 1, event });
    await here.follow();
  });
  const asked = (known: AskedKnown) => requireKnown(here.ports, known, registered);

  it.each([
    {},
    { agency: 'ha-long-office' },
    { oneStop: 'ha-long-one-stop', agency: 'ha-long-office' },
    { agency: 'quiet-office' },
    { procedure: told.submitted.data.procedure },
    { procedure: '1.000656' },
  ])('is taken where it was counted, or is registered: %p', (units) => expect(asked(units)).resolves.toBeUndefined());

  it.each([{ agency: 'ghost' }, { oneStop: 'ghost', agency: 'ha-long-office' }])(
    'is refused where nobody knows it: %p',
    (units) => expect(asked(units)).rejects.toMatchObject({ code: 'UnitNotFound', params: { id: 'ghost' } }),
  );

  it('is refused where it is no procedure', () =>
    expect(asked({ procedure: '9.999999' })).rejects.toMatchObject({
      ...{ code: 'ProcedureNotFound', params: { code: '9.999999' } },
    }));
});
