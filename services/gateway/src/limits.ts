/** What the edge takes, by name. Every one can be set by whoever composes the platform. */
export interface Limits {
  /** Of a JSON body, in bytes. */
  readonly bodyBytesMax: number;
  /** Of what a carrier tells, in bytes. */
  readonly messageBytesMax: number;
  /** Of an uploaded file, in bytes. */
  readonly uploadBytesMax: number;
  /** Of a scan, in bytes. */
  readonly scanBytesMax: number;
  /** How long a service may take to answer a command or a query. */
  readonly requestTimeoutMs: number;
  /** How long a service may take over a check, an import or a rebuild. */
  readonly longRequestTimeoutMs: number;
  /** How long requests in hand may take when the edge closes. */
  readonly drainMs: number;
  /** Requests a minute from one address; 0: no limit. */
  readonly requestsPerMinuteMax: number;
  /** Pages that listen for changes at once. */
  readonly streamsMax: number;
}

export const defaultLimits: Limits = {
  bodyBytesMax: 262_144,
  messageBytesMax: 65_536,
  uploadBytesMax: 2_000_000_000,
  scanBytesMax: 50_000_000,
  requestTimeoutMs: 15_000,
  longRequestTimeoutMs: 600_000,
  drainMs: 15_000,
  requestsPerMinuteMax: 6_000,
  streamsMax: 1_000,
};
