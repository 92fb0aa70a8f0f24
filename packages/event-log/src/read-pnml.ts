import type { Arc, PetriNet, Place, Transition } from '@hoso/rules';
import { SaxesParser, type SaxesTagNS } from 'saxes';
import { PnmlError, type PnmlReason, pnmlReasons } from './pnml-error.ts';

/** What a reader of PNML puts up with before it refuses; each bounds memory or time. */
export const PNML_LIMITS = {
  textLengthMax: 4 * 1024 * 1024,
  nestingMax: 64,
  nodesMax: 10_000,
  arcsMax: 50_000,
  tokensMax: 1_000_000,
} as const;

/**
 * The one place/transition net of a PNML document (ISO/IEC 15909-2), ready to be replayed. A transition's name is its
 * activity. Where nothing is marked at first, the one place that nothing leads to holds a token; where no final marking
 * is told, the one place that leads nowhere. Throws `PnmlError` for anything else, silent transitions among it.
 */
export const readPnml = (text: string): PetriNet => {
  if (text.length > PNML_LIMITS.textLengthMax) throw new PnmlError(pnmlReasons.tooLong(PNML_LIMITS.textLengthMax));
  const xml = new SaxesParser({ xmlns: true, position: true });
  const draft = new NetDraft();
  const at = (reason: PnmlReason): PnmlError => new PnmlError(reason, xml.line, xml.column);
  const placed = (work: () => PnmlReason | undefined): void => {
    const reason = work();
    if (reason !== undefined) throw at(reason);
  };
  xml.on('doctype', () => {
    throw at(pnmlReasons.entities);
  });
  xml.on('error', (error) => {
    throw at(pnmlReasons.notXml(error.message.replace(/^\d+:\d+: /, '').replace(/\.$/, '')));
  });
  xml.on('opentag', (tag) => placed(() => draft.open(tag)));
  xml.on('text', (piece) => draft.text(piece));
  xml.on('cdata', (piece) => draft.text(piece));
  xml.on('closetag', () => placed(() => draft.close()));
  xml.write(text).close();
  return draft.net();
};

const namespaces: ReadonlySet<string> = new Set(['', 'http://www.pnml.org/version-2009/grammar/pnml']);
const netTypes = /^$|(^|\/)(ptnet|pnmlcoremodel|ptNetb)$/;

interface ArcDraft {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  weight: number;
}

/** A net in the making: what is open, by name, and what was read. Each step answers what is wrong, if anything is. */
class NetDraft {
  readonly #open: string[] = [];
  readonly #ids = new Set<string>();
  readonly #places = new Map<string, { initial: number; final: number }>();
  readonly #transitions = new Map<string, { name: string; isSilent: boolean }>();
  readonly #arcs: ArcDraft[] = [];
  #node: string | undefined;
  #finalPlace: string | undefined;
  #text = '';
  #nets = 0;
  #markings = 0;

