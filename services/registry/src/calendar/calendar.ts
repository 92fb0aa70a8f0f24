import {
  type CalendarPublished,
  type CalendarVersion,
  type CommandOf,
  type PublishCalendar,
  refuse,
} from '@hoso/contracts';
import type { Decider, EventOf } from '@hoso/event-sourcing';
import { isWorkingTimeError, workingCalendar, workingTimeErrorText } from '@hoso/working-time';
import { type RegistryCommand, requireRegistrar, saysTheSame } from '../registrar.ts';

export type CalendarCommand = RegistryCommand<CommandOf<typeof PublishCalendar>>;
export type CalendarEvent = EventOf<typeof CalendarPublished>;

export type CalendarState =
  | { readonly status: 'unpublished' }
  | { readonly status: 'published'; readonly newest: CalendarVersion };

/**
 * A working calendar and its versions, stream `calendar-<id>`. A dossier is bound to the newest version at its
 * reception; what the Government decides later makes a new version and changes none.
 */
export const calendar: Decider<CalendarCommand, CalendarState, CalendarEvent> = {
  initial: { status: 'unpublished' },
  decide: (command, state) => {
    requireRegistrar(command);
    if (state.status === 'unpublished') return [published(1, command.data)];
    const { version, ...newest } = state.newest;
    return saysTheSame(newest, command.data) ? [] : [published(version + 1, command.data)];
  },
  evolve: (_, { data }) => ({ status: 'published', newest: data }),
};

function published(version: number, content: CalendarCommand['data']): CalendarEvent {
  const data = { version, ...content };
  try {
    workingCalendar(data);
  } catch (error) {
    if (!isWorkingTimeError(error)) throw error;
    const { vi, en } = workingTimeErrorText(error);
    refuse('CalendarInvalid', { ...error.params, fault: error.code, reason: en, reasonVi: vi });
  }
  return { type: 'CalendarPublished', data };
}
