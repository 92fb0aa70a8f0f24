import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../tree.ts';

/** 1,434 real dossiers of a Dutch municipality; not part of this repository. */
export const receiptFile = join(root, '..', 'shared', 'data', 'receipt.xes.gz');
export const receiptIsThere = existsSync(receiptFile);

/** Plausible readings of that log's labels, not the municipality's own norm. */
export const receiptRules = join(root, 'rules', 'receipt.json');

const event = (activity: string, time: string, resource: string): string => `    <event>
      <string key="concept:name" value="${activity}"/>
      <date key="time:timestamp" value="${time}+07:00"/>
      <string key="org:resource" value="${resource}"/>
    </event>
`;

/** A log of two cases, in the dialect of XES 1; in the first one person does both, the second time at `time`. */
export function sampleXes(time = '2022-03-15T10:00:00.000'): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<log xes.version="1.0" xmlns="http://www.xes-standard.org/">
  <trace>
    <string key="concept:name" value="hồ sơ 1"/>
    <date key="deadline" value="2022-03-20T00:00:00.000+07:00"/>
${event('Tiếp nhận', '2022-03-15T08:00:00.000', 'Hoa')}${event('Duyệt', time, 'Hoa')}  </trace>
  <trace>
    <string key="concept:name" value="hồ sơ 2"/>
${event('Tiếp nhận', '2022-03-16T08:00:00.000', 'Hoa')}${event('Duyệt', '2022-03-16T09:00:00.000', 'Minh')}  </trace>
</log>
`;
}
