import { describe } from '@jest/globals';
import { describeAgencyLife } from './suites/agency-life.ts';
import { describeCounterLife } from './suites/counter-life.ts';
import { describeCarrier } from './suites/carrier.ts';
import { describeCustody } from './suites/custody.ts';
import { describeDossierOverHttp } from './suites/dossier-over-http.ts';
import { describeEventStream } from './suites/event-stream.ts';
import { describeFindings } from './suites/findings.ts';
import { describeInspections } from './suites/inspections.ts';
import { describeInterface } from './suites/interface.ts';
import { describePetitions } from './suites/petitions.ts';
import { describePapers } from './suites/papers.ts';
import { describePost } from './suites/post.ts';
import { describeScans } from './suites/scans.ts';
import { describeSignIn } from './suites/sign-in.ts';
import { trialOf, ways } from './ways.ts';

describe.each(ways)('The platform over HTTP, %s', (_, start) => {
  const trial = trialOf(start);
  // In this order: to begin with, what counts all that there is.
  describe('findings', () => describeFindings(trial));
  describe('changes', () => describeEventStream(trial));
  describe('dossiers', () => describeDossierOverHttp(trial));
  describe('agencies', () => describeAgencyLife(trial));
  describe('counters', () => describeCounterLife(trial));
  describe('post', () => describePost(trial));
  describe('custody', () => describeCustody(trial));
  describe('carrier', () => describeCarrier(trial));
  describe('petitions', () => describePetitions(trial));
  describe('papers', () => describePapers(trial));
  describe('scans', () => describeScans(trial));
  describe('inspections', () => describeInspections(trial));
  describe('interface', () => describeInterface(trial));
  describe('signing in', () => describeSignIn(trial));
});
