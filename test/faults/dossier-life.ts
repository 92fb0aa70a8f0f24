import { createHash, randomUUID } from 'node:crypto';
import type { Actor } from '@hoso/contracts';
import { clerk, head, officer, submission } from '../e2e/api.ts';
import type { Chance } from './chance.ts';

/** Something that somebody does with a dossier. */
export interface Deed {
  readonly as: Actor;
  /** Of the dossier; nothing: the dossier itself is submitted. */
  readonly path?: string;
  readonly body: object;
  /** Refusals that only say that what has to come before is on its way: it is tried again, as another command. */
  readonly waitsFor?: readonly string[];
  /** Refused for good, as it must be. */
  readonly refused?: true;
}

export interface DossierLife {
  readonly dossier: string;
  readonly deeds: readonly Deed[];
}

export const postman: Actor = { id: 'postal-2201', role: 'postal', unit: 'ha-long-post' };

const items = ['Giấy ủy quyền'];
const request: Deed = { as: clerk, path: 'supplement-request', body: { items, reason: 'Thiếu giấy ủy quyền' } };
const again: Deed = { as: clerk, path: 'supplement-request', body: { items, reason: 'Cần thêm' }, refused: true };
const supplement: Deed = { as: clerk, path: 'supplement', body: { items } };
const withdrawal: Deed = { as: clerk, path: 'withdrawal', body: { reason: 'Không cần nữa' } };
const sha256 = createHash('sha256').update('a scan').digest('hex');
const scan = { document: 'application-form', sha256, bytes: 6, mediaType: 'application/pdf' };
const received: readonly Deed[] = [
  { as: clerk, path: 'scans', body: scan, waitsFor: ['DossierNotFound'] },
  { as: clerk, path: 'reception', body: {} },
];
const transfer: Deed = { as: clerk, path: 'transfer', body: { agency: 'ha-long-office' } };
const assignment: Deed = {
  ...{ as: head, path: 'assignment', body: { officer: officer.id }, waitsFor: ['CaseNotFound', 'DossierNotFound'] },
};
const decided: readonly Deed[] = [
  { as: officer, path: 'steps', body: { step: 'verify' } },
  { as: head, path: 'result', body: { document: 'Giấy chứng nhận' } },
];
const returned: Deed = { as: clerk, path: 'return', body: { to: 'applicant' }, waitsFor: ['NotInState'] };

/** A life as chance has it: at the counter or by post, with a supplement or without, to its end or withdrawn. */
export function dossierLife(chance: Chance): DossierLife {
  const collected = chance.happens(0.2);
  const returnBy = chance.happens(0.4) ? 'post' : 'counter';
  const begun = collected ? collectedAtHome(chance, returnBy) : [submitted(returnBy)];
  const supplemented = !collected && chance.happens(0.3) ? [request, supplement, again] : [];
  const early = [...begun, ...supplemented, ...received];
  if (chance.happens(0.1)) return { dossier: randomUUID(), deeds: [...early, withdrawal] };
  const worked = [...early, transfer, assignment];
  if (chance.happens(0.15)) return { dossier: randomUUID(), deeds: [...worked, withdrawal] };
  const end = returnBy === 'post' ? delivered(chance) : [returned];
  return { dossier: randomUUID(), deeds: [...worked, ...decided, ...end] };
}

const applicant = { ...submission.applicant, address: '12 Lê Lợi, Hạ Long' };

function submitted(returnBy: 'post' | 'counter'): Deed {
  return { as: clerk, body: { ...submission, applicant, returnBy } };
}

function collectedAtHome(chance: Chance, returnBy: 'post' | 'counter'): readonly Deed[] {
  const { procedure, oneStop } = submission;
  const collection = {
    ...{ item: postalItem(chance), place: 'home', procedure, oneStop, applicant, returnBy },
    ...{ documents: ['application-form'], waybillSignedBy: { applicant: true } },
  };
  return [
    { as: postman, path: 'collection', body: collection },
    { as: postman, path: 'seal', body: { sealNo: 'S-1', applicantPresent: true } },
    {
      ...{ as: postman, path: 'handover-minutes' },
      body: { minutesNo: 'BB-1', sealNo: 'S-1', intact: true, signedBy: { agency: clerk.id } },
    },
  ];
}

function delivered(chance: Chance): readonly Deed[] {
  const signedBy = { agency: clerk.id };
  return [
    {
      ...{ as: postman, path: 'result-handover', waitsFor: ['ShipmentNotFound', 'ShipmentNotInState'] },
      body: { item: postalItem(chance), counted: 1, sealNo: 'S-2', signedBy },
    },
    {
      ...{ as: postman, path: 'delivery' },
      body: { idDocument: { kind: 'citizen-card', number: '022180001234' }, recipientSigned: true },
    },
  ];
}

const weights = [8, 6, 4, 2, 3, 5, 9, 7] as const;
const numbers = 100_000_000;

/** An item number of the Universal Postal Union's form S10, with its check digit. */
function postalItem(chance: Chance): string {
  const digits = String(chance.below(numbers)).padStart(weights.length, '0');
  const sum = weights.reduce((total, weight, index) => total + weight * Number(digits[index]), 0);
  const rest = 11 - (sum % 11);
  return `RR${digits}${rest === 10 ? 0 : rest === 11 ? 5 : rest}VN`;
}
