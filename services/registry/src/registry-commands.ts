import { atVersion, type CommandOf, type registryCommands } from '@hoso/contracts';
import {
  type CommandContext,
  type Decide,
  type Decider,
  type DomainCommand,
  type DomainEvent,
  type HandleCommand,
  type Receipt,
  type StreamName,
  streamName,
  unreachable,
} from '@hoso/event-sourcing';
import { calendar } from './calendar/calendar.ts';
import { procedure } from './procedure/procedure.ts';
import type { RegistryCommand } from './registrar.ts';
import { ruleSet } from './rule-set/rule-set.ts';
import { unit } from './unit/unit.ts';

/** A command of the registry: all are at one subject. */
export type AnyRegistryCommand = RegistryCommand<CommandOf<(typeof registryCommands)[number]>>;

/** A command that was read. What it is about is named in its content. */
export interface AskedCommand {
  readonly command: AnyRegistryCommand;
  readonly context: CommandContext;
  readonly ifVersion: number | undefined;
}

/** Carries a command out on its own stream, and on that alone. */
export function carryOut(handle: HandleCommand, { command, context, ifVersion }: AskedCommand): Promise<Receipt> {
  switch (command.type) {
    case 'PublishProcedure':
      return on(streamName('procedure', command.data.code), procedure, command);
    case 'RegisterUnit':
    case 'AppointOfficer':
    case 'RelieveOfficer':
      return on(streamName('unit', command.data.id), unit, command);
    case 'PublishCalendar':
      return on(streamName('calendar', command.data.id), calendar, command);
    case 'PublishRuleSet':
      return on(streamName('ruleset', command.data.id), ruleSet, command);
    default:
      return unreachable(command);
  }

  function on<Command extends DomainCommand, State, Event extends DomainEvent>(
    stream: StreamName,
    decider: Decider<Command, State, Event>,
    asked: Command,
  ): Promise<Receipt> {
    const decide: Decide = async (load) => [atVersion((await load(stream, decider)).decide(asked), ifVersion)];
    return handle(asked, context, stream, decide);
  }
}
