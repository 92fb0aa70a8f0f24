import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { checkInclusion } from '../src/check-proofs.ts';
import { NotProven } from '../src/not-proven.ts';

// 98 probes of transparency-dev/merkle (Apache-2.0), not part of this repository.
const folder = join(import.meta.dirname, '../../../../shared/data/vectors/rfc9162-inclusion');
const isThere = existsSync(folder);
const title = 'Published inclusion probes';

interface Probe {
  readonly leafIdx: number;
  readonly treeSize: number;
  readonly root: string;
  readonly leafHash: string;
  readonly proof: readonly string[] | null;
  readonly wantErr: boolean;
}

const bytes = (text: string): Buffer => Buffer.from(text, 'base64');

(isThere ? describe : describe.skip)(
  isThere ? title : `${title} (skipped: no shared/data beside this checkout)`,
  () => {
    const files = isThere ? globSync('**/*.json', { cwd: folder }).sort() : ['none'];

    it('are all there', () => expect(files).toHaveLength(98));

    it.each(files)('%s', (file) => {
      const {
        leafIdx: index,
        treeSize: size,
        root,
        leafHash,
        proof,
        wantErr,
      }: Probe = JSON.parse(readFileSync(join(folder, file), 'utf8'));
      const check = () =>
        checkInclusion({ index, size, hashes: (proof ?? []).map(bytes) }, bytes(leafHash), bytes(root));
      if (wantErr) expect(check).toThrow(NotProven);
      else check();
    });
  },
);
