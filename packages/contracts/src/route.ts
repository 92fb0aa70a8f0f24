import { z } from 'zod';
import type { Role } from './actor.ts';
import type { CommandType, QueryType } from './command-type.ts';
import { DossierId, type Words } from './scalars.ts';

/** Whoever carries a valid token, everybody, or these roles. Services check units, and dossiers by `readingOf`. */
export type Access = 'anyone' | 'signed-in' | readonly Role[];

interface RouteAddress {
  readonly path: string;
  readonly summary: Words;
  readonly access: Access;
  /** Parameters of the path, by name. */
  readonly params: z.ZodObject;
}

/**
 * A command over HTTP: its body is the command's content with `occurredAt` and `insist`; the path's parameter is what
 * it is about.
 */
export interface CommandRoute extends RouteAddress {
  readonly method: 'PUT' | 'POST';
  readonly command: CommandType;
  /** The member of the command's content that the path's parameter gives; the body leaves it out. */
  readonly named?: 'id' | 'code';
}

/** A query over HTTP: GET takes it from path and query string, POST from a JSON body. */
export interface QueryRoute extends RouteAddress {
  readonly method: 'GET' | 'POST';
  readonly query: QueryType;
}

export type Route = CommandRoute | QueryRoute;

/** No parameters. */
export const none = z.strictObject({});
/** A dossier's own. */
export const dossier = z.strictObject({ id: DossierId });

export const put = (
  path: string,
  command: CommandType,
  access: Access,
  params: z.ZodObject,
  vi: string,
  en: string,
  named?: 'id' | 'code',
): CommandRoute => ({
  method: 'PUT',
  path,
  command,
  access,
  params,
  summary: { vi, en },
  ...(named === undefined ? {} : { named }),
});
export const post = (path: string, command: CommandType, access: Access, vi: string, en: string): CommandRoute => ({
  method: 'POST',
  path: `/dossiers/:id/${path}`,
  command,
  access,
  params: dossier,
  summary: { vi, en },
});
/** A command that adds to what is at an address, which is what it is about. */
export const add = (...what: Parameters<typeof put>): CommandRoute => ({ ...put(...what), method: 'POST' });
export const ask = (
  method: 'GET' | 'POST',
  path: string,
  query: QueryType,
  access: Access,
  params: z.ZodObject,
  vi: string,
  en: string,
): QueryRoute => ({
  method,
  path,
  query,
  access,
  params,
  summary: { vi, en },
});

// The edge lets every officer through to commands about dossiers: a service knows unit and dossier, and one of the
// right unit but the wrong role may insist (decision 17).
export const staff: readonly Role[] = ['clerk', 'one-stop-head', 'officer', 'head', 'coordinator', 'postal'];
export const readers: readonly Role[] = [
  'clerk',
  'one-stop-head',
  'officer',
  'head',
  'coordinator',
  'postal',
  'inspector',
  'operator',
  'registrar',
];
/** Who sends, carries or watches what goes by post. */
export const carriers: readonly Role[] = ['clerk', 'one-stop-head', 'postal', 'inspector', 'operator'];
export const inspection: readonly Role[] = ['inspector', 'operator'];