  open({ local, uri, attributes }: SaxesTagNS): PnmlReason | undefined {
    this.#text = '';
    const depth = this.#open.push(local);
    if (depth > PNML_LIMITS.nestingMax) return pnmlReasons.nesting(PNML_LIMITS.nestingMax);
    const said = (name: string): string | undefined => attributes[name]?.value;
    if (depth === 1 && local !== 'pnml') return pnmlReasons.root(local);
    if (depth === 1 && !namespaces.has(uri)) return pnmlReasons.namespace(uri);
    if (this.#isForeign()) return this.#hide(local, said('activity'));
    if (local === 'net') return this.#openNet(said('type') ?? '');
    if (local === 'marking') this.#markings += 1;
    if (this.#open.includes('finalmarkings')) {
      if (local === 'place') this.#finalPlace = said('idref') ?? '';
      return undefined;
    }
    return this.#openNode(local, said);
  }

  text(piece: string): void {
    this.#text += piece;
  }

  close(): PnmlReason | undefined {
    const local = this.#open.pop();
    const label = this.#open.at(-1) ?? '';
    if (local === 'place' || local === 'transition' || local === 'arc') this.#finalPlace = undefined;
    if (local !== 'text' || this.#isForeign()) return undefined;
    const text = this.#text.trim();
    this.#text = '';
    return this.#label(label, text);
  }

  net(): PetriNet {
    const reason = this.#fault();
    if (reason !== undefined) throw new PnmlError(reason);
    const arcs: readonly Arc[] = this.#arcs.map(({ from, to, weight }) => ({ from, to, weight }));
    const transitions: readonly Transition[] = [...this.#transitions].map(([id, { name }]) => ({ id, activity: name }));
    return { places: this.#marked(arcs), transitions, arcs };
  }

  /** Tools' own remarks and drawings mean nothing here, but for the one that says that a transition is silent. */
  #isForeign(): boolean {
    return this.#open.includes('toolspecific') || this.#open.includes('graphics');
  }

  #hide(local: string, activity: string | undefined): undefined {
    const transition = this.#transitions.get(this.#node ?? '');
    if (local === 'toolspecific' && activity === '$invisible$' && transition) transition.isSilent = true;
  }

  #openNet(type: string): PnmlReason | undefined {
    this.#nets += 1;
    return netTypes.test(type) ? undefined : pnmlReasons.netType(type);
  }

  #openNode(local: string, said: (name: string) => string | undefined): PnmlReason | undefined {
    if (local === 'referencePlace' || local === 'referenceTransition') return pnmlReasons.notSupported(local);
    if (local !== 'place' && local !== 'transition' && local !== 'arc') return undefined;
    const id = said('id') ?? '';
    if (id === '') return pnmlReasons.noId(local);
    if (this.#ids.has(id)) return pnmlReasons.idRepeated(id);
    this.#ids.add(id);
    this.#node = id;
    if (local === 'place') this.#places.set(id, { initial: 0, final: 0 });
    if (local === 'transition') this.#transitions.set(id, { name: '', isSilent: false });
    if (local === 'arc') this.#arcs.push({ id, from: said('source') ?? '', to: said('target') ?? '', weight: 1 });
    const { nodesMax, arcsMax } = PNML_LIMITS;
    if (this.#places.size + this.#transitions.size > nodesMax) return pnmlReasons.tooMany(local, nodesMax);
    return this.#arcs.length > arcsMax ? pnmlReasons.tooMany(local, arcsMax) : undefined;
  }

  #label(label: string, text: string): PnmlReason | undefined {
    const id = this.#node ?? '';
    if (this.#finalPlace !== undefined) return this.#final(this.#finalPlace, text);
    const owner = this.#open.at(-2);
    const transition = this.#transitions.get(id);
    if (label === 'name' && owner === 'transition' && transition) transition.name = text;
    const place = this.#places.get(id);
    if (label === 'initialMarking' && place) {
      return counted(
        `initialMarking of ${JSON.stringify(id.slice(0, 100))}`,
        text,
        (tokens) => (place.initial = tokens),
      );
    }
    const arc = this.#arcs.at(-1);
    if (label === 'inscription' && arc?.id === id) {
      return counted(`inscription of ${JSON.stringify(id.slice(0, 100))}`, text, (weight) => (arc.weight = weight));
    }
    return (label === 'arctype' || label === 'type') && owner === 'arc' && text !== 'normal'
      ? pnmlReasons.arcType(text)
      : undefined;
  }

  #final(id: string, text: string): PnmlReason | undefined {
    const place = this.#places.get(id);
    if (place === undefined) return pnmlReasons.noPlace(id);
    return counted(`final marking of ${JSON.stringify(id.slice(0, 100))}`, text, (tokens) => (place.final = tokens));
  }

  #fault(): PnmlReason | undefined {
    if (this.#nets !== 1) return pnmlReasons.nets(this.#nets);
    if (this.#markings > 1) return pnmlReasons.markings(this.#markings);
    for (const { id, from, to, weight } of this.#arcs) {
      const stranger = [from, to].find((end) => !this.#places.has(end) && !this.#transitions.has(end));
      if (stranger !== undefined) return pnmlReasons.arcEnd(id, stranger);
      if (this.#places.has(from) === this.#places.has(to)) return pnmlReasons.arcEnds(id);
      if (weight === 0) return pnmlReasons.weight(id);
    }
    const silent = [...this.#transitions].find(([, { name, isSilent }]) => isSilent || name === '');
    return silent && pnmlReasons.silent(silent[0]);
  }

  #marked(arcs: readonly Arc[]): readonly Place[] {
    const places = [...this.#places].map(([id, tokens]) => ({ id, ...tokens }));
    const [entered, left] = [new Set(arcs.map(({ to }) => to)), new Set(arcs.map(({ from }) => from))];
    const onlyOne = (found: readonly { readonly id: string }[], reason: PnmlReason): string => {
      const [one, ...others] = found;
      if (one === undefined || others.length > 0) throw new PnmlError(reason);
      return one.id;
    };
    const start = places.some(({ initial }) => initial > 0)
      ? undefined
      : onlyOne(
          places.filter(({ id }) => !entered.has(id)),
          pnmlReasons.noStart,
        );
    const end = places.some(({ final }) => final > 0)
      ? undefined
      : onlyOne(
          places.filter(({ id }) => !left.has(id)),
          pnmlReasons.noEnd,
        );
    return places.map(({ id, initial, final }) => ({
      ...{ id, initial: id === start ? 1 : initial, final: id === end ? 1 : final },
    }));
  }
}

const counted = (what: string, text: string, keep: (count: number) => void): PnmlReason | undefined => {
  const { tokensMax } = PNML_LIMITS;
  if (!/^\d{1,7}$/.test(text) || Number(text) > tokensMax) return pnmlReasons.number(what, text, tokensMax);
  keep(Number(text));
  return undefined;
};
