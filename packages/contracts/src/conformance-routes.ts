import { z } from 'zod';
import { may } from './access.ts';
import { ListVariants, ShowDirectlyFollows, ShowProfile } from './conformance.ts';
import { ask, type Route } from './route.ts';
import { LogName } from './scalars.ts';

const log = z.strictObject({ log: LogName });

/** What any log says of the way its cases went. */
export const conformanceRoutes: readonly Route[] = [
  ask(
    'GET',
    '/logs/:log/dfg',
    ShowDirectlyFollows,
    may.inspect,
    log,
    'Việc nào nối tiếp việc nào',
    'What follows what',
  ),
  ask('GET', '/logs/:log/variants', ListVariants, may.inspect, log, 'Các lối đi của hồ sơ', 'The ways that cases took'),
  ask(
    'GET',
    '/logs/:log/profile',
    ShowProfile,
    may.inspect,
    log,
    'Thời gian thường lệ',
    'How long things usually take',
  ),
];
