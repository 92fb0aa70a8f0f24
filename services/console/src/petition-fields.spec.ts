import { AnswerPetition, AssignPetition, ForwardPetition, RatePetition, ReceivePetition } from '@hoso/contracts';
import { describe, expect, it } from '@jest/globals';
import { contentOf } from './fields.ts';
import { receivedContent, receivingFields, stepFields } from './petition-fields.ts';
import { en } from './words/en.ts';
import { vi } from './words/vi.ts';

const clerk = { id: 'clerk-0701', role: 'clerk', unit: 'ha-long-one-stop' } as const;

describe('What is typed of a petition', () => {
  it.each([vi, en])('is a command that the platform takes, begun with what is usual', (t) => {
    const draft = {
      ...{ text: 'Chờ đã lâu', dossiers: '019d2bfd-3fe0-7abc-b9d6-5e9e20d6eef7' },
      ...{ petitionerName: 'Nguyễn Thị Hoa', petitionerPhone: '0912 345 678' },
    };
    const content = receivedContent(contentOf(receivingFields(t, clerk), draft));
    expect(ReceivePetition.data.parse(content)).toEqual({
      ...{ kind: 'petition', topic: 'delay', channel: 'counter', unit: clerk.unit, text: draft.text },
      dossiers: [draft.dossiers],
      petitioner: { kind: 'citizen', name: draft.petitionerName, phone: draft.petitionerPhone },
    });
  });

  it('is online where the petitioner writes himself, and begins with no unit', () => {
    const fields = receivingFields(vi, { id: 'citizen-1', role: 'applicant', unit: 'public' });
    expect(contentOf(fields, {})).toEqual({
      ...{ kind: 'petition', topic: 'delay', channel: 'online', petitionerKind: 'citizen' },
    });
  });

  it.each([
    [AnswerPetition, 'answer', { answer: 'Đã giải quyết' }],
    [AssignPetition, 'assignment', { officer: 'officer-0802' }],
    [ForwardPetition, 'forwarding', { unit: 'mong-cai-office', reason: 'Đúng thẩm quyền' }],
    [RatePetition, 'rating', { rating: '3' }],
  ] as const)('is each step’s own: %p', (type, step, draft) =>
    expect(type.data.safeParse(contentOf(stepFields(step, vi), draft)).success).toBe(true),
  );
});
