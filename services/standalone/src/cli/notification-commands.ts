import { ListLetters, ListNotifications } from '@hoso/contracts';
import type { Command } from 'commander';
import { z } from 'zod';
import { localText } from './instant.ts';
import { facts, freshness, print, printList, table } from './output.ts';
import { idOf } from './route-commands.ts';
import { GlobalOptions, withPlatform } from './session.ts';

const clerk = 'clerk@ha-long-one-stop';

/** What applicants were told, and letters that wait. */
export function addNotificationCommands(program: Command): void {
  const notifications = program
    .command('notifications')
    .description('what the applicant of a dossier was told')
    .argument('<dossier>', 'its id or code')
    .option('--at-least <position>', 'wait until the answer holds the event at this position');
  notifications.action(async (given: string) => {
    const options = GlobalOptions.parse(notifications.optsWithGlobals());
    await withPlatform(options, clerk, async ({ client }) => {
      const path = `/dossiers/${await idOf(client, given)}/notifications`;
      const query = { atLeast: notifications.opts()['atLeast'] };
      const answer = await client.call({ method: 'GET', path, query });
      print(options, answer, () => {
        const { items, ...fresh } = ListNotifications.answer.parse(answer);
        const rows = items.map(({ notification, topic, status, means, beganAt, sentAt, failure, because }) => [
          ...[notification, topic, status, means],
          ...[localText(beganAt), sentAt && localText(sentAt), failure ?? because],
        ]);
        const columns = ['notification', 'topic', 'status', 'means', 'began', 'sent', 'why'];
        return `${table(columns, rows, options.lang)}\n${freshness(options, fresh)}`;
      });
    });
  });
  addLetters(program);
  addLetter(program);
}

function addLetters(program: Command): void {
  const letters = program
    .command('letters')
    .description('letters of a one-stop unit that wait to be printed and posted')
    .argument('<unit>', 'e.g. ha-long-one-stop')
    .option('--limit <count>', 'items a page, at most 200', '50')
    .option('--after <cursor>', 'the page after');
  letters.action(async (unit: string) => {
    const options = GlobalOptions.parse(letters.optsWithGlobals());
    const { limit, after } = z.looseObject({ limit: z.string(), after: z.string().optional() }).parse(letters.opts());
    const path = `/units/${encodeURIComponent(ListLetters.ask.shape.unit.parse(unit))}/letters`;
    await withPlatform(options, `clerk@${unit}`, ({ client }) =>
      printList(
        options,
        (next) => client.call({ method: 'GET', path, query: { limit, after: next } }),
        ['notification', 'dossier', 'topic', 'began'],
        (item) => ['notification', 'dossier', 'topic', 'beganAt'].map((name) => item[name]),
        after,
      ),
    );
  });
}

function addLetter(program: Command): void {
  const letter = program
    .command('letter')
    .description('a letter to an applicant as a PDF, to print and post (then `hoso dossier post-letter`)')
    .argument('<dossier>', 'its id or code')
    .argument('<notification>', 'as `hoso letters` names it')
    .requiredOption('--out <file>', 'the PDF; there only once it is whole');
  letter.action(async (given: string, notification: string) => {
    const options = GlobalOptions.parse(letter.optsWithGlobals());
    const { out } = z.looseObject({ out: z.string() }).parse(letter.opts());
    await withPlatform(options, clerk, async ({ client }) => {
      const path = `/dossiers/${await idOf(client, given)}/letters/${encodeURIComponent(notification)}.pdf`;
      const saved = await client.download(path, out);
      print(options, saved, () => facts(saved, '', options.lang));
    });
  });
}
