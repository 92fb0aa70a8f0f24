import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LogName, type RebuildStatus, Role, Slug } from '@hoso/contracts';
import { z } from 'zod';
import { type DataFolder, dataFolder, existingFolder, FolderError, findRunning, reasonOf } from '../data-folder.ts';
import { platformTokens, signInLink } from '@hoso/nest/platform-tokens';
import { liveLog } from '@hoso/runtime';
import { defaultLogOf } from '../worked-on-log.ts';
import { type Client, client } from './client.ts';
import { CliError, exitCodes } from './exit-codes.ts';
import { progress, rebuildLine } from './progress.ts';

/** Options that every command has. */
export const GlobalOptions = z.looseObject({
  data: z.string(),
  log: z.string().optional(),
  as: z.string().optional(),
  json: z.boolean().default(false),
  jsonl: z.boolean().default(false),
  /** A list as CSV; a name is where a table of figures is to be written. */
  csv: z.union([z.boolean(), z.string()]).optional(),
  lang: z.enum(['vi', 'en']),
});
export type GlobalOptions = z.infer<typeof GlobalOptions>;

/** What a command says of the dossier it is about. */
export const dossierArgument = 'its id or code, or the name of an imported case';

export interface Session {
  readonly client: Client;
  /** Where the platform answers. */
  readonly url: string;
  readonly options: GlobalOptions;
  /** The log that is meant: what `--log` says, or else the one that the platform works on. */
  readonly log: string;
}

export interface SessionNeeds {
  /** What `--log` may name: the log that the platform works on, or any log of the folder, to read or to judge it. */
  readonly logs: 'worked-on' | 'any';
  /** Whether a data folder that is not there is made. Who only reads has mistyped its name. */
  readonly folder: 'existing' | 'made';
}

const onFilling = (at: RebuildStatus): void => progress(rebuildLine(at), at.position >= at.to);

const Who = z.strictObject({ role: Role, unit: Slug, id: Slug });

/** `role@unit`, or `role@unit:id` for one person among several. */
export function actorOf(text: string): z.infer<typeof Who> {
  const [, role, unit, id] = /^([^@]+)@([^:]+)(?::(.+))?$/.exec(text) ?? [];
  const who = Who.safeParse({ role, unit, id: id ?? `cli-${role}` });
  if (!who.success) {
    throw new CliError(
      exitCodes.usage,
      `--as ${text}: role@unit or role@unit:id, with a role of ${Role.options.join(', ')}`,
    );
  }
  return who.data;
}

/** The folder whose key signs. A mistyped name has none, and must not get one. */
function folderOf(options: GlobalOptions): DataFolder {
  try {
    return existingFolder(options.data);
  } catch (error) {
    throw new CliError(exitCodes.unreachable, reasonOf(error));
  }
}

/** A token for `--as`, minted with the folder's own key. */
export async function tokenFor(options: GlobalOptions, who: string, expiresInS: number): Promise<string> {
  return platformTokens(folderOf(options).keyFolder).mint(actorOf(who), expiresInS);
}

/** What `--as` says, or else `HOSO_TOKEN`, or else one of who usually does this. */
async function tokenOf(options: GlobalOptions, who: string): Promise<string> {
  const given = options.as === undefined ? process.env['HOSO_TOKEN'] : undefined;
  return given ?? (await tokenFor(options, options.as ?? who, 3_600));
}

/** The address at which somebody is signed in on the page of the running platform. */
export async function linkFor(options: GlobalOptions, who: string): Promise<string> {
  const folder = existingFolder(options.data);
  const running = elsewhere(options) ?? findRunning(folder);
  if (!running) throw new CliError(exitCodes.unreachable, 'no platform runs on this data folder: start it first');
  return signInLink(running.url, await platformTokens(folder.keyFolder).mintSecret(actorOf(who)));
}

/** The platform that `HOSO_URL` names, wherever it runs: then of the data folder its keys alone are used. */
function elsewhere({ log = liveLog }: GlobalOptions): { readonly url: string; readonly log: string } | undefined {
  const url = process.env['HOSO_URL'];
  if (!url) return undefined;
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) {
    throw new CliError(exitCodes.usage, 'HOSO_URL is not the address of a platform: it has the form http://host:8080');
  }
  return { url: new URL(url).origin, log };
}

/**
 * Runs `work` against the platform that `HOSO_URL` names, or else that of the data folder: the running one over HTTP,
 * or one that lives as long as the command. `who`: as whom, where neither `--as` nor `HOSO_TOKEN` says so.
 */
