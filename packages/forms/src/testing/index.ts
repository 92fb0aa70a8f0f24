export { readPdf, type ReadPage } from './read-pdf.ts';
