import { grantWords, may } from '@hoso/contracts';
import { z } from 'zod';
import { refusals } from './open-api-refusals.ts';
import { tableQuestions } from './served-tables.ts';
import { tableTypes } from './table-files.ts';

/** Numbers as files. */
export function tableFiles() {
  return Object.fromEntries(
    Object.entries(tableQuestions).flatMap(([name, question]) =>
      Object.entries(tableTypes).map(([ending, type]) => [
        `/${name}.${ending}`,
        {
          get: {
            operationId: `Save${name}As${ending.toUpperCase()}`,
            summary: `Every line of ${name} as ${ending.toUpperCase()}`,
            description:
              'Toàn bộ số liệu thành tệp. Each line says as of which event it is. ' +
              `Access: ${grantWords(may.readInOffice)}.`,
            security: [{ token: [] }],
            requestParams: { query: question },
            responses: {
              '200': { description: 'The table', content: { [type]: { schema: z.any() } } },
              ...refusals(),
            },
          },
        },
      ]),
    ),
  );
}
