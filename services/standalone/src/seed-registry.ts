import type { Actor } from '@hoso/contracts';
import { type Bus, instantOf, isDomainError } from '@hoso/event-sourcing';
import { type SeedCommand, seedActor, seedCommands } from '@hoso/registry';

const timeoutMs = 30_000;
const tokenLifeS = 300;

/**
 * Publishes the procedures, units and calendars that the repository ships. Their ids come from their content: again
 * adds nothing.
 */
export async function seedRegistry(
  bus: Bus,
  mint: (actor: Actor, expiresInS: number) => Promise<string>,
  clock: () => number,
): Promise<void> {
  const token = await mint(seedActor, tokenLifeS);
  const occurredAt = instantOf(clock());
  const publish = async ({ subject, ...message }: SeedCommand): Promise<void> => {
    try {
      await bus.request(subject, { data: { ...message, occurredAt }, headers: { token } }, timeoutMs);
    } catch (error) {
      // A province that has published its own version keeps it: what the repository ships is then refused, and told.
      if (!isDomainError(error)) throw error;
      console.warn(`registry: ${message.type} ${message.id} of this release was not taken: ${error.code}`);
    }
  };
  // The token is looked into with the first: with all of them at once, chance would order what follows.
  const [first, ...rest] = seedCommands();
  if (first) await publish(first);
  await Promise.all(rest.map(publish));
}
