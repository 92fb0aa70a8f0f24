import { randomBytes } from 'node:crypto';
import { busUsers } from '@hoso/contracts';
import { passwordVariable } from '@hoso/messaging/nats';
import { z } from 'zod';
import { processNames } from './environments.ts';

const userNames = [...processNames, 'backup', 'ops'] as const;
const Passwords = z.record(z.enum(userNames), z.string());

/** Of each process at the servers, of who backs up, and of who looks after streams. */
export type Passwords = z.infer<typeof Passwords>;

const newPassword = (): string => randomBytes(16).toString('hex');

/** One for each, known to nobody yet. */
export function newPasswords(): Passwords {
  return Passwords.parse(Object.fromEntries(userNames.map((name) => [name, newPassword()])));
}

/** What the process that starts the servers is told of who may use them; `readPasswords` takes it up there. */
export function passwordsForServers(passwords: Passwords): Readonly<Record<string, string>> {
  const known = new Map<string, string>(Object.entries(passwords));
  return {
    ...Object.fromEntries(busUsers.map(({ name }) => [passwordVariable(name), known.get(name) ?? newPassword()])),
    HOSO_SERVERS_PASSWORDS: JSON.stringify(passwords),
  };
}

export function readPasswords(text: string): Passwords {
  return Passwords.parse(JSON.parse(text));
}
