import { type CommandRoute, FindPetition, ListPetitions, routes } from '@hoso/contracts';
import type { Command } from 'commander';
import { z } from 'zod';
import { facts, freshness, print, printList } from './output.ts';
import { addRouteCommand, type Verb } from './route-commands.ts';
import { addSchemaOptions, contentOf } from './schema-options.ts';
import { GlobalOptions, withPlatform } from './session.ts';

/** The command line's words for the commands about petitions, and as whom they are usually given. */
const verbs: Readonly<Record<string, Verb>> = {
  ReceivePetition: { verb: 'receive', who: 'clerk@ha-long-one-stop' },
  AcceptComplaint: { verb: 'accept', who: 'head@ha-long-office' },
  AssignPetition: { verb: 'assign', who: 'head@ha-long-office' },
  ForwardPetition: { verb: 'forward', who: 'clerk@ha-long-one-stop' },
  ExtendPetition: { verb: 'extend', who: 'head@ha-long-office' },
  AnswerPetition: { verb: 'answer', who: 'head@ha-long-office' },
  WithdrawPetition: { verb: 'withdraw', who: 'clerk@ha-long-one-stop' },
  RatePetition: { verb: 'rate', who: 'clerk@ha-long-one-stop' },
};

export function addPetitionCommands(program: Command): void {
  const petition = program.command('petition').description('petitions and complaints / phản ánh, kiến nghị, khiếu nại');
  for (const route of routes) {
    const verb = 'command' in route ? verbs[route.command.name] : undefined;
    if (verb && 'command' in route) add(petition, route, verb);
  }
  addShow(petition);
  addList(petition);
}

function add(petition: Command, route: CommandRoute, verb: Verb): void {
  addRouteCommand(petition, route, verb, { about: 'petition', begins: route.method === 'PUT' });
}

function addShow(petition: Command): void {
  const show = petition.command('show').description('a petition as it stands').argument('<petition>', 'its id');
  show.action(async (id: string) => {
    const options = GlobalOptions.parse(show.optsWithGlobals());
    await withPlatform(options, 'clerk@ha-long-one-stop', async ({ client }) => {
      const answer = FindPetition.answer.parse(
        await client.call({ method: 'GET', path: `/petitions/${encodeURIComponent(id)}` }),
      );
      print(options, answer, () => `${facts(answer.petition, '', options.lang)}\n${freshness(options, answer)}`);
    });
  });
}

const Wanted = ListPetitions.ask.omit({ limit: true, after: true });
const Page = z.looseObject({ limit: z.string(), after: z.string().optional() });

function addList(petition: Command): void {
  const list = petition.command('list').description('those to be answered, the most urgent first');
  addSchemaOptions(list, Wanted);
  list.option('--limit <count>', 'items a page, at most 200', '50').option('--after <cursor>', 'the page after');
  list.action(async () => {
    const options = GlobalOptions.parse(list.optsWithGlobals());
    const { limit, after } = Page.parse(list.opts());
    const asked = Object.entries(contentOf(Wanted, list.opts())).map(([name, value]) => [name, String(value)]);
    const query: Readonly<Record<string, string>> = Object.fromEntries(asked);
    const columns = ['id', 'kind', 'topic', 'status', 'unit', 'officer', 'dueAt', 'overdue'];
    await withPlatform(options, 'inspector@inspectorate', ({ client }) =>
      printList(
        options,
        (next) => client.call({ method: 'GET', path: '/petitions', query: { ...query, limit, after: next } }),
        columns,
        (row) => columns.map((name) => row[name]),
        after,
      ),
    );
  });
}
