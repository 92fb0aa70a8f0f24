import { z } from 'zod';
import type { Role } from './actor.ts';
import type { CommandType, QueryType } from './command-type.ts';
import type { Words } from './scalars.ts';

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

/** A command that sets what is at an address, or adds to what is there. */
const commandRoute =
  (method: CommandRoute['method']) =>
  (
    path: string,
    command: CommandType,
    access: Access,
    params: z.ZodObject,
    vi: string,
    en: string,
    named?: CommandRoute['named'],
  ): CommandRoute => ({
    method,
    path,
    command,
    access,
    params,
    summary: { vi, en },
    ...(named === undefined ? {} : { named }),
  });
export const put = commandRoute('PUT');
export const post = commandRoute('POST');
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
