import { codeOf, isPassing } from './failure.ts';
import { type Address, checkAddress, ServerUnusable } from './server-unusable.ts';

/** What `work` answers; what the server at `address` says against it is said with the setting and the remedy. */
export async function opening<Answer>(address: Address, work: () => Promise<Answer>): Promise<Answer> {
  try {
    return await work();
  } catch (error) {
    throw unusable(address, error);
  }
}

/** The last three characters of a code say more than is needed here. */
const refusals = {
  '28': { said: 'the server does not let this user in', remedy: 'Correct the name or the password.' },
  '3D': { said: 'the server has no such database', remedy: 'Create it, or correct its name.' },
  '42501': { said: 'the user may not do this', remedy: 'Give the user the role it needs, see infra/postgres.' },
} as const;

function unusable(address: Address, error: unknown): unknown {
  if (error instanceof ServerUnusable) return error;
  const { setting } = address;
  const { host, pathname, username } = checkAddress(address);
  const at = `${username}@${host}${pathname}`;
  const why = Error.isError(error) ? error.message || codeOf(error) : String(error);
  const code = codeOf(error) ?? '';
  const refusal = Object.entries(refusals).find(([prefix]) => code.startsWith(prefix))?.[1];
  if (refusal) {
    return new ServerUnusable('Refused', setting, `${refusal.said} (${at}: ${why})`, refusal.remedy, { cause: error });
  }
  if (!isPassing(error)) return error;
  const remedy = 'Start PostgreSQL there, or correct the address.';
  return new ServerUnusable('Unreachable', setting, `nobody answers at ${host} (${why})`, remedy, { cause: error });
}
