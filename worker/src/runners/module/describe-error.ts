import { messageOf, stackOf } from "./error-causes.ts";

/** Codes of errors that no further attempt could mend: a module or package is missing or broken. */
const incurable =
  /^ERR_(?:MODULE_NOT_FOUND|PACKAGE_\w+|INVALID_PACKAGE_\w+|UNKNOWN_FILE_EXTENSION|UNSUPPORTED_\w+|INVALID_TYPESCRIPT_SYNTAX)$|^MODULE_NOT_FOUND$/;

/** Returns what the worker is told of what a handler has thrown. */
export function describeError(error: unknown) {
  const message = messageOf(error);
  if (!(error instanceof Error)) return { reason: "thrown", message, fatal: false };
  return {
    reason: "thrown",
    message,
    stack: stackOf(error),
    fatal: ("fatal" in error && error.fatal === true) || isIncurable(error),
  };
}

/** A SyntaxError of Node's loader begins its stack with a file; that of JSON.parse does not. */
function isIncurable(error: Error): boolean {
  const isOfLoader = error instanceof SyntaxError && /^file:\/\//.test(error.stack ?? "");
  return isOfLoader || ("code" in error && incurable.test(String(error.code)));
}
