import type { PaperContent, PaperForm, PaperOf } from '@hoso/contracts';
import { apology } from './apology.ts';
import { controlSlip } from './control-slip.ts';
import { gathered } from './gathered.ts';
import { handoverMinutes } from './handover-minutes.ts';
import { footers } from './heading.ts';
import { receipt } from './receipt.ts';
import { refusal } from './refusal.ts';
import { type Sheet, sheet, sizeOf } from './sheet.ts';
import { stopNotice } from './stop-notice.ts';
import { supplementRequest } from './supplement-request.ts';
import { transferSlip } from './transfer-slip.ts';
import { waybill } from './waybill.ts';

/**
 * A paper as a PDF: the same content is the same bytes, whenever and wherever it is set. All of it is in memory; a
 * paper is a few pages.
 */
export async function paperPdf(content: PaperContent): Promise<Uint8Array> {
  const { formSet, title, issuer, code, dossier, at } = content;
  const about = { title: `${title} ${code ?? dossier}`, subject: title, author: issuer.join(', '), at };
  const on = sheet(sizeOf(formSet), about, true);
  const whole = gathered(on.pdf);
  set(on, content.form, content);
  footers(on, content);
  on.pdf.end();
  return await whole;
}

/** How a form is set. */
type Setter<Form extends PaperForm> = (on: Sheet, content: PaperOf<Form>) => void;

const setters: { readonly [Form in PaperForm]: Setter<Form> } = {
  receipt,
  'supplement-request': supplementRequest,
  refusal,
  apology,
  'stop-notice': stopNotice,
  'control-slip': controlSlip,
  'transfer-slip': transferSlip,
  'handover-minutes': handoverMinutes,
  waybill,
};

/** Form and content go together: a generic says so, where a union could not. */
function set<Form extends PaperForm>(on: Sheet, form: Form, content: PaperOf<Form>): void {
  setters[form](on, content);
}