export async function withPlatform<Answer>(
  options: GlobalOptions,
  who: string,
  work: (session: Session) => Promise<Answer>,
  { logs = 'worked-on', folder: wanted = 'existing' }: Partial<SessionNeeds> = {},
): Promise<Answer> {
  try {
    const there = elsewhere(options);
    if (there) {
      const token = await tokenOf(options, who);
      return await work({
        client: client(there.url, token, options.lang, options.csv === true),
        url: there.url,
        options,
        log: there.log,
      });
    }
    const folder = wanted === 'made' ? dataFolder(options.data) : existingFolder(options.data);
    const running = findRunning(folder);
    const asked = logs === 'any' ? undefined : options.log;
    if (running && asked !== undefined && asked !== running.log) {
      throw new FolderError(
        `the platform that runs on ${folder.path} works on the log ${running.log}, not on ${asked}`,
      );
    }
    const token = await tokenOf(options, who);
    if (running)
      return await work({
        client: client(running.url, token, options.lang, options.csv === true),
        url: running.url,
        options,
        log: options.log ?? running.log,
      });
    const log = asked ?? workedOnIn(folder, options);
    // What a folder begins with is for whoever starts a platform on it to say.
    if (asked !== undefined && !existsSync(folder.log(asked)))
      throw new FolderError(`${folder.path} has no log ${log}`);
    // A file read into a log of its own begins a folder as `npm start` would; whoever works on a dossier chooses first.
    const begins = logs === 'any' && wanted === 'made';
    if (!begins && !existsSync(folder.log(log)) && !existsSync(folder.views(log))) {
      throw new FolderError(nothingYet(folder.path));
    }
    const { openPlatform } = await import('../platform.ts');
    const platform = await openPlatform({ data: options.data, log, port: 0, announced: false, onFilling });
    try {
      return await work({
        client: client(platform.url, token, options.lang, options.csv === true),
        url: platform.url,
        options,
        log: options.log ?? log,
      });
    } finally {
      await platform.close();
    }
  } catch (error) {
    if (error instanceof FolderError) throw new CliError(exitCodes.unreachable, error.message);
    // SQLite's own words (a full disk, a file that cannot be read) name no place.
    if (Error.isError(error) && 'errcode' in error) {
      throw new CliError(exitCodes.unreachable, `the data folder ${options.data} cannot be used: ${error.message}`);
    }
    throw error;
  }
}

/** Inspectors read and judge any log of the folder, or a file of somebody's records that `--log` names. */
export function withAnyLog<Answer>(
  options: GlobalOptions,
  work: (session: Session) => Promise<Answer>,
  folder: SessionNeeds['folder'] = 'existing',
): Promise<Answer> {
  const { log } = options;
  if (folder === 'existing' && log !== undefined && !LogName.safeParse(log).success) {
    return withFile(options, log, work);
  }
  return withPlatform(options, inspector, work, { logs: 'any', folder });
}

const inspector = 'inspector@inspectorate';

/**
 * Runs `work` over a file of XES or OCEL.
 *
 * Decision: read into a data folder that lives as long as the command. / Because who asks something of a file wants no
 * log of it to stay, and every answer is then made by what answers of logs. / Instead of a reader of files beside each
 * question. `hoso import xes <file> --log <name>` reads it once for many.
 */
async function withFile<Answer>(
  given: GlobalOptions,
  file: string,
  work: (session: Session) => Promise<Answer>,
): Promise<Answer> {
  if (!existsSync(file)) throw neitherLogNorFile(file, given.lang);
  const data = await mkdtemp(join(tmpdir(), 'hoso-file-'));
  const options = { ...given, data, log: fileLog };
  const { openPlatform } = await import('../platform.ts');
  try {
    const platform = await openPlatform({ data, live: true, port: 0, announced: false });
    try {
      const token = await tokenFor(options, options.as ?? inspector, 3_600);
      const { url } = platform;
      const session = { client: client(url, token, options.lang, options.csv === true), url, options, log: fileLog };
      await session.client.upload(`/logs/${fileLog}/imports`, file, (sent, total) =>
        progress(`${file}: ${Math.floor((100 * sent) / Math.max(total, 1))} %`, sent === total),
      );
      return await work(session);
    } finally {
      await platform.close();
    }
  } finally {
    await rm(data, { recursive: true, force: true });
  }
}

/** What a file's own log is called while it is read. */
const fileLog = 'file';

function neitherLogNorFile(log: string, lang: GlobalOptions['lang']): CliError {
  const title = {
    vi: `--log ${log}: không phải tên nhật ký (chữ thường, số, gạch ngang), cũng không có tệp này`,
    en: `--log ${log}: neither the name of a log (lower-case letters, digits, hyphens) nor a file that is there`,
  }[lang];
  return new CliError(exitCodes.usage, title, { code: 'CommandLine', title });
}

/** What the folder works on by default; where that is not there, the log that is asked about. */
function workedOnIn(folder: DataFolder, { log }: GlobalOptions): string {
  const usual = defaultLogOf(folder);
  const isOnly = log !== undefined && LogName.safeParse(log).success && !existsSync(folder.log(usual));
  return isOnly && existsSync(folder.log(log)) ? log : usual;
}

function nothingYet(path: string): string {
  return (
    `${path} has no log to work on yet. Start the platform first: npm start plays the demo into it, ` +
    'npm start -- --live opens an empty log for real work'
  );
}
