import { eventType } from '@hoso/event-sourcing';
import { z } from 'zod';
import { Insisted } from './actor.ts';
import { commandType } from './command-type.ts';
import { dossierSubject } from './intake-subject.ts';
import { Instant, Line, ReturnBy, SealedLine, Sha256, Slug } from './scalars.ts';

const result = { document: Line, sha256: Sha256.optional() };

/**
 * The counter decides itself, at once: a procedure whose result is given on the spot (61 Đ17.4), or that one-stop staff
 * may resolve (61 Đ17.5).
 */
export const ResolveAtOnce = commandType('ResolveAtOnce', dossierSubject, z.strictObject(result));
/** A paper that need not be scanned, and why (TT 03/2025 Đ5.2). */
const exemption = {
  document: Slug,
  because: z.enum(['submitted-electronically', 'shown-only', 'opinion-or-verification', 'secret']),
};
export const ExemptFromScan = commandType('ExemptFromScan', dossierSubject, z.strictObject(exemption));
export const atOnceCommands = [ResolveAtOnce, ExemptFromScan] as const;

const insisted = { insisted: Insisted.optional() };
const resolved = { ...result, finishedAt: Instant, returnBy: ReturnBy, ...insisted };
export const ResolvedAtOnce = eventType('ResolvedAtOnce', z.strictObject(resolved)).revisedTo(
  // 2: sealed, as whatever people write; what was written before stays as it is.
  z.strictObject({ ...resolved, document: SealedLine }),
  (previous) => previous,
);
export const ScanExempted = eventType('ScanExempted', z.strictObject({ ...exemption, ...insisted }));
export const atOnceTypes = [ResolvedAtOnce, ScanExempted] as const;
