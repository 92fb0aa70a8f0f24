import type { Receipt } from './command-type.ts';
import { CollectDossier } from './postal.ts';
import { AssignOfficer } from './processing.ts';
import type { CommandRoute } from './route.ts';

/** A command's content, once it was read. */
type Content = Readonly<Record<string, unknown>>;

/**
 * What the versions that a command's `ETag` and `If-Match` name are counted in: nothing before the number for what the
 * path names (a dossier, a procedure …), `case-<n>-` for the agency's handling of a dossier, `shipment-<n>-` for what
 * goes by post, both of them streams of their own. So no version of the one is ever taken for one of the other.
 */
export function tagPrefix({ command }: CommandRoute, data: Content): string {
  if (isAboutCase({ command })) return `case-${String(data['case'] ?? 1)}-`;
  return isAboutShipment({ command }) ? `shipment-${String(data['shipment'] ?? 1)}-` : '';
}

/** A command that names no shipment means the one whose version it asks for. */
export function namedByTag({ command }: CommandRoute, data: Content, prefix: string | undefined): Content {
  const [, number] = /^shipment-(\d+)-$/.exec(prefix ?? '') ?? [];
  const names = number !== undefined && isAboutShipment({ command }) && 'shipment' in command.data.shape;
  return names && data['shipment'] === undefined ? { ...data, shipment: Number(number) } : data;
}

/** The tag of what a command led to. Which shipment was meant, where none was named, its receipt says. */
export function tagAfter(route: CommandRoute, data: Content, { id, version }: Receipt): string {
  const meant = isAboutShipment(route) ? { ...data, shipment: id.split('-').at(-1) } : data;
  return `"${tagPrefix(route, meant)}${version}"`;
}

/** Whether a command is about the agency's handling rather than the dossier itself. */
export function isAboutCase({ command }: Pick<CommandRoute, 'command'>): boolean {
  return command.subject === AssignOfficer.subject;
}

/** Whether a command is about what goes by post rather than the dossier itself. */
export function isAboutShipment({ command }: Pick<CommandRoute, 'command'>): boolean {
  return command.subject === CollectDossier.subject;
}
