import { unreachable } from '@hoso/event-sourcing';
import { admits, type Grant, type Part } from './access.ts';
import { Role } from './actor.ts';
import { readingOf } from './dossier-access.ts';
import { fileRoutes } from './file-routes.ts';
import { routes } from './routes.ts';
import type { Words } from './scalars.ts';

/** How far a role reaches through a grant; `none` is refused at the edge. */
export type Reach = 'all' | 'in-hand' | 'own' | 'acts' | 'insists' | 'none';

/** Of a role in whatever part its unit has: who does it in one of them has not to insist there. */
export function reachOf(grant: Grant, role: Role): Reach {
  if (!admits(grant, role)) return 'none';
  switch (grant.kind) {
    case 'open':
    case 'signed-in':
    case 'roles':
      return 'all';
    case 'reading': {
      const { dossiers } = readingOf[role];
      return dossiers === 'every' ? 'all' : dossiers;
    }
    case 'acting':
      if (role === 'applicant') return 'own';
      return Object.values(grant.by).some((some) => some === 'by-process' || some.includes(role)) ? 'acts' : 'insists';
    default:
      return unreachable(grant);
  }
}

const symbols: Readonly<Record<Reach, string>> = {
  all: '●',
  'in-hand': '◐',
  own: '○',
  acts: '✎',
  insists: '!',
  none: '',
};

const legend: readonly (readonly [Reach, Words])[] = [
  ['all', { vi: 'mọi hồ sơ, hoặc không phụ thuộc hồ sơ', en: 'every dossier, or about none' }],
  ['in-hand', { vi: 'hồ sơ đơn vị mình đang hoặc đã giữ', en: "dossiers that one's unit has or had in hand" }],
  ['own', { vi: 'hồ sơ do chính mình nộp', en: 'dossiers that one submitted oneself' }],
  ['acts', { vi: 'thực hiện, ở đơn vị nêu tại cột cuối', en: 'does it, in the unit of the last column' }],
  ['insists', { vi: 'đúng đơn vị, sai vai trò: phải tự chịu trách nhiệm', en: 'of that unit, only by insisting' }],
];

/** The platform itself asks what it needs and is nobody's role: it has no column. */
const columns = Role.options.filter((role) => role !== 'system');

/** The table of access as a page of Markdown, from the very grants that the edge admits by. */
export function accessPage(): string {
  const lines = [
    ...routes.map((route) => ({
      name: 'command' in route ? route.command.name : route.query.name,
      ...route,
    })),
    ...Object.entries(fileRoutes).map(([name, route]) => ({ name, ...route })),
  ].map(({ name, method, path, access, summary }) => [
    `\`${method} ${path}\``,
    `${summary.vi}<br>${summary.en} (${name})`,
    access.kind === 'open' ? symbols.all : '',
    ...columns.map((role) => symbols[reachOf(access, role)]),
    access.kind === 'acting' ? actingOf(access.by) : '',
  ]);
  const titles = ['route', 'what', 'no token', ...columns, 'whose people act'];
  return [
    '# Who may do what',
    '',
    'Written from the grants in `routes.ts` and `file-routes.ts` by `node scripts/write-access.mjs`; a test tells',
    'when it is out of date, and another walks every route with every role and compares.',
    '',
    ...legend.map(([reach, { vi, en }]) => `- ${symbols[reach]} ${vi} / ${en}`),
    '',
    row(titles),
    row(titles.map(() => '---')),
    ...lines.map(row),
    '',
  ].join('\n');
}

function actingOf(by: Extract<Grant, { readonly kind: 'acting' }>['by']): string {
  const parts: readonly Part[] = ['one-stop', 'agency', 'consulted', 'post'];
  return parts
    .flatMap((part) => {
      const some = by[part];
      if (some === undefined) return [];
      return [`${part}: ${some === 'by-process' ? "the process's role" : some.join(', ')}`];
    })
    .join('; ');
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

/** What is said of a grant where there is no room for a table. */
export function grantWords(grant: Grant): string {
  switch (grant.kind) {
    case 'open':
      return 'anyone';
    case 'signed-in':
      return 'signed-in';
    case 'roles':
      return grant.roles.join(', ');
    case 'reading':
      return `${grant.roles.join(', ')}; dossiers they may read`;
    case 'acting':
      return `${grant.applicant ? 'the applicant; ' : ''}${actingOf(grant.by)}`;
    default:
      return unreachable(grant);
  }
}
