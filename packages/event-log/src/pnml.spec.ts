import { describe, expect, it } from '@jest/globals';
import { type PetriNet, processNet } from '@hoso/rules';
import fc from 'fast-check';
import { PnmlError } from './pnml-error.ts';
import { PNML_LIMITS, readPnml } from './read-pnml.ts';
import { writePnml } from './write-pnml.ts';

const namespace = 'xmlns="http://www.pnml.org/version-2009/grammar/pnml"';
const net = (content: string, type = 'http://www.pnml.org/version-2009/grammar/ptnet') =>
  `<pnml ${namespace}><net id="n" type="${type}"><page id="g">${content}</page></net></pnml>`;
const place = (id: string, tokens?: string) =>
  `<place id="${id}">${tokens === undefined ? '' : `<initialMarking><text>${tokens}</text></initialMarking>`}</place>`;
const transition = (id: string, name: string) =>
  `<transition id="${id}"><name><text>${name}</text></name></transition>`;
const arc = (id: string, source: string, target: string, more = '') =>
  `<arc id="${id}" source="${source}" target="${target}">${more}</arc>`;
const parts = [place('p'), place('q'), transition('t', 'A'), arc('a', 'p', 't'), arc('b', 't', 'q')];
const plain = parts.join('');

/** From the end to the beginning. */
const back = transition('u', 'B') + arc('c', 'q', 'u') + arc('d', 'u', 'p');

/** Both languages of the refusal. */
const refusalOf = (text: string): readonly string[] => {
  try {
    readPnml(text);
    return [];
  } catch (error) {
    if (!(error instanceof PnmlError)) throw error;
    return [error.message, error.vi];
  }
};

