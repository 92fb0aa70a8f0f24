import { z } from 'zod';
import { may } from './access.ts';
import { ConfirmFinding, DismissFinding, FindFinding } from './finding-review.ts';
import { FindingId, ListFindings } from './findings.ts';
import { add, ask, none, type Route } from './route.ts';
import { ListSignals } from './signals.ts';
import { WhatIf } from './what-if.ts';

const finding = z.strictObject({ id: FindingId });

/** What the rules found, and what inspectors say of it. */
export const findingRoutes: readonly Route[] = [
  ask('GET', '/findings', ListFindings, may.readInOffice, none, 'Danh sách phát hiện', 'List findings'),
  ask('GET', '/findings/:id', FindFinding, may.readInOffice, finding, 'Xem một phát hiện', 'Show a finding'),
  add('/findings/:id/confirmation', ConfirmFinding, may.review, finding, 'Xác nhận phát hiện', 'Confirm a finding'),
  add('/findings/:id/dismissal', DismissFinding, may.review, finding, 'Bác bỏ phát hiện', 'Dismiss a finding'),
  ask('GET', '/signals', ListSignals, may.inspect, none, 'Dấu hiệu né thời hạn', 'Signals of deadline gaming'),
  ask('POST', '/what-if', WhatIf, may.inspect, none, 'Nếu áp dụng bộ quy tắc khác', 'What another law would find'),
];
