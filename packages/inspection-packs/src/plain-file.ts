import { lstatSync } from 'node:fs';
import { join } from 'node:path';
import { NotProven } from '@hoso/merkle-log';

/**
 * Where a file of somebody else's folder lies; nothing where there is none. Throws `NotProven` for whatever would be
 * read without end, or from outside the folder (a link, a pipe, a device), and for what is larger than it may be.
 */
export function plainFile(folder: string, name: string, bytesMax = Number.POSITIVE_INFINITY): string | undefined {
  const path = join(folder, name);
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (!found) return undefined;
  if (!found.isFile()) throw new NotProven(name, { vi: 'không phải tệp thường', en: 'is no plain file' });
  if (found.size > bytesMax) throw new NotProven(name, { vi: 'quá lớn', en: 'is too large' });
  return path;
}
