import type { CommandRoute } from './routes.ts';
import { AssignOfficer } from './processing.ts';

/**
 * What the versions that a command's `ETag` and `If-Match` name are counted in: nothing before the number for what the
 * path names (a dossier, a procedure …), `case-<n>-` for the agency's handling of a dossier, which is a stream of its
 * own. So no version of the one is ever taken for one of the other.
 */
export function tagPrefix({ command }: CommandRoute, data: Readonly<Record<string, unknown>>): string {
  return isAboutCase({ command }) ? `case-${String(data['case'] ?? 1)}-` : '';
}

/** Whether a command is about the agency's handling rather than the dossier itself. */
export function isAboutCase({ command }: Pick<CommandRoute, 'command'>): boolean {
  return command.subject === AssignOfficer.subject;
}
