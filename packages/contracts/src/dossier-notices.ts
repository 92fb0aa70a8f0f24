import { eventType } from '@hoso/event-sourcing';
import { z } from 'zod';
import { Insisted } from './actor.ts';
import { commandType } from './command-type.ts';
import { dossierSubject } from './intake-subject.ts';
import { Instant } from './scalars.ts';

/** How an applicant is told (61 Đ19.9, Đ20.4). */
export const NoticeMeans = z
  .enum(['sms', 'email', 'phone', 'social-network', 'letter', 'in-person'])
  .meta({ id: 'NoticeMeans' });
export type NoticeMeans = z.infer<typeof NoticeMeans>;

/** The result is there before its day, and the applicant is told so beforehand (61 Đ20.4; V29). */
export const NotifyEarlyResult = commandType(
  'NotifyEarlyResult',
  dossierSubject,
  z.strictObject({ means: NoticeMeans }),
);
/** The date was moved, and the applicant is told the new one (61 Đ19.9; V08). */
export const NotifyReAppointment = commandType(
  'NotifyReAppointment',
  dossierSubject,
  z.strictObject({ means: NoticeMeans }),
);
/** The result is there, and the applicant is told so (QĐ 45/2016 Đ8.4; V42). */
export const NotifyResult = commandType('NotifyResult', dossierSubject, z.strictObject({ means: NoticeMeans }));
export const noticeCommands = [NotifyEarlyResult, NotifyReAppointment, NotifyResult] as const;

/** `dueAt`: the appointment as it was then. */
const told = z.strictObject({ means: NoticeMeans, dueAt: Instant, insisted: Insisted.optional() });
export const EarlyResultNotified = eventType('EarlyResultNotified', told);
export const ReAppointmentNotified = eventType('ReAppointmentNotified', told);
/** `finishedAt`: which result it was, where one was recalled. */
export const ResultNotified = eventType(
  'ResultNotified',
  z.strictObject({ means: NoticeMeans, finishedAt: Instant, insisted: Insisted.optional() }),
);
export const noticeTypes = [EarlyResultNotified, ReAppointmentNotified, ResultNotified] as const;
