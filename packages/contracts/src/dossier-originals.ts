import { eventType } from '@hoso/event-sourcing';
import { z } from 'zod';
import { Insisted } from './actor.ts';
import { commandType } from './command-type.ts';
import { dossierSubject } from './intake-subject.ts';
import { Slug } from './scalars.ts';

const content = { documents: z.array(Slug).min(1).max(100) };

/** Originals stay at the counter to be compared or copied (61 Đ20.2). */
export const TakeOriginals = commandType('TakeOriginals', dossierSubject, z.strictObject(content));
/** Given back, with the result at the latest (V45). */
export const ReturnOriginals = commandType('ReturnOriginals', dossierSubject, z.strictObject(content));
export const originalsCommands = [TakeOriginals, ReturnOriginals] as const;

const told = { ...content, insisted: Insisted.optional() };
export const OriginalsTaken = eventType('OriginalsTaken', z.strictObject(told));
export const OriginalsReturned = eventType('OriginalsReturned', z.strictObject(told));
export const originalsTypes = [OriginalsTaken, OriginalsReturned] as const;
