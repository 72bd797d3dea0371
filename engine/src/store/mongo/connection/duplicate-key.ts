import { mongo } from "mongoose";

/** The server's code for a value that a unique index has already. */
export const duplicateCode = 11000;

/** Whether a write failed because of a unique index and nothing else. */
export function isDuplicate(error: unknown): boolean {
  if (!(error instanceof mongo.MongoServerError)) return false;
  const errors = error instanceof mongo.MongoBulkWriteError ? [error.writeErrors].flat() : [error];
  return errors.length > 0 && errors.every(({ code }) => code === duplicateCode);
}
