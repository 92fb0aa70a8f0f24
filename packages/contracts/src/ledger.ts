import { z } from 'zod';
import { StoredEvent } from './audit.ts';
import { queryType } from './command-type.ts';
import { form } from './field-forms.ts';
import { LogName, Position, Words } from './scalars.ts';

/** Which log's ledger: that of the log that the platform works on where it is left out. */
const log = LogName.optional();
/** A signed note, as it stands in a file. */
const Note = z.string().max(100_000);
/** 32 bytes of SHA-256. */
const HashText = z.string().regex(/^[A-Za-z0-9+/]{43}=$/, form('HashForm'));
/** How many leaves a tree has; what stands in an address is text. */
const Size = z.coerce.number().int().min(1);

/** How far a log is sealed. `trouble`: why nothing is sealed at the moment. */
export const ShowLedger = queryType(
  'ShowLedger',
  'audit.queries.ledger',
  z.strictObject({ log }),
  z.strictObject({
    log: LogName,
    origin: z.string(),
    /** Verifier keys, the log's own and its witnesses'. */
    keys: z.array(z.string()),
    size: Position,
    /** Absent until something is sealed. */
    checkpoint: Note.optional(),
    checkpoints: z.int(),
    cosigned: z.strictObject({ size: Position, by: z.array(z.string()) }).optional(),
    trouble: Words.optional(),
    completeUpTo: Position,
    lagMs: z.int(),
  }),
);

/** A file of the ledger (C2SP tlog-tiles): `checkpoint`, or a tile. `final`: it never changes again. */
export const ReadLedger = queryType(
  'ReadLedger',
  'audit.queries.ledger-file',
  z.strictObject({ log, path: z.string().max(200) }),
  z.strictObject({ base64: z.string(), final: z.boolean() }),
);

/** All checkpoints that were ever signed, in the order of their sizes, with the cosignatures that came back. */
export const ListCheckpoints = queryType(
  'ListCheckpoints',
  'audit.queries.checkpoints',
  z.strictObject({
    log,
    /** The `next` of the page before. */
    after: z.coerce.number().int().min(0).default(0),
    limit: z.coerce.number().int().min(1).max(200).default(100),
  }),
  z.strictObject({
    items: z.array(z.strictObject({ number: z.int(), checkpoint: Note })),
    completeUpTo: Position,
    lagMs: z.int(),
    next: z.string().optional(),
  }),
);

/** That an event stands in the log: `index` counts from 0, hashes go from the leaf to the root (RFC 9162). */
export const ProveInclusion = queryType(
  'ProveInclusion',
  'audit.queries.inclusion',
  z.strictObject({ log, position: Size, size: Size.optional() }),
  z.strictObject({ index: z.int(), size: z.int(), leaf: HashText, root: HashText, hashes: z.array(HashText) }),
);

/** That the log at one size is the beginning of the log at another (RFC 9162). */
export const ProveConsistency = queryType(
  'ProveConsistency',
  'audit.queries.consistency',
  z.strictObject({ log, size1: Size, size2: Size }),
  z.strictObject({
    size1: z.int(),
    size2: z.int(),
    root1: HashText,
    root2: HashText,
    hashes: z.array(HashText),
  }),
);

/** An event with the file that proves it (C2SP tlog-proof@v1), under a cosigned checkpoint where one holds it. */
export const GiveEvidence = queryType(
  'GiveEvidence',
  'audit.queries.evidence',
  z.strictObject({ log, position: Size }),
  z.strictObject({ event: StoredEvent, proof: z.string(), keys: z.array(z.string()) }),
);

/** A witness gives its cosignature back. `key`: its verifier key; `checkpoint`: with its signature under it. */
export const Cosign = queryType(
  'Cosign',
  'audit.commands.cosign',
  z.strictObject({ log, key: z.string().max(500), checkpoint: Note }),
  z.strictObject({ log: LogName, size: Position, by: z.array(z.string()) }),
);
