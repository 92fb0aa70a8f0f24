export { letterPdf } from './letter-pdf.ts';
export { paperPdf } from './paper-pdf.ts';
export { type RegisterHead, registerPdf } from './register-pdf.ts';
export { conclusionPdf } from './conclusion-pdf.ts';
export type { ConclusionContent } from './conclusion-sentences.ts';
