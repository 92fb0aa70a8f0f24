import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseTilePath, tilePath, widthIn } from './tile-paths.ts';

describe('A tile', () => {
  it.each([
    [{ level: 0, index: 0, width: 256 }, 'tile/0/000'],
    [{ level: 1, index: 1_234_067, width: 256 }, 'tile/1/x001/x234/067'],
    [{ level: 'entries', index: 5, width: 17 }, 'tile/entries/005.p/17'],
    [{ level: 0, index: 1_000, width: 1 }, 'tile/0/x001/000.p/1'],
  ] as const)('%j lies at %s', (name, path) => {
    expect(tilePath(name)).toBe(path);
    expect(parseTilePath(path)).toEqual(name);
  });

  it('has one path, and the path one tile', () => {
    const level = fc.oneof(fc.integer({ min: 0, max: 6 }), fc.constant('entries' as const));
    const index = fc.nat({ max: 2 ** 45 });
    const names = fc.record({ level, index, width: fc.integer({ min: 1, max: 256 }) });
    fc.assert(fc.property(names, (name) => expect(parseTilePath(tilePath(name))).toEqual(name)));
  });

  it.each([
    ...['', 'tile', 'tile/0', 'tile/0/', 'tile/7/000', 'tile/00/000', 'tile/-1/000', 'tile/x/000', 'tile/data/000'],
    ...['tile/0/0', 'tile/0/0000', 'tile/0/x000/001', 'tile/0/001/002', 'tile/0/x001', 'tile/0/00a', 'TILE/0/000'],
    ...['tile/0/000.p/0', 'tile/0/000.p/256', 'tile/0/000.p/257', 'tile/0/000.p/01', 'tile/0/000.p/', 'tile/0/000.p'],
    ...['tile/0/../../keys/master.key', '../tile/0/000', '/tile/0/000', 'tile/0/000/', 'tile//000', 'tile/0/000\n'],
    ...['tile/0/%30%30%30', 'tile/0/０００', 'tile/0/000\u0000', 'tile\\0\\000', 'tile/entries/..', 'tile/0/000.p/1/2'],
    `tile/0/${'x001/'.repeat(9)}001`,
  ])('never lies at %j', (path) => {
    expect(() => parseTilePath(path)).toThrow(/path: is not the address of a tile/);
  });

  it('is as wide as its tree has filled it', () => {
    const size = 70_000;
    expect(widthIn(size, { level: 0, index: 272 })).toBe(256);
    expect(widthIn(size, { level: 0, index: 273 })).toBe(70_000 % 256);
    expect(widthIn(size, { level: 1, index: 1 })).toBe(Math.floor(70_000 / 256) - 256);
    expect(widthIn(size, { level: 2, index: 0 })).toBe(1);
    expect(widthIn(size, { level: 3, index: 0 })).toBe(0);
    expect(widthIn(size, { level: 'entries', index: 273 })).toBe(70_000 % 256);
  });
});
