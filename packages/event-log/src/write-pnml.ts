import type { PetriNet } from '@hoso/rules';

const NAMESPACE = 'http://www.pnml.org/version-2009/grammar/pnml';
const NET_TYPE = 'http://www.pnml.org/version-2009/grammar/ptnet';

/**
 * A net as PNML (ISO/IEC 15909-2), with its final marking in the form that process mining tools read. The ids MUST be
 * XML names; `name` and activities may be any text of XML.
 */
export const writePnml = ({ places, transitions, arcs }: PetriNet, name: string): string => {
  const label = (element: string, text: string): string => `<${element}><text>${escaped(text)}</text></${element}>`;
  const nodes = [
    ...places.map(({ id, initial }) =>
      initial === 0
        ? `<place id="${escaped(id)}"/>`
        : `<place id="${escaped(id)}">${label('initialMarking', String(initial))}</place>`,
    ),
    ...transitions.map(({ id, activity }) => `<transition id="${escaped(id)}">${label('name', activity)}</transition>`),
    ...arcs.map(({ from, to, weight }, index) => {
      const ends = `<arc id="a-${index + 1}" source="${escaped(from)}" target="${escaped(to)}"`;
      return weight === 1 ? `${ends}/>` : `${ends}>${label('inscription', String(weight))}</arc>`;
    }),
  ];
  const final = places.filter((place) => place.final > 0);
  const marked = final.map((place) => `<place idref="${escaped(place.id)}"><text>${place.final}</text></place>`);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<pnml xmlns="${NAMESPACE}">`,
    `  <net id="net" type="${NET_TYPE}">`,
    `    ${label('name', name)}`,
    '    <page id="page">',
    ...nodes.map((node) => `      ${node}`),
    '    </page>',
    `    <finalmarkings><marking>${marked.join('')}</marking></finalmarkings>`,
    '  </net>',
    '</pnml>',
    '',
  ].join('\n');
};

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
