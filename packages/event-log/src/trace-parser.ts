import { SaxesParser } from 'saxes';
import { TraceBuilder } from './trace-builder.ts';
import { XesError, type XesFault, type XesPlace } from './xes-error.ts';
import { type XesReason, xesReasons } from './xes-reasons.ts';
import type { XesLimits } from './xes-limits.ts';
import type { XesTrace } from './xes-trace.ts';

/** Eats the text of an XES document piece by piece, within limits. After it has thrown, only `take` may be called. */
export class TraceParser {
  readonly #xml = new SaxesParser({ xmlns: false, position: true });
  readonly #traces = new TraceBuilder();
  readonly #limits: XesLimits;
  #fed = 0;
  #tagEnd = 0;
  #traceStart = 0;

  constructor(limits: XesLimits) {
    this.#limits = limits;
    this.#xml.on('doctype', (text) => this.#refuseEntities(text));
    this.#xml.on('opentag', ({ name, attributes }) => this.#openTag(name, attributes));
    this.#xml.on('closetag', () => this.#closeTag());
  }

  /** Throws `XesError` at the first fault; the traces complete before it can still be taken. */
  write(text: string): void {
    try {
      this.#xml.write(text);
      this.#fed += text.length;
      this.#checkLengths(this.#fed);
    } catch (error) {
      throw this.#named(error, xesReasons.notXml);
    }
  }

  /** The text is at its end. Throws `XesError` where the document is not. */
  close(): void {
    if (this.#traces.depth > 0) throw this.fault('truncated', xesReasons.cutOff);
    try {
      this.#xml.close();
    } catch (error) {
      throw this.#named(error, this.#fed === 0 ? xesReasons.empty : xesReasons.notXml);
    }
    this.#traces.end();
  }

  take(): readonly XesTrace[] {
    return this.#traces.take();
  }

  /** An error at the place that the parser has reached. */
  fault(code: XesFault, reason: XesReason): XesError {
    return new XesError(code, reason, this.#place());
  }

  #openTag(name: string, attributes: Readonly<Record<string, string>>): void {
    const { nestingMax } = this.#limits;
    this.#checkLengths(this.#xml.position);
    this.#tagEnd = this.#xml.position;
    if (this.#traces.depth >= nestingMax) {
      throw this.fault('limit-exceeded', xesReasons.nesting(nestingMax));
    }
    const before = this.#traces.traceNumber;
    this.#traces.openTag(name, attributes, this.#place());
    if (this.#traces.traceNumber > before) this.#traceStart = this.#xml.position;
  }

  #closeTag(): void {
    this.#checkLengths(this.#xml.position);
    this.#tagEnd = this.#xml.position;
    this.#traces.closeTag();
  }

  #checkLengths(position: number): void {
    const { textLengthMax, traceLengthMax } = this.#limits;
    if (position - this.#tagEnd > textLengthMax) {
      throw this.fault('limit-exceeded', xesReasons.textTooLong(textLengthMax));
    }
    if (this.#traces.isInTrace && position - this.#traceStart > traceLengthMax) {
      const { traceNumber } = this.#traces;
      throw this.fault('limit-exceeded', xesReasons.traceTooLong(traceNumber, traceLengthMax));
    }
  }

  /** XES needs none, and the XML library would leave them unresolved. */
  #refuseEntities(doctype: string): void {
    if (/<!ENTITY/i.test(doctype)) throw this.fault('entity-declared', xesReasons.entities);
  }

  #place(): XesPlace {
    return { line: this.#xml.line, column: this.#xml.column };
  }

  /** The XML library throws plain errors whose message begins with the place. */
  #named(error: unknown, reason: (detail: string) => XesReason): unknown {
    if (error instanceof XesError || !Error.isError(error)) return error;
    return this.fault('not-xml', reason(error.message.replace(/^\d+:\d+: /, '').replace(/\.$/, '')));
  }
}
