import { Error as MongooseError, mongo } from "mongoose";
import { outage } from "../../../errors.ts";

/** What clients are told of an outage. */
export const databaseAway = "The database is away; try again in a moment";

/**
 * Codes by which a server says that it stops, steps down, or could not tell whether a write is
 * safe.
 */
const passing = new Set([
  ...[6, 7, 50, 64, 89, 91, 189, 262, 358],
  ...[9001, 10058, 10107, 11600, 11602, 13435, 13436],
]);

/**
 * Makes `unavailable` of an outage: what was asked may or may not have been done. Any other error
 * stays what it is.
 */
export function asRefusal(error: unknown): unknown {
  return isOutage(error) ? outage(databaseAway, error) : error;
}

function isOutage(error: unknown): boolean {
  // Before the first connection, mongoose speaks for itself.
  if (error instanceof MongooseError)
    return (
      error.constructor === MongooseError ||
      error instanceof MongooseError.MongooseServerSelectionError
    );
  if (!(error instanceof mongo.MongoError)) return isBroken(error);
  if (error instanceof mongo.MongoBulkWriteError) return bulkIsOutage(error);
  if (error instanceof mongo.MongoServerError)
    return isPassing(error) || error instanceof mongo.MongoWriteConcernError;
  return isTransport(error);
}

/**
 * A connection that the server hung up on in the very moment of writing to it: the driver lets
 * Node's own error through.
 */
function isBroken(error: unknown): boolean {
  return error instanceof Error && "code" in error && broken.has(String(error.code));
}

const broken = new Set([
  "EPIPE",
  "ECONNRESET",
  "ERR_STREAM_DESTROYED",
  "ERR_STREAM_WRITE_AFTER_END",
]);

/**
 * A bulk write that fails without a fault of any of its writes was cut off, or is not known to be
 * durable.
 */
function bulkIsOutage(error: mongo.MongoBulkWriteError): boolean {
  const faults = [error.writeErrors].flat();
  if (error.result.getWriteConcernError() !== undefined) return true;
  return faults.length === 0 || faults.some(({ code }) => passing.has(code));
}

function isPassing(error: mongo.MongoServerError): boolean {
  return passing.has(Number(error.code)) || error.hasErrorLabel("RetryableWriteError");
}

function isTransport(error: mongo.MongoError): boolean {
  return transports.some((kind) => error instanceof kind);
}

const transports = [
  mongo.MongoNetworkError,
  mongo.MongoSystemError,
  mongo.MongoNotConnectedError,
  mongo.MongoTopologyClosedError,
  mongo.MongoExpiredSessionError,
  mongo.MongoClientClosedError,
  mongo.MongoServerClosedError,
] as const;
