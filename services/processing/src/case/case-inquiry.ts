import { doers, type Breach, missing, refuse, requireUnit, unlessInsisted, wrongRole } from '@hoso/contracts';
import { canonicalJson } from '@hoso/event-sourcing';
import { at, atAgency, atWork, early, notAssigned } from './case-authority.ts';
import type { CaseCommand, CaseCommandOf } from './case-command.ts';
import type { Begun, CaseEvent, Written } from './case-state.ts';
import type { Consultation } from './consultations.ts';

/** A verification leaves a written record (61 Đ19.2–3, V48). */
export function verify(command: CaseCommandOf<'Verify'>, state: Begun): readonly CaseEvent[] {
  const { data, insist } = command;
  const breach = atAgency(command, state, doers.agency);
  const { about, record, sha256 } = data;
  const last = state.papers.verification;
  if (last && canonicalJson(verification(last)) === canonicalJson(verification(data))) return [];
  atWork(state);
  const insisted = unlessInsisted(
    insist,
    breach,
    early(command, state),
    notAssigned(command, state),
    missing('record', record),
  );
  return [{ type: 'Verified', data: { ...at(command), about, record, sha256, ...insisted } }];
}

function verification({ about, record, sha256 }: Pick<Written<'Verified'>, 'about' | 'record' | 'sha256'>) {
  return { about, record, sha256 };
}

/** With what is asked, of whom and by when (61 Đ19.5, V25). The clock of the dossier runs on. */
export function requestConsultation(command: CaseCommandOf<'RequestConsultation'>, state: Begun): readonly CaseEvent[] {
  const { data, insist, occurredAt } = command;
  const breach = atAgency(command, state, doers.agency);
  const { agency, content, dueAt } = data;
  const last = state.consultations.at(-1);
  if (last && !last.answer && canonicalJson(question(last)) === canonicalJson(question(data))) return [];
  atWork(state);
  if (agency === state.opened.agency) refuse('ConsultedIsOwn', { agency });
  if (dueAt !== undefined && dueAt <= occurredAt) refuse('DueBeforeAsked', { dueAt, occurredAt });
  const insisted = unlessInsisted(
    insist,
    breach,
    early(command, state),
    notAssigned(command, state),
    missing('agency', agency),
    missing('content', content),
    missing('dueAt', dueAt),
  );
  const consultation = state.consultations.length + 1;
  return [
    { type: 'ConsultationRequested', data: { ...at(command), consultation, agency, content, dueAt, ...insisted } },
  ];
}

function question({ agency, content, dueAt }: Pick<Consultation, 'agency' | 'content' | 'dueAt'>) {
  return { agency, content, dueAt };
}

/** Also late, and after the case was decided: that an answer came is true whenever it came. */
export function answerConsultation(command: CaseCommandOf<'AnswerConsultation'>, state: Begun): readonly CaseEvent[] {
  const { actor, data, insist } = command;
  const { consultation, answer, document } = data;
  const { agency, answer: answered } = asked(command, state);
  requireUnit(actor, state.opened.agency, ...(agency === undefined ? [] : [agency]));
  if (answered) {
    const same = canonicalJson(answered) === canonicalJson({ answer, document });
    return same ? [] : refuse('ConsultationAnswered', { consultation });
  }
  const insisted = unlessInsisted(
    insist,
    wrongRole(actor, doers.consulted),
    early(command, state),
    answeredForAnother(command, agency),
  );
  return [{ type: 'ConsultationAnswered', data: { ...at(command), consultation, answer, document, ...insisted } }];
}

/** Who asked may write down what came on paper; that he answered himself is what it looks like. */
function answeredForAnother({ actor }: CaseCommand, agency: string | undefined): Breach | undefined {
  return agency === undefined || actor.unit === agency ? undefined : { code: 'NotConsulted', params: { agency } };
}

/** The agency that asked tells the head of the one-stop unit (61 Đ19.5.b). */
export function reportLateConsultation(
  command: CaseCommandOf<'ReportLateConsultation'>,
  state: Begun,
): readonly CaseEvent[] {
  const { data, insist, occurredAt } = command;
  const breach = atAgency(command, state, doers.agency);
  const { consultation } = data;
  const { dueAt, answeredAt, isReported } = asked(command, state);
  if (isReported) return [];
  const lateFrom = answeredAt !== undefined && answeredAt < occurredAt ? answeredAt : occurredAt;
  if (dueAt === undefined || lateFrom <= dueAt) return refuse('ConsultationNotLate', { consultation });
  const insisted = unlessInsisted(insist, breach, notAssigned(command, state));
  return [{ type: 'ConsultationLateReported', data: { ...at(command), consultation, ...insisted } }];
}

function asked(
  { data: { consultation } }: CaseCommandOf<'AnswerConsultation' | 'ReportLateConsultation'>,
  { consultations }: Begun,
): Consultation {
  return consultations[consultation - 1] ?? refuse('ConsultationUnknown', { consultation });
}
