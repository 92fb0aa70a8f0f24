import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { accessPage, reachOf } from './access-page.ts';
import { admittedBy, admits, may, requireAdmitted } from './access.ts';
import { Role } from './actor.ts';
import { readingOf } from './dossier-access.ts';
import { fileRoutes } from './file-routes.ts';
import { routes } from './routes.ts';

const commands = routes.filter((route) => 'command' in route);
const used = new Set([...routes, ...Object.values(fileRoutes)].map(({ access }) => access));

describe('The table of access', () => {
  it('is the page ACCESS.md, which `node scripts/write-access.mjs` writes', () =>
    expect(readFileSync(new URL('../ACCESS.md', import.meta.url), 'utf8')).toBe(accessPage()));

  it('holds no grant that no route has', () =>
    expect(Object.entries(may).filter(([, grant]) => !used.has(grant))).toEqual([]));

  it('lets an inspector read every dossier and write none: what he says goes into audit’s own log', () => {
    expect(readingOf.inspector.dossiers).toBe('every');
    const ofServices = commands.filter(({ command }) => !command.subject.startsWith('audit.'));
    expect(ofServices.filter(({ access }) => admits(access, 'inspector'))).toEqual([]);
  });

  it('lets nobody but the applicant and people of a unit act in dossiers', () => {
    for (const { path, access } of commands) {
      if (!path.startsWith('/dossiers/')) continue;
      const strangers = ['inspector', 'operator', 'registrar', 'system'] as const;
      expect(strangers.filter((role) => admits(access, role))).toEqual([]);
    }
  });

  it.each(Object.entries(may))(
    'says of %s for every role what it reaches, and nothing of who is not admitted',
    (_, grant) => {
      for (const role of Role.options) {
        expect([role, reachOf(grant, role) !== 'none']).toEqual([role, admittedBy(grant).includes(role)]);
      }
    },
  );

  it('refuses who is not admitted, and never the platform itself', () => {
    expect(() => requireAdmitted({ role: 'clerk' }, may.seeReads)).toThrow(
      expect.objectContaining({ code: 'RoleNotAllowed' }),
    );
    expect(() => requireAdmitted({ role: 'system' }, may.seeReads)).not.toThrow();
  });
});
