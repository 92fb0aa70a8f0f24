import type { findingEventTypes, PersonalDataRead } from '../audit-events.ts';
import { dismissalGrounds } from '../findings.ts';
import { type Said, type WordingsOf, wording } from './wording.ts';

const purposes: Readonly<Record<'casework' | 'inspection' | 'own-dossier', Said>> = {
  casework: ['để giải quyết hồ sơ', 'for casework'],
  inspection: ['để thanh tra, kiểm tra', 'for an inspection'],
  'own-dossier': ['xem hồ sơ của chính mình', 'of their own dossier'],
};

/** The words of what audit records in its own log. */
export const auditWords: WordingsOf<(typeof findingEventTypes)[number] | typeof PersonalDataRead> = {
  FindingRaised: wording('Phát hiện vi phạm', 'Finding raised', ({ rule, name, article }) => [
    `${rule}: ${name.vi} (${article})`,
    `${rule}: ${name.en} (${article})`,
  ]),
  FindingWithdrawn: wording('Rút phát hiện', 'Finding withdrawn', () => [
    'Thông tin ghi nhận sau đã giải thích',
    'What was recorded later explains it',
  ]),
  FindingConfirmed: wording('Xác nhận phát hiện', 'Finding confirmed', () => [
    'Đã xem chứng cứ: đúng là vi phạm',
    'The evidence was looked at: it is a breach',
  ]),
  FindingDismissed: wording('Bác bỏ phát hiện', 'Finding dismissed', ({ ground }) => [
    `Đã xem chứng cứ: không phải vi phạm, ${ground ? dismissalGrounds[ground].vi : 'có nêu lý do'}`,
    `The evidence was looked at: it is no breach, ${ground ? dismissalGrounds[ground].en : 'for the reason given'}`,
  ]),
  PersonalDataRead: wording('Đọc dữ liệu cá nhân', 'Personal data read', ({ dossiers, purpose }) => [
    `${dossiers.length} hồ sơ, ${purposes[purpose][0]}`,
    `${dossiers.length} dossiers, ${purposes[purpose][1]}`,
  ]),
};
