import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { surveyLog } from '../case-order.ts';
import { directlyFollows } from './directly-follows.ts';
import { mapSvg } from './map-svg.ts';
import { processMap } from './process-map.ts';

/** Cases of one-letter activities. */
const graphOf = (stories: readonly (readonly string[])[]) => {
  const events = stories
    .flatMap((story, index) => story.map((activity, at) => ({ case: `${index}`, activity, at })))
    .map((event, index) => ({ ...event, position: index + 1 }));
  const survey = surveyLog();
  for (const event of events) survey.eat(event);
  const pass = directlyFollows(survey.finish());
  for (const event of events) pass.eat(event);
  return pass.finish();
};
const stories = (...told: readonly string[]) => graphOf(told.map((story) => story.split('')));
const words = { title: 'Hồ sơ <1>', start: 'Bắt đầu', end: 'Kết thúc' };

describe('A process map', () => {
  it('leads down from the start to the end, and back only where it must', () => {
    const { nodes, edges } = processMap(stories('ABC', 'ABBC', 'ACBC'), 1);
    const yOf = (activity: string) => nodes.find((node) => node.activity === activity)?.y ?? Number.NaN;
    expect(nodes.map(({ kind, activity, count }) => [kind, activity, count])).toEqual([
      ['activity', 'B', 4],
      ['activity', 'C', 4],
      ['activity', 'A', 3],
      ['start', '', 3],
      ['end', '', 3],
    ]);
    const heights = [nodes[3]?.y ?? Number.NaN, yOf('A'), yOf('B'), yOf('C'), nodes[4]?.y ?? Number.NaN];
    expect(heights).toEqual(heights.toSorted((one, other) => one - other));
    const back = edges.find(({ from, to }) => from === 1 && to === 0);
    expect([back?.count, (back?.points[0]?.y ?? 0) > (back?.points.at(-1)?.y ?? 0)]).toEqual([1, true]);
  });

  it('leaves rare edges out and says how many, but leaves no activity alone', () => {
    const frequent = Array.from({ length: 50 }, () => 'ABC');
    const map = processMap(stories(...frequent, 'ACB', 'AXC'), 0.9);
    expect(map.hidden).toEqual({ edges: 1, pairs: 1 });
    const x = map.nodes.findIndex(({ activity }) => activity === 'X');
    expect(map.edges.filter(({ from, to }) => from === x || to === x).length).toBe(2);
  });

  it('has room for every node, joins all edges to them, and is drawn the same again', () => {
    const letters = fc.array(fc.constantFrom(...'ABCDEFGH'), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(fc.array(letters, { maxLength: 12 }), fc.double({ min: 0, max: 1, noNaN: true }), (told, share) => {
        const map = processMap(graphOf(told), share);
        expect(processMap(graphOf(told), share)).toEqual(map);
        for (const [index, one] of map.nodes.entries()) {
          expect(one.x >= 0 && one.y >= 0).toBe(true);
          expect(one.x + one.width <= map.width && one.y + one.height <= map.height).toBe(true);
          for (const other of map.nodes.slice(index + 1)) {
            const isBeside = one.x + one.width <= other.x || other.x + other.width <= one.x;
            expect(isBeside || one.y + one.height <= other.y || other.y + other.height <= one.y).toBe(true);
          }
        }
        for (const { from, to, points } of map.edges) {
          expect([map.nodes[from] !== undefined, map.nodes[to] !== undefined, points.length > 1]).toEqual([
            true,
            true,
            true,
          ]);
          expect(points.every(({ x, y }) => Number.isFinite(x) && Number.isFinite(y))).toBe(true);
        }
      }),
    );
  });

  it('is an SVG in which names are text, whatever they hold', () => {
    const svg = mapSvg(processMap(graphOf([['<script>alert(1)</script>', 'a & "b"\u0000', 'x'.repeat(500)]])), words);
    expect(svg).not.toContain('<script');
    expect(svg).toContain('&lt;script&gt;');
    expect(svg).toContain('a &amp; &quot;b&quot;:');
    expect(svg).toContain('<title>Hồ sơ &lt;1&gt;</title>');
    expect(mapSvg(processMap(stories()), words)).toMatch(/^<svg [^>]*width="0"/);
  });
});
