import { mongo } from "mongoose";

/** What an address of MongoDB says of who comes; no user where it names none. */
export type Visitor = { user: string | undefined; database: string };

/** Codes by which a server says that it does not know a user, or not by this password. */
const unknownUser = new Set([11, 18, 334, 8000]);
const notAllowed = 13;

/**
 * Reads an address before it is tried. Throws in words for whoever wrote `FORMWORK_STORE` when it
 * is malformed; what the driver says of it is left out, since that may be a part of the password.
 */
export function visitorOf(url: string): Visitor {
  const { credentials, dbName: database } = optionsOf(url);
  return { user: credentials?.username || undefined, database };
}

function optionsOf(url: string): mongo.MongoOptions {
  try {
    const { options } = new mongo.MongoClient(url);
    if (options.hosts.every(({ host, socketPath }) => host || socketPath)) return options;
  } catch {
    // The same as an empty host.
  }
  throw new Error(
    "FORMWORK_STORE is no address that MongoDB understands. Write mongodb://user:password@host:27017/database, with only those options that MongoDB's " +
      "driver knows, and codes for special characters in user and password (%40 for @, %2F for /, %3A for :, %25 for %).",
  );
}

/** What a server's refusal of a visitor means, and what to do; any other error stays what it is. */
export function asFault(error: unknown, visitor: Visitor): unknown {
  const advice =
    error instanceof mongo.MongoServerError ? adviceOn(Number(error.code), visitor) : undefined;
  return advice === undefined ? error : new Error(advice, { cause: error });
}

function adviceOn(code: number, { user, database }: Visitor): string | undefined {
  const named = user === undefined ? "the user" : `the user "${user}"`;
  if (unknownUser.has(code))
    return `MongoDB refused ${named} of FORMWORK_STORE. Check name and password, and that ?authSource=… names the database that knows the user (often admin).`;
  if (code !== notAllowed) return undefined;
  if (user === undefined)
    return `MongoDB asks for a user, and FORMWORK_STORE names none. Write mongodb://user:password@host:27017/${database}.`;
  return `MongoDB refused ${named} of FORMWORK_STORE the rights it needs. Give it the role readWrite on the database "${database}".`;
}
