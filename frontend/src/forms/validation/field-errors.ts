import type { FieldError } from "@formwork/contracts/job";
import { pathOf, valueAt } from "../values/field-path.ts";
import { jsonEqual } from "../values/json-equal.ts";

/**
 * Errors as the form takes them: a tree shaped like the payload, with the messages of each place
 * under `__errors`.
 */
export type ErrorTree = { __errors?: string[] } & {
  [key: string]: ErrorTree | string[] | undefined;
};

/** The tree of a list of errors; the same words at the same place are said once. */
export function errorTree(errors: readonly FieldError[]): ErrorTree {
  const tree: ErrorTree = {};
  for (const { pointer, message } of errors) say(branch(tree, pathOf(pointer)), message);
  return tree;
}

/** Each message of a tree, from the top down. */
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

/** The server's errors that still hold: those whose value was not edited since they were found. */
export function errorsOfUnchanged(
  errors: readonly FieldError[],
  judged: unknown,
  payload: unknown,
): FieldError[] {
  return errors.filter(({ pointer }) =>
    jsonEqual(valueAt(judged, pathOf(pointer)), valueAt(payload, pathOf(pointer))),
  );
}

/** Two lists as one, without saying the same thing twice at a place. */
export function joinErrors(
  first: readonly FieldError[],
  second: readonly FieldError[],
): FieldError[] {
  const said = new Set(first.map(({ pointer, message }) => `${pointer} ${message}`));
  return [...first, ...second.filter(({ pointer, message }) => !said.has(`${pointer} ${message}`))];
}

function branch(tree: ErrorTree, path: readonly string[]): ErrorTree {
  return path.reduce((node, key) => {
    const child = Object.hasOwn(node, key) ? node[key] : undefined;
    if (child !== undefined && !Array.isArray(child)) return child;
    const fresh: ErrorTree = {};
    // A key such as __proto__ has to become a plain property of the tree.
    Object.defineProperty(node, key, {
      value: fresh,
      enumerable: true,
      configurable: true,
      writable: true,
    });
    return fresh;
  }, tree);
}

function say(node: ErrorTree, message: string): void {
  const said = node.__errors ?? [];
  if (!said.includes(message)) node.__errors = [...said, message];
}
