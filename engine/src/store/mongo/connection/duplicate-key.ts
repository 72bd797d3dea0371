import { mongo } from "mongoose";

/** Whether a write failed because of a unique index and nothing else. */
export function isDuplicate(error: unknown): boolean {
  if (!(error instanceof mongo.MongoServerError)) return false;
  const errors = error instanceof mongo.MongoBulkWriteError ? [error.writeErrors].flat() : [error];
  return errors.length > 0 && errors.every(({ code }) => code === 11000);
}
