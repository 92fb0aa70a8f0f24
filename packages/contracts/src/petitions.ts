import { eventCatalogue, eventType, personal } from '@hoso/event-sourcing';
import { z } from 'zod';
import { Insisted } from './actor.ts';
import { Applicant } from './applicant.ts';
import { commandType } from './command-type.ts';
import { BoundLaw } from './rule-set.ts';
import { DossierId, Instant, OfficerId, Paragraph, SealedParagraph, UnitId, Uuid } from './scalars.ts';

/** Where commands about petitions are sent. */
export const petitionSubject = 'intake.commands.petition';

/** The sector of law whose rule sets say when petitions and complaints are answered. */
export const petitionSector = 'petitions';

/** Chosen by the client. Its texts are sealed under a key of its own, which this names. */
export const PetitionId = Uuid;
export type PetitionId = z.infer<typeof PetitionId>;

/** Phản ánh, kiến nghị (NĐ 20/2008); khiếu nại (Luật Khiếu nại 2011). */
export const PetitionKind = z.enum(['petition', 'complaint']).meta({ id: 'PetitionKind' });
export type PetitionKind = z.infer<typeof PetitionKind>;

/** What it is about: a closed list, since who decides on a channel or a fee is looked for by it (V43). */
export const PetitionTopic = z
  .enum(['delay', 'attitude', 'channel-refused', 'extra-papers', 'fee', 'other'])
  .meta({ id: 'PetitionTopic' });
export type PetitionTopic = z.infer<typeof PetitionTopic>;

/** How it came in. */
export const PetitionChannel = z.enum(['counter', 'online', 'post', 'phone']).meta({ id: 'PetitionChannel' });

export const PetitionVerdict = z.enum(['upheld', 'partly-upheld', 'not-upheld']).meta({ id: 'PetitionVerdict' });
export type PetitionVerdict = z.infer<typeof PetitionVerdict>;

/** How content the petitioner is with its handling: 1 not, 2 so so, 3 content. */
const Rating = z.int().min(1).max(3);

const petitionDossiersMax = 20;

const content = {
  kind: PetitionKind,
  topic: PetitionTopic,
  channel: PetitionChannel,
  /** The unit that it is about, or that is to answer it: where it lies first. */
  unit: UnitId,
  /** Those that it is about, each once. */
  dossiers: z.array(DossierId).min(1).max(petitionDossiersMax).optional(),
};

// ---- what a petition may be asked to do

/** By the petitioner online; what comes otherwise, somebody of any unit records, the provincial centre among them. */
export const ReceivePetition = commandType(
  'ReceivePetition',
  petitionSubject,
  z.strictObject({ ...content, petitioner: Applicant, text: Paragraph }),
);
/** The unit takes a complaint on (Luật Khiếu nại Đ27): the term of its answer begins. */
export const AcceptComplaint = commandType('AcceptComplaint', petitionSubject, z.strictObject({}));
export const AssignPetition = commandType('AssignPetition', petitionSubject, z.strictObject({ officer: OfficerId }));
/** To the agency whose business it is, once: the term of its answer begins there anew. */
export const ForwardPetition = commandType(
  'ForwardPetition',
  petitionSubject,
  z.strictObject({ unit: UnitId, reason: Paragraph.optional() }),
);
/** Once, with a reason, before the term is over. */
export const ExtendPetition = commandType(
  'ExtendPetition',
  petitionSubject,
  z.strictObject({ reason: Paragraph.optional() }),
);
export const AnswerPetition = commandType(
  'AnswerPetition',
  petitionSubject,
  z.strictObject({ verdict: PetitionVerdict, answer: Paragraph.optional() }),
);
export const WithdrawPetition = commandType(
  'WithdrawPetition',
  petitionSubject,
  z.strictObject({ reason: Paragraph.optional() }),
);
export const RatePetition = commandType('RatePetition', petitionSubject, z.strictObject({ rating: Rating }));
/** Its date comes near. Sent by the ticker, at that instant. */
export const RemindPetition = commandType('RemindPetition', petitionSubject, z.strictObject({ dueAt: Instant }));
/** Its term has run out. Sent by the ticker. */
export const MarkPetitionOverdue = commandType(
  'MarkPetitionOverdue',
  petitionSubject,
  z.strictObject({ dueAt: Instant }),
);

