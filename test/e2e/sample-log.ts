import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../tree.ts';

/** 1,434 real dossiers of a Dutch municipality; not part of this repository. */
export const receiptFile = join(root, '..', 'shared', 'data', 'receipt.xes.gz');
export const receiptIsThere = existsSync(receiptFile);

const [T02, T04] = ['T02 Check confirmation of receipt', 'T04 Determine confirmation of receipt'];
const [T05, confirmation] = ['T05 Print and send confirmation of receipt', 'Confirmation of receipt'];

/** Plausible readings of that log's labels, not the municipality's own norm. */
export const receiptRules = {
  id: 'receipt',
  version: 1,
  effectiveFrom: '2010-01-01',
  rules: [
    { id: 'R1', template: 'deadline', finishedAttribute: 'enddate', deadlineAttribute: 'deadline' },
    { id: 'R2', template: 'four-eyes', activities: [T02, T04] },
    { id: 'R3', template: 'precedence', before: T04, activity: T05 },
    { id: 'R4', template: 'response', activity: confirmation, then: T05 },
    { id: 'R5', template: 'temporal-profile', zeta: 2 },
  ],
} as const;

const event = ([activity, time, resource]: readonly [string, string, string]): string => `    <event>
      <string key="concept:name" value="${activity}"/>
      <date key="time:timestamp" value="${time}"/>
      <string key="org:resource" value="${resource}"/>
    </event>`;

/** A log of two cases, in the dialect of XES 1. */
export function sampleXes(time = '2022-03-15T10:00:00.000+07:00'): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<log xes.version="1.0" xmlns="http://www.xes-standard.org/">
  <trace>
    <string key="concept:name" value="hồ sơ 1"/>
    <date key="deadline" value="2022-03-20T00:00:00.000+07:00"/>
${[event(['Tiếp nhận', '2022-03-15T08:00:00.000+07:00', 'Hoa']), event(['Duyệt', time, 'Hoa'])].join('\n')}
  </trace>
  <trace>
    <string key="concept:name" value="hồ sơ 2"/>
${[event(['Tiếp nhận', '2022-03-16T08:00:00.000+07:00', 'Hoa']), event(['Duyệt', '2022-03-16T09:00:00.000+07:00', 'Minh'])].join('\n')}
  </trace>
</log>
`;
}
