export { letterPdf } from './letter-pdf.ts';
export { paperPdf } from './paper-pdf.ts';
export { type RegisterHead, registerPdf } from './register-pdf.ts';