export const petitionCommands = [
  ReceivePetition,
  AcceptComplaint,
  AssignPetition,
  ForwardPetition,
  ExtendPetition,
  AnswerPetition,
  WithdrawPetition,
  RatePetition,
  RemindPetition,
  MarkPetitionOverdue,
] as const;

// ---- what happens to it

const insisted = { insisted: Insisted.optional() };
/** What has to be done by `dueAt`, by the law that it was received under; absent where that says nothing of it. */
const due = { awaits: z.enum(['acceptance', 'answer']), dueAt: Instant.optional() };

export const PetitionReceived = eventType(
  'PetitionReceived',
  z.strictObject({
    ...content,
    petitioner: personal(Applicant),
    text: SealedParagraph,
    /** Of whoever received it; the unit that is to answer it where it came online. */
    receivedBy: UnitId,
    ...due,
    law: BoundLaw,
    ...insisted,
  }),
);
export const ComplaintAccepted = eventType('ComplaintAccepted', z.strictObject({ ...due, ...insisted }));
export const PetitionAssigned = eventType(
  'PetitionAssigned',
  z.strictObject({ officer: OfficerId, from: OfficerId.optional(), ...insisted }),
);
/** `forwardDueAt`: by when it had to be, by the law it was received under. */
export const PetitionForwarded = eventType(
  'PetitionForwarded',
  z.strictObject({
    ...{ from: UnitId, unit: UnitId, reason: SealedParagraph.optional(), forwardDueAt: Instant.optional() },
    ...due,
    ...insisted,
  }),
);
/** `from`: the date it had. */
export const PetitionExtended = eventType(
  'PetitionExtended',
  z.strictObject({
    ...{ reason: SealedParagraph.optional(), from: Instant.optional(), dueAt: Instant.optional() },
    ...{ count: z.int().min(1), ...insisted },
  }),
);
/** `dueAt`: the date that it had; an answer after it is late, and so recorded. */
export const PetitionAnswered = eventType(
  'PetitionAnswered',
  z.strictObject({
    ...{ verdict: PetitionVerdict, answer: SealedParagraph.optional(), dueAt: Instant.optional() },
    ...{ topic: PetitionTopic, unit: UnitId, ...insisted },
  }),
);
export const PetitionWithdrawn = eventType(
  'PetitionWithdrawn',
  z.strictObject({ reason: SealedParagraph.optional(), ...insisted }),
);
export const PetitionRated = eventType('PetitionRated', z.strictObject({ rating: Rating, ...insisted }));
const told = { unit: UnitId, officer: OfficerId.optional(), dueAt: Instant };
export const PetitionReminded = eventType('PetitionReminded', z.strictObject(told));
export const PetitionOverdue = eventType('PetitionOverdue', z.strictObject(told));

/** Every type of event in a petition's stream. */
export const petitionEventTypes = [
  PetitionReceived,
  ComplaintAccepted,
  PetitionAssigned,
  PetitionForwarded,
  PetitionExtended,
  PetitionAnswered,
  PetitionWithdrawn,
  PetitionRated,
  PetitionReminded,
  PetitionOverdue,
] as const;
export const petitionEvents = eventCatalogue(...petitionEventTypes);

/**
 * In a stream beside a dossier's own, `petitionbook-<dossier>`: which petitions are about it, and how each came out. So
 * that a petition moves no version that somebody at the counter has just looked at.
 */
export const PetitionTied = eventType(
  'PetitionTied',
  z.strictObject({ petition: PetitionId, kind: PetitionKind, topic: PetitionTopic, unit: UnitId }),
);
export const PetitionSettled = eventType(
  'PetitionSettled',
  z.strictObject({ petition: PetitionId, outcome: z.enum([...PetitionVerdict.options, 'withdrawn']) }),
);
export const petitionBookTypes = [PetitionTied, PetitionSettled] as const;
export const petitionBookEvents = eventCatalogue(...petitionBookTypes);
