export { type ScanFault, ScanRefused } from './scan-refused.ts';
export { sniffed, type Sniffed, type ScanType, scanTypes } from './scan-type.ts';
export { ContentBroken, type ContentSeal, opening, sealBytes, sealing, type Sealing } from './sealed-content.ts';
