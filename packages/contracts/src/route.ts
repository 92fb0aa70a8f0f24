import { z } from 'zod';
import type { Grant } from './access.ts';
import type { CommandType, QueryType } from './command-type.ts';
import { DossierId, type Words } from './scalars.ts';

interface RouteAddress {
  readonly path: string;
  readonly summary: Words;
  /** Who may use it, and how far: the column of the table of access. */
  readonly access: Grant;
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
  access: Grant,
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
export const post = (path: string, command: CommandType, access: Grant, vi: string, en: string): CommandRoute => ({
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
  access: Grant,
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
