import { mongo } from "mongoose";

/** True when a unique index is all that stood against a write. */
export function isDuplicate(error: unknown): boolean {
  if (!(error instanceof mongo.MongoServerError)) return false;
  const errors = error instanceof mongo.MongoBulkWriteError ? [error.writeErrors].flat() : [error];
  return errors.length > 0 && errors.every(({ code }) => code === 11000);
}
