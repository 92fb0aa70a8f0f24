import { missing, refuse, unlessInsisted } from '@hoso/contracts';
import { at, atEitherSide, atPost, notInState, saysTheSame, signatures, unsigned, unsound } from './breaches.ts';
import { unremitted } from './money.ts';
import type { ShipmentCommandOf } from './shipment-command.ts';
import type { Begun, ShipmentEvent, ShipmentState } from './shipment-state.ts';

/** Checked against the published list, the waybill co-signed (QĐ 45/2016 Đ6). */
export function collect(command: ShipmentCommandOf<'CollectDossier'>, state: ShipmentState): readonly ShipmentEvent[] {
  const { actor, facts, insist, shipment, waybill } = command;
  if (actor.role !== 'postal') refuse('RoleNotAllowed', { role: actor.role });
  const { waybillSignedBy: signed, carriage: _, ...said } = command.data;
  const waybillSignedBy = signers(command, signed);
  const carried = { direction: 'to-agency' as const, post: actor.unit, ...said, ...waybill, waybillSignedBy };
  const data = { ...at(command), ...carried };
  if (state.status !== 'none') {
    const same = state.direction === 'to-agency' && saysTheSame(state.collection, data);
    return same ? [] : refuse('ShipmentAlreadyBegun', { shipment });
  }
  const { procedure, oneStop, submitted } = facts;
  if (submitted) refuse('AlreadySubmitted');
  if (oneStop.kind !== 'one-stop' || !oneStop.identifier) refuse('NotAOneStopUnit', { id: oneStop.id });
  if (!procedure.terms.post) refuse('ChannelNotOffered', { code: procedure.code, channel: 'post' });
  const lacking = procedure.documents
    .filter(({ code, needed }) => needed && !said.documents.includes(code))
    .map(({ code }) => code);
  const insisted = unlessInsisted(
    insist,
    lacking.length > 0 ? { code: 'DocumentsMissing', params: { documents: lacking.join(', ') } } : undefined,
    missing('waybillSignedBy.applicant', waybillSignedBy.applicant),
    // The applicant has to appear himself (QĐ 45/2016 Đ1.2; V41).
    procedure.presenceRequired ? { code: 'PresenceRequired', params: { code: procedure.code } } : undefined,
  );
  return [{ type: 'PostalItemAccepted', data: { ...data, ...insisted } }];
}

/** What the counter found missing, on its way there (QĐ 45/2016 Đ7.4). */
export function collectSupplement(
  command: ShipmentCommandOf<'CollectSupplement'>,
  state: ShipmentState,
): readonly ShipmentEvent[] {
  const { actor, insist, known, shipment, waybill } = command;
  if (actor.role !== 'postal') refuse('RoleNotAllowed', { role: actor.role });
  const { oneStop, awaitsSupplement } = known;
  const { place, items, waybillSignedBy: signed } = command.data;
  const waybillSignedBy = signers(command, signed);
  const sides = { post: actor.unit, oneStop };
  const data = {
    ...at(command),
    ...{ direction: 'to-agency' as const, ...sides, place, items, ...waybill, waybillSignedBy },
  };
  if (state.status !== 'none') {
    const same = state.direction === 'to-agency' && saysTheSame(state.collection, data);
    return same ? [] : refuse('ShipmentAlreadyBegun', { shipment });
  }
  if (!awaitsSupplement) refuse('NoSupplementPending');
  const insisted = unlessInsisted(insist, missing('waybillSignedBy.applicant', waybillSignedBy.applicant));
  return [{ type: 'SupplementAccepted', data: { ...data, ...insisted } }];
}

/** Whoever collects has signed, unless he names somebody else. */
function signers(
  { actor }: ShipmentCommandOf<'CollectDossier' | 'CollectSupplement'>,
  signed: { readonly applicant?: boolean | undefined; readonly postal?: string | undefined } = {},
): { readonly applicant?: true; readonly postal: string } {
  return { ...(signed.applicant ? { applicant: true } : {}), postal: signed.postal ?? actor.id };
}

/** Before the applicant, with a number that is found again (QĐ 45/2016 Đ6). */
export function seal(command: ShipmentCommandOf<'SealItem'>, state: Begun): readonly ShipmentEvent[] {
  const { insist } = command;
  if (state.direction !== 'to-agency') return notInState(command, state);
  const breach = atPost(command, state.post);
  const { sealNo, applicantPresent } = command.data;
  const data = { ...at(command), sealNo, applicantPresent };
  if (state.status === 'sealed' && saysTheSame(state.seal, data)) return [];
  if (state.status !== 'accepted') return notInState(command, state);
  const insisted = unlessInsisted(
    insist,
    breach,
    missing('sealNo', sealNo),
    applicantPresent ? undefined : { code: 'ApplicantAbsent' },
  );
  return [{ type: 'ItemSealed', data: { ...data, ...insisted } }];
}

/** The one-stop unit has the dossier; from this instant it counts as submitted (QĐ 45/2016 Đ7.4). */
export function signMinutes(command: ShipmentCommandOf<'SignHandoverMinutes'>, state: Begun): readonly ShipmentEvent[] {
  const { insist } = command;
  if (state.direction !== 'to-agency') return notInState(command, state);
  const { post, oneStop } = state;
  const breach = atEitherSide(command, oneStop, post);
  const { minutesNo, signedBy: given, sealNo, intact } = command.data;
  const signedBy = signatures(command, given, post);
  const data = { ...at(command), post, oneStop, minutesNo, signedBy, sealNo, intact, content: state.content };
  if (state.status === 'handed-over' && saysTheSame(state.minutes, data)) return [];
  if (state.status !== 'accepted' && state.status !== 'sealed') return notInState(command, state);
  const insisted = unlessInsisted(
    insist,
    breach,
    state.status === 'accepted' ? { code: 'NotSealed' } : unsound(data, state.seal.sealNo),
    missing('minutesNo', minutesNo),
    ...unsigned(command, signedBy, { post, oneStop }),
    unremitted(state),
  );
  return [{ type: 'HandoverMinutesSigned', data: { ...data, ...insisted } }];
}
