import { messageOf, stackOf } from "./error-causes.ts";

/** Codes of errors that no further attempt could mend: a module or package is missing or broken. */
const incurable =
  /^ERR_(?:MODULE_NOT_FOUND|PACKAGE_\w+|INVALID_PACKAGE_\w+|INVALID_MODULE_SPECIFIER|UNKNOWN_\w+|UNSUPPORTED_\w+|INVALID_TYPESCRIPT_SYNTAX|IMPORT_ATTRIBUTE_\w+)$|^MODULE_NOT_FOUND$/;

/** The stack of an error that Node's loader has found: it begins with a file, or with the loader. */
const ofLoader = /^(?:file:\/\/|\/|SyntaxError[^\n]*\n\s*at [^\n]*node:internal\/modules\/)/;
/** A place with which a stack begins. */
const place = /^(?:file:\/\/)?[^\n]*\/([^/\n]+:\d+)\n/;

/** Returns what the worker is told of what a handler has thrown. */
export function describeError(error: unknown) {
  const message = placeOf(error) + messageOf(error);
  if (!(error instanceof Error)) return { reason: "thrown", message, fatal: false };
  return {
    reason: "thrown",
    message,
    stack: stackOf(error),
    fatal: ("fatal" in error && error.fatal === true) || isIncurable(error),
  };
}

/** A SyntaxError of Node's loader is one of the code; that of JSON.parse is one of data. */
function isIncurable(error: Error): boolean {
  const isOfLoader = error instanceof SyntaxError && ofLoader.test(error.stack ?? "");
  return isOfLoader || ("code" in error && incurable.test(String(error.code)));
}

/** Returns the file and line with which the stack of a SyntaxError begins, before its message. */
function placeOf(error: unknown): string {
  const [, found] = (error instanceof SyntaxError && place.exec(error.stack ?? "")) || [];
  return found === undefined ? "" : `${found}: `;
}
