import { PublishProcedure } from '@hoso/contracts';
import { commandsOf, seedCommands } from '@hoso/registry';
import type { z } from 'zod';

type Content = z.output<typeof PublishProcedure.data>;

const shipped = seedCommands()
  .filter(({ type }) => type === PublishProcedure.name)
  .map(({ data }) => PublishProcedure.data.parse(data));

const marriage = '1.000894';

/**
 * Marriage registration on the list of what goes by post, although both have to appear: the portal's page lists it, and
 * what is shipped does not follow it there (QĐ 45/2016 Đ1.2). Registered in simulated logs alone.
 */
const listedForPost = shipped
  .filter(({ code }) => code === marriage)
  .map(
    (shippedOne): Content => ({
      ...shippedOne,
      effectiveFrom: '2022-01-01',
      terms: { ...shippedOne.terms, post: { unit: 'workingDays', amount: 1 } },
      presenceRequired: true,
      assumed: ['For the simulation: listed for the post as on the page, although both must be present'],
    }),
  );

/** Every procedure that takes part, by its code, as it is in the quarter. */
export const provinceProcedures: ReadonlyMap<string, Content> = new Map(
  [...shipped, ...listedForPost].map((content) => [content.code, content]),
);
/** What publishes those that are not shipped so. */
export const procedureCommands = commandsOf({ calendars: [], units: [], procedures: listedForPost, ruleSets: [] });
