import type { FieldError } from "@formwork/contracts/problem";
import { pathOf, valueAt } from "../values/field-path.ts";
import { jsonEqual } from "../values/json-equal.ts";

/**
 * Errors as RJSF takes them: a tree with the keys of the payload and the messages of each value
 * under `__errors`.
 */
export type ErrorTree = { __errors?: string[] } & {
  [key: string]: ErrorTree | string[] | undefined;
};

/** Builds the tree of a list of errors; the same message of a field occurs once. */
export function errorTree(errors: readonly FieldError[]): ErrorTree {
  const tree: ErrorTree = {};
  for (const { pointer, message } of errors) addMessage(nodeAt(tree, pathOf(pointer)), message);
  return tree;
}

/** Returns every message of a tree, from the top down. */
export function messagesOf(tree: ErrorTree | undefined): string[] {
  if (tree === undefined) return [];
  const { __errors = [], ...children } = tree;
  return [
    ...__errors,
    ...Object.values(children).flatMap((child) =>
      Array.isArray(child) ? child : messagesOf(child),
    ),
  ];
}

/** Returns the errors of the server whose value was not edited since it was submitted. */
export function errorsOfUnchanged(
  errors: readonly FieldError[],
  submitted: unknown,
  payload: unknown,
): FieldError[] {
  return errors.filter(({ pointer }) =>
    jsonEqual(valueAt(submitted, pathOf(pointer)), valueAt(payload, pathOf(pointer))),
  );
}

/** Joins two lists; the same message of a field occurs once. */
export function joinErrors(
  first: readonly FieldError[],
  second: readonly FieldError[],
): FieldError[] {
  const known = new Set(first.map(({ pointer, message }) => `${pointer} ${message}`));
  return [
    ...first,
    ...second.filter(({ pointer, message }) => !known.has(`${pointer} ${message}`)),
  ];
}

function nodeAt(tree: ErrorTree, path: readonly string[]): ErrorTree {
  return path.reduce((node, key) => {
    const child = Object.hasOwn(node, key) ? node[key] : undefined;
    if (child !== undefined && !Array.isArray(child)) return child;
    const fresh: ErrorTree = {};
    // An assignment to a key such as __proto__ would change the prototype instead.
    Object.defineProperty(node, key, {
      value: fresh,
      enumerable: true,
      configurable: true,
      writable: true,
    });
    return fresh;
  }, tree);
}

function addMessage(node: ErrorTree, message: string): void {
  const messages = node.__errors ?? [];
  if (!messages.includes(message)) node.__errors = [...messages, message];
}
