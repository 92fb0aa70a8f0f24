import { describe } from '@jest/globals';
import { describeDossierOnCommandLine } from './suites/dossier-on-command-line.ts';
import { describeImportedLog } from './suites/imported-log.ts';
import { describeLaw } from './suites/law.ts';
import { describeLedger } from './suites/ledger.ts';
import { describeProcedures } from './suites/procedures.ts';
import { describeShipmentOnCommandLine } from './suites/shipment-on-command-line.ts';
import { describeTimelineOnCommandLine } from './suites/timeline-on-command-line.ts';
import { trialOf, ways } from './ways.ts';

describe.each(ways)('The platform on the command line, %s', (_, start) => {
  const trial = trialOf(start);
  // In this order: to begin with, what counts all that there is.
  describe('timeline', () => describeTimelineOnCommandLine(trial));
  describe('imports', () => describeImportedLog(trial));
  describe('procedures', () => describeProcedures(trial));
  describe('law', () => describeLaw(trial));
  describe('dossiers', () => describeDossierOnCommandLine(trial));
  describe('post', () => describeShipmentOnCommandLine(trial));
  describe('ledger', () => describeLedger(trial));
});
