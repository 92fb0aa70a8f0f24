import type { Hold, Position, ProgressChange } from '@hoso/event-sourcing';
import type { AnyBulkWriteOperation } from 'mongodb';
import { checkpointAt, guard, holdAt, type Kept } from './mongo-collection.ts';
import type { StoredForm } from './stored-form.ts';

type Write = AnyBulkWriteOperation<Kept>;

/** A document to write. */
export interface DocumentForm extends StoredForm {
  readonly key: string;
  readonly position: Position;
  readonly previous: Position;
}

/**
 * A save as one ordered batch: checkpoints are compared, then come documents, holds, and the checkpoints' moves. What
 * is not as compared fails there and then; only moves meet nothing silently. `made`: of which making of the collection
 * the progress was read.
 *
 * Decision: `updateMany`, also where a key names one document. / Because FerretDB 1.24 holds one of its 50 connections
 * to PostgreSQL for each `updateOne` of a batch that meets a document, and stands still for ever once they are out. It
 * costs that the driver does not repeat such a batch by itself after a network error; followers do. / Instead of:
 * smaller batches.
 */
export function writesOf(
  documents: readonly DocumentForm[],
  { checkpoints, held, released }: ProgressChange,
  made: string,
): Write[] {
  const heldAgain = new Set(held.map(({ subject }) => subject));
  return [
    ...checkpoints.map(({ partition, from }) =>
      must({ _id: partition, position: from, made }, { $set: { position: from } }),
    ),
    ...documents.map(documentWrite),
    ...released.filter((subject) => !heldAgain.has(subject)).map(release),
    ...held.map(holdWrite),
    ...checkpoints
      .filter(({ from, to }) => from !== to)
      .map(({ partition, from, to }) => ({
        updateMany: {
          filter: { _id: partition, at: checkpointAt(partition), position: from, made },
          update: { $set: { position: to } },
        },
      })),
  ];
}

/** A new document is inserted, unless its key is taken; any other must stand at `previous`. */
function documentWrite({ key, position, previous, document, tuples }: DocumentForm): Write {
  const fields = new Map<keyof Kept, string | null>([
    ['document', document],
    ...tuples.map((tuple, index) => [`i${index}`, tuple] as const),
  ]);
  const set = [...fields].filter(([, text]) => text !== null);
  const unset = [...fields].filter(([, text]) => text === null).map(([field]) => [field, true]);
  const update = {
    $set: { position, ...Object.fromEntries(set) },
    ...(unset.length === 0 ? {} : { $unset: Object.fromEntries(unset) }),
  };
  const filter = { _id: key, position: previous };
  return previous > 0 ? must(filter, update) : { updateMany: { filter, update, upsert: true } };
}

function must(filter: Partial<Kept>, update: object): Write {
  return { updateMany: { filter, update: { ...update, $setOnInsert: { at: guard } }, upsert: true } };
}

function release(subject: string): Write {
  return { deleteOne: { filter: { at: holdAt(subject) } } };
}

function holdWrite({ subject, partition, position, reason }: Hold): Write {
  // What an error says may be no text that a server takes.
  const text = reason.toWellFormed().replaceAll('\u0000', '\ufffd');
  const update = { $set: { subject, partition, position, reason: text } };
  return { updateMany: { filter: { at: holdAt(subject) }, update, upsert: true } };
}
