import { originOf, putWitnessed, takeWitnessed } from '@hoso/audit/process';
import type { NamedFiles } from '@hoso/blobs';
import { NotProven } from '@hoso/merkle-log';
import { BackupError } from './backup-error.ts';
import { type KeptWitnessed, manifestOf } from './backup-manifest.ts';
import type { BackupSource } from './backup-source.ts';
import type { OpenBackup } from './read-backup.ts';

/** What witnesses saw of each log. Throws `BackupError` where a ledger is damaged. */
export async function keepWitnessed({ logs, ledger }: BackupSource): Promise<KeptWitnessed[]> {
  const kept: KeptWitnessed[] = [];
  for (const { name } of await logs('logs')) {
    const files = ledger(name);
    try {
      const witnessed = await takeWitnessed(files);
      if (witnessed) kept.push({ log: name, keys: [...witnessed.keys], checkpoints: [...witnessed.checkpoints] });
    } catch (error) {
      throw error instanceof NotProven
        ? new BackupError('LedgerUnreadable', `ledger/${name}`, { cause: error })
        : error;
    } finally {
      await files.close();
    }
  }
  return kept;
}

/** Puts it back where the ledgers of these logs, by default of all, are to be. Throws `BackupError`. */
export async function restoreWitnessed(
  { from, manifest }: OpenBackup,
  ledger: (log: string) => NamedFiles,
  logs?: readonly string[],
): Promise<void> {
  for (const { log, ...witnessed } of manifest.witnessed ?? []) {
    if (logs && !logs.includes(log)) continue;
    const kept = manifest.logs.find(({ store, name }) => store === 'logs' && name === log);
    if (!kept) throw new BackupError('ManifestDamaged', manifestOf(from));
    const files = ledger(log);
    try {
      await putWitnessed(files, originOf({ log: kept }), witnessed, Date.now() / 1_000);
    } catch (error) {
      throw error instanceof NotProven ? new BackupError('ManifestDamaged', manifestOf(from), { cause: error }) : error;
    } finally {
      await files.close();
    }
  }
}
