import type { Actor } from '@hoso/contracts';
import { type Bus, instantOf } from '@hoso/event-sourcing';
import { seedActor, seedCommands } from '@hoso/registry';

const timeoutMs = 30_000;
const tokenLifeS = 300;

/** Publishes the procedures, units and calendars that the repository ships. Their ids come from their content: again adds nothing. */
export async function seedRegistry(
  bus: Bus,
  mint: (actor: Actor, expiresInS: number) => Promise<string>,
  clock: () => number,
): Promise<void> {
  const token = await mint(seedActor, tokenLifeS);
  const occurredAt = instantOf(clock());
  await Promise.all(
    seedCommands().map(({ subject, ...message }) =>
      bus.request(subject, { data: { ...message, occurredAt }, headers: { token } }, timeoutMs),
    ),
  );
}
