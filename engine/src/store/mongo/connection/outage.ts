import { Error as MongooseError, mongo } from "mongoose";
import { outage } from "../../../errors.ts";

/** The message of `unavailable` in replies. */
export const databaseAway = "The database is away; try again in a moment";

/** Codes of a server that stops, steps down, or could not confirm that a write is durable. */
const transientCodes = new Set([
  ...[6, 7, 50, 64, 89, 91, 189, 262, 358],
  ...[9001, 10058, 10107, 11600, 11602, 13435, 13436],
]);

/**
 * Turns an outage into `unavailable`: the call may or may not have had an effect. Returns any other
 * error unchanged.
 */
export function asRefusal(error: unknown): unknown {
  return isOutage(error) ? outage(databaseAway, error) : error;
}

function isOutage(error: unknown): boolean {
  // Before the first connection mongoose throws errors of its own.
  if (error instanceof MongooseError)
    return (
      error.constructor === MongooseError ||
      error instanceof MongooseError.MongooseServerSelectionError
    );
  if (!(error instanceof mongo.MongoError)) return isBrokenSocket(error);
  if (error instanceof mongo.MongoBulkWriteError) return bulkIsOutage(error);
  if (error instanceof mongo.MongoServerError)
    return isTransient(error) || error instanceof mongo.MongoWriteConcernError;
  return isNetworkError(error);
}

/**
 * Whether the connection broke in the moment of a write: then the driver lets Node's own error
 * through.
 */
function isBrokenSocket(error: unknown): boolean {
  return error instanceof Error && "code" in error && socketErrors.has(String(error.code));
}

const socketErrors = new Set([
  "EPIPE",
  "ECONNRESET",
  "ERR_STREAM_DESTROYED",
  "ERR_STREAM_WRITE_AFTER_END",
]);

/**
 * Whether a bulk write was cut off or is not known to be durable: it failed and none of its writes
 * has an error of its own.
 */
function bulkIsOutage(error: mongo.MongoBulkWriteError): boolean {
  const errors = [error.writeErrors].flat();
  if (error.result.getWriteConcernError() !== undefined) return true;
  return errors.length === 0 || errors.some(({ code }) => transientCodes.has(code));
}

function isTransient(error: mongo.MongoServerError): boolean {
  return transientCodes.has(Number(error.code)) || error.hasErrorLabel("RetryableWriteError");
}

function isNetworkError(error: mongo.MongoError): boolean {
  return networkErrors.some((kind) => error instanceof kind);
}

const networkErrors = [
  mongo.MongoNetworkError,
  mongo.MongoSystemError,
  mongo.MongoNotConnectedError,
  mongo.MongoTopologyClosedError,
  mongo.MongoExpiredSessionError,
  mongo.MongoClientClosedError,
  mongo.MongoServerClosedError,
] as const;
