import { describe, expect, it } from '@jest/globals';
import { namedByTag, tagAfter, tagPrefix } from './entity-tag.ts';
import type { CommandRoute } from './route.ts';
import { routes } from './routes.ts';

const routeOf = (name: string): CommandRoute => {
  const found = routes.find((route) => 'command' in route && route.command.name === name);
  if (!found || !('command' in found)) throw new Error(name);
  return found;
};
const [submit, assign, collect, invite] = ['SubmitDossier', 'AssignOfficer', 'CollectDossier', 'InviteRecipient'].map(
  (name) => routeOf(name),
) as [CommandRoute, CommandRoute, CommandRoute, CommandRoute];
const id = '017f8a00-0000-7000-8000-000000000001';
const receipt = (of: string, version = 3) => ({ id: of, version, position: 9 });

describe('The tag of a version', () => {
  it('is a bare number of what the path names', () => {
    expect(tagPrefix(submit, {})).toBe('');
    expect(tagAfter(submit, {}, receipt(id))).toBe('"3"');
  });
  it('names the case', () => {
    expect(tagPrefix(assign, { case: 2 })).toBe('case-2-');
    expect(tagAfter(assign, {}, receipt(`${id}-1`))).toBe('"case-1-3"');
  });
  it('names the shipment that was meant, also where the command did not', () => {
    expect(tagPrefix(invite, { shipment: 2 })).toBe('shipment-2-');
    expect(tagAfter(invite, {}, receipt(`${id}-2`))).toBe('"shipment-2-3"');
    expect(tagAfter(collect, {}, receipt(`${id}-1`, 1))).toBe('"shipment-1-1"');
  });
  it('makes a command mean the shipment that was looked at', () => {
    expect(namedByTag(invite, { means: 'sms' }, 'shipment-2-')).toEqual({ means: 'sms', shipment: 2 });
    expect(namedByTag(invite, { shipment: 1 }, 'shipment-2-')).toEqual({ shipment: 1 });
    expect(namedByTag(invite, {}, undefined)).toEqual({});
    expect(namedByTag(invite, {}, '')).toEqual({});
    for (const other of [submit, assign, collect]) expect(namedByTag(other, {}, 'shipment-2-')).toEqual({});
  });
});
