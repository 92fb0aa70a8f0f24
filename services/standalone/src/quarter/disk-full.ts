/** Whether it is room on the disk that was missing, wherever that was found first. */
export function isDiskFull(error: unknown): boolean {
  if (!Error.isError(error)) return false;
  const found = 'code' in error && typeof error.code === 'string' && diskFullCodes.includes(error.code);
  const inSqlite = 'errcode' in error && typeof error.errcode === 'number' && sqliteFullCodes.includes(error.errcode);
  const inStore = error.name === 'StoreUnavailable' && 'reason' in error && error.reason === 'full';
  return found || inSqlite || inStore || isDiskFull(error.cause);
}

const diskFullCodes = ['ENOSPC', 'EDQUOT', 'EFBIG'];
/** SQLITE_FULL, and a write that was refused, as by a limit on the size of files. */
const sqliteFullCodes = [13, 778];