describe('A PNML file', () => {
  it('is read: the one place that nothing leads to begins, the one that leads nowhere ends', () => {
    expect(readPnml(net(plain))).toEqual({
      places: [
        { id: 'p', initial: 1, final: 0 },
        { id: 'q', initial: 0, final: 1 },
      ],
      transitions: [{ id: 't', activity: 'A' }],
      arcs: [
        { from: 'p', to: 't', weight: 1 },
        { from: 't', to: 'q', weight: 1 },
      ],
    });
  });

  it('is read with markings, weights, remarks of tools and drawings, and without a namespace', () => {
    const remarks =
      '<graphics><text>9</text></graphics><toolspecific tool="x" version="1"><text>9</text></toolspecific>';
    const weight = '<inscription><text> 2 </text></inscription><arctype><text>normal</text></arctype>';
    const marked = '<finalmarkings><marking><place idref="q"><text>3</text></place></marking></finalmarkings>';
    const named = `<place id="q"><name><text>Q</text></name>${remarks}</place>`;
    const arcs = arc('a', 'p', 't', weight) + arc('b', 't', 'q');
    const nodes = place('p', '2') + named + transition('t', 'A &amp; <![CDATA[B]]>') + arcs;
    const text = `<pnml><net id="n"><name><text>N</text></name>${nodes}${marked}</net></pnml>`;
    const read = readPnml(text);
    expect(read.places.map(({ initial, final }) => [initial, final])).toEqual([
      [2, 0],
      [0, 3],
    ]);
    expect(read.transitions).toEqual([{ id: 't', activity: 'A & B' }]);
    expect(read.arcs.map((one) => one.weight)).toEqual([2, 1]);
  });

  it('comes back as it went out, whatever its names are', () => {
    const names = fc
      .string({ unit: 'grapheme', minLength: 1 })
      .filter((name) => /^[^\p{C}\uFFFE\uFFFF]+$/u.test(name) && name.trim() === name);
    const nets = fc.array(fc.tuple(names, fc.integer({ min: 1, max: 5 })), { minLength: 1, maxLength: 6 }).map(
      (steps): PetriNet => ({
        places: [
          ...steps.map((_, at) => ({ id: `p${at}`, initial: at, final: 1 })),
          { id: 'end', initial: 3, final: 0 },
        ],
        transitions: steps.map(([activity], at) => ({ id: `t${at}`, activity })),
        arcs: steps.flatMap(([, weight], at) => [
          { from: `p${at}`, to: `t${at}`, weight },
          { from: `t${at}`, to: at + 1 < steps.length ? `p${at + 1}` : 'end', weight: 1 },
        ]),
      }),
    );
    fc.assert(fc.property(nets, names, (one, name) => expect(readPnml(writePnml(one, name))).toEqual(one)));
    const process = processNet([
      { code: 'verify', next: ['sign', 'return'] },
      { code: 'return', next: ['verify'] },
      { code: 'sign' },
    ]);
    expect(readPnml(writePnml(process, 'Cấp bản sao'))).toEqual(process);
  });

  it.each<[string, string, string]>([
    ['is empty', '', 'not XML'],
    ['is cut off', net(plain).slice(0, -20), 'not XML'],
    ['is something else', '<html/>', '<html>'],
    ['is of another namespace', '<pnml xmlns="http://example.org/net"/>', 'http://example.org/net'],
    ['is a coloured net', net(plain, 'http://www.pnml.org/version-2009/grammar/symmetricnet'), 'symmetricnet'],
    ['declares entities', `<!DOCTYPE p [<!ENTITY a "${'x'.repeat(9)}"><!ENTITY b "&a;&a;">]>${net(plain)}`, 'entities'],
    ['fetches a DTD', `<!DOCTYPE pnml SYSTEM "file:///etc/passwd">${net(plain)}`, 'DTD'],
    ['names an entity that is not there', net(transition('t', '&bomb;')), 'not XML'],
    ['holds no net', `<pnml ${namespace}/>`, 'it holds 0 <net>'],
    ['holds two nets', `<pnml><net id="n">${plain}</net><net id="m"/></pnml>`, 'it holds 2 <net>'],
    ['uses an id twice', net(plain + place('p')), '"p" is used twice'],
    ['has a place without an id', net('<place/>'), '<place> has no id'],
    ['has an arc from nowhere', net(plain + arc('c', 'x', 't')), 'the arc "c" names "x"'],
    ['has an arc between places', net(plain + arc('c', 'p', 'q')), 'the arc "c" must join'],
    ['has an inhibitor arc', net(plain + arc('c', 'q', 't', '<arctype><text>inhibitor</text></arctype>')), 'inhibitor'],
    [
      'has a weight of nothing',
      net(plain + arc('c', 'q', 't', '<inscription><text>0</text></inscription>')),
      'weight 0',
    ],
    ['has half a token', net(place('p', '0.5') + plain), 'initialMarking of "p" is "0.5"'],
    ['has fewer than no tokens', net(place('p', '-1') + plain), 'initialMarking of "p" is "-1"'],
    ['has more tokens than there are', net(place('p', '9'.repeat(400)) + plain), 'initialMarking of "p"'],
    ['is silent', net(plain + transition('u', '')), 'the transition "u" has no name'],
    [
      'is silent by a tool’s word',
      net(`${plain}<transition id="u"><name><text>x</text></name><toolspecific activity="$invisible$"/></transition>`),
      'silent',
    ],
    ['goes round without a beginning', net(plain + back), 'no place holds a token'],
    [
      'goes round without an end',
      net(place('r', '1') + plain + back + arc('e', 'r', 't') + arc('f', 'u', 'r')),
      'no final marking',
    ],
    [
      'ends in two ways',
      net(`${plain}</page><finalmarkings><marking/><marking/></finalmarkings><page id="h">`),
      '2 final markings',
    ],
    [
      'ends where nothing is',
      net(`${plain}<finalmarkings><marking><place idref="x"><text>1</text></place></marking></finalmarkings>`),
      'names "x"',
    ],
    ['refers to another page', net('<referencePlace id="r" ref="p"/>'), '<referencePlace>'],
    ['is nested without end', `<pnml>${'<page>'.repeat(100)}`, 'more than 64'],
    [
      'is huge',
      net(Array.from({ length: PNML_LIMITS.nodesMax + 1 }, (_, at) => `<place id="p${at}"/>`).join('')),
      'more than 10000 <place>',
    ],
    ['is longer than can be', net(' '.repeat(PNML_LIMITS.textLengthMax)), 'longer than'],
  ])('that %s is refused, in both languages', (_, text, reason) => {
    const [en, vi] = refusalOf(text);
    expect(en).toContain(reason);
    expect(vi).toBeDefined();
    expect(vi).not.toBe(en);
    expect((en ?? '').length).toBeLessThan(400);
  });

  it('tells the line of what is wrong', () => {
    expect(refusalOf(`<pnml>\n<net id="n">\n<place id="p"/>\n<place id="p"/>`)[0]).toMatch(/^line 4, column \d+: /);
  });

  it('never makes the reader throw anything else', () => {
    const pieces = fc.constantFrom(
      ...parts,
      '<net id="n">',
      '</net>',
      '<page id="g">',
      '</page>',
      '<text>1</text>',
      '<marking>',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(pieces, fc.string())), (some) => {
        refusalOf(`<pnml>${some.join('')}</pnml>`);
      }),
    );
  });
});
