import { z } from 'zod';
import { Applicant } from './applicant.ts';
import { DossierCode, DossierId, Instant, Line, Paragraph, ProcedureCode, ReturnBy } from './scalars.ts';

/** What an applicant is told of. Words for each stand in `packages/notices`. */
export const NoticeTopic = z
  .enum([
    'received',
    'supplement-wanted',
    'refused-at-reception',
    'apology',
    're-appointed',
    'clock-restarted',
    'obligation',
    'stopped',
    'early-result',
    'result-ready',
    'refused',
    'sent-by-post',
    'petition-answered',
  ])
  .meta({ id: 'NoticeTopic' });
export type NoticeTopic = z.infer<typeof NoticeTopic>;

/** By what the platform itself tells somebody: a letter is made out by it, and posted by people. */
export const NotificationMeans = z.enum(['email', 'sms', 'letter']).meta({ id: 'NotificationMeans' });
export type NotificationMeans = z.infer<typeof NotificationMeans>;

/** Vietnamese unless the applicant wishes otherwise. */
export const NoticeLanguage = Applicant.shape.noticeIn.unwrap();
export type NoticeLanguage = z.infer<typeof NoticeLanguage>;

/** What is said, before it is put into words. Absent is what is unknown, or of no matter to the topic. */
export interface Notice {
  readonly topic: NoticeTopic;
  readonly language: NoticeLanguage;
  readonly facts: NoticeFacts;
}

/** What templates may name. What people wrote themselves is personal. */
export interface NoticeFacts {
  readonly applicant: string;
  /** The dossier's legal code; its id while it has none, and that of a petition. */
  readonly code: string;
  readonly procedure?: string | undefined;
  /** Whose notice it is: of a petition the unit that answered. */
  readonly oneStop: string;
  readonly agency?: string | undefined;
  readonly dueAt?: Instant | undefined;
  readonly items?: readonly string[] | undefined;
  readonly reason?: string | undefined;
  /** In đồng. */
  readonly amount?: number | undefined;
  readonly returnBy?: ReturnBy | undefined;
  /** What bears the result on its way. */
  readonly item?: string | undefined;
}

/** A notice in words. */
export interface NoticeText {
  /** What an e-mail is called, and a letter. */
  readonly title: string;
  readonly paragraphs: readonly string[];
  /** The same for a text message: nothing personal in it. */
  readonly short: string;
}

/** Why something was not sent. `address`: nobody is there; `too-long`: no message holds it. */
export const SendingFailure = z
  .enum(['address', 'refused', 'too-long', 'unreachable', 'not-admitted', 'timed-out', 'answer-invalid'])
  .meta({ id: 'SendingFailure' });
export type SendingFailure = z.infer<typeof SendingFailure>;

/** What came of sending. `forGood`: the same would come to the same again. `status`: of SMTP or HTTP. */
export type Sending =
  | { readonly outcome: 'sent'; readonly reference?: string }
  | {
      readonly outcome: 'failed';
      readonly reason: SendingFailure;
      readonly status?: number;
      readonly forGood: boolean;
    };

/** A message to one person. */
export interface Message {
  /** Of the notification: whoever gets the same message twice knows it by this. */
  readonly id: string;
  readonly to: string;
  readonly text: NoticeText;
}

/**
 * How applicants are told. `send` MUST resolve within 30 seconds, MUST NOT reject for anything that the other side did,
 * and MUST send the same id in such a way that the other side can tell it was sent before.
 */
export interface Notices {
  /** In which ways, the one preferred first; none: applicants are told nothing by the platform. */
  readonly means: readonly NotificationMeans[];
  words(notice: Notice): NoticeText;
  send(means: 'email' | 'sms', message: Message): Promise<Sending>;
}

/** A letter, for the one-stop unit to print and post. */
export const LetterContent = z
  .strictObject({
    title: Line,
    language: NoticeLanguage,
    paragraphs: z.array(Paragraph).min(1).max(80),
    dossier: DossierId,
    code: DossierCode.optional(),
    procedure: ProcedureCode,
    applicant: Applicant.pick({ name: true, address: true }),
    place: Line,
    at: Instant,
    issuer: z.array(Line).min(1).max(2),
  })
  .meta({ id: 'LetterContent' });
export type LetterContent = z.infer<typeof LetterContent>;
