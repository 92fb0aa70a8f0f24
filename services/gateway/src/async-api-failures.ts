import { refusals } from '@hoso/contracts';
import { faultNames } from '@hoso/nest';

const params = {
  type: 'object',
  description: 'What the words of the code need.',
  additionalProperties: { type: ['string', 'number', 'boolean'] },
};

/** What answers a request that is not done: `{ "failure": { name, message, details: { code, params } } }`. */
export const failureMessages = {
  Refused: {
    name: 'Refused',
    title: 'The domain says no',
    summary: 'Bị từ chối',
    payload: failure(
      { const: 'DomainError' },
      {
        description: 'Stable; each with its words, English and Vietnamese, and its kind.',
        oneOf: Object.entries(refusals).map(([code, { kind, en, vi }]) => ({
          const: code,
          title: en,
          description: vi,
          'x-kind': kind,
        })),
      },
    ),
  },
  Failed: {
    name: 'Failed',
    title: 'Bad input, no valid token, not now, or our fault',
    summary: 'Dữ liệu sai, chưa xác thực, tạm thời không được hoặc lỗi hệ thống',
    payload: failure({ enum: faultNames.filter((name) => name !== 'DomainError') }, { type: 'string' }),
  },
};

function failure(name: object, code: object): object {
  return {
    type: 'object',
    required: ['failure'],
    properties: {
      failure: {
        type: 'object',
        required: ['name', 'message', 'details'],
        properties: {
          name: { type: 'string', ...name },
          message: { type: 'string' },
          details: { type: 'object', required: ['code', 'params'], properties: { code, params } },
        },
      },
    },
  };
}
