import { Error as MongooseError, mongo } from "mongoose";

/** The user and database in an address; no user where it names none. */
export type AddressedUser = { user: string | undefined; database: string };

/** Codes of a server that refuses a user or password. */
const unknownUser = new Set([11, 18, 334, 8000]);
const notAllowed = 13;

/**
 * Returns the user and database of an address. Throws for a malformed one, with a message for whoever
 * set `FORMWORK_STORE`; the driver's own message is left out, as it may quote the password.
 */
export function addressedUser(url: string): AddressedUser {
  const { credentials, dbName: database } = optionsOf(url);
  return { user: credentials?.username || undefined, database };
}

function optionsOf(url: string): mongo.MongoOptions {
  try {
    const { options } = new mongo.MongoClient(url);
    if (options.hosts.every(({ host, socketPath }) => host || socketPath)) return options;
  } catch {
    // Malformed, like an address without a host.
  }
  throw new Error(
    "FORMWORK_STORE is no address that MongoDB understands. Write mongodb://user:password@host:27017/database, with only those options that MongoDB's " +
      "driver knows, and codes for special characters in user and password (%40 for @, %2F for /, %3A for :, %25 for %).",
  );
}

/** Turns a server's refusal of the user into advice; returns any other error unchanged. */
export function asFault(error: unknown, addressed: AddressedUser): unknown {
  const advice =
    error instanceof mongo.MongoServerError ? adviceOn(Number(error.code), addressed) : undefined;
  return advice === undefined ? error : new Error(advice, { cause: error });
}

function adviceOn(code: number, { user, database }: AddressedUser): string | undefined {
  const named = user === undefined ? "the user" : `the user "${user}"`;
  if (unknownUser.has(code))
    return `MongoDB refused ${named} of FORMWORK_STORE. Check name and password, and that ?authSource=… names the database that knows the user (often admin).`;
  if (code !== notAllowed) return undefined;
  if (user === undefined)
    return `MongoDB asks for a user, and FORMWORK_STORE names none. Write mongodb://user:password@host:27017/${database}.`;
  return `MongoDB refused ${named} of FORMWORK_STORE the rights it needs. Give it the role readWrite on the database "${database}".`;
}

/**
 * Returns what to do about a server that cannot be used since it is in no replica set of the name in
 * the address; undefined for any other error. The driver's own text speaks of time alone.
 */
export function adviceOnSet(error: unknown): string | undefined {
  if (!isSelection(error)) return undefined;
  const { setName, servers } = error.reason ?? {};
  // The driver forgets every server that says that it belongs to another set, or to none.
  if (typeof setName !== "string" || servers?.size !== 0) return undefined;
  return `No server of FORMWORK_STORE belongs to a replica set "${setName}": check replicaSet=… in the address (rs.status().set in mongosh shows the name).`;
}

/** What the driver knew of the servers when it gave up. */
type Selection = Error & { reason?: { setName?: unknown; servers?: Map<string, unknown> } };

function isSelection(error: unknown): error is Selection {
  return (
    error instanceof MongooseError.MongooseServerSelectionError ||
    error instanceof mongo.MongoServerSelectionError
  );
}
