import { faultInLine, parseJson } from "@formwork/contracts/json/parse-json";
import { isPrototypeKey } from "@formwork/contracts/json/prototype-key";
import { endWith } from "../exit-codes.ts";

type Container = Record<string, unknown> | unknown[];

/** One `--set path=value`. A value that reads as JSON is JSON; `isText` takes it as it is. */
export type Assignment = { text: string; isText: boolean };

/** Returns the object with the values set at their dotted paths; objects on the way are made. */
export function setPaths(
  target: Record<string, unknown>,
  assignments: readonly Assignment[],
): Record<string, unknown> {
  const copy = structuredClone(target);
  for (const { text, isText } of assignments) {
    const { path, value } = readAssignment(text, isText);
    setPath(copy, path, value);
  }
  return copy;
}

function readAssignment(text: string, isText: boolean): { path: string[]; value: unknown } {
  const equals = text.indexOf("=");
  if (equals < 1) return endWith("usage", `"${text}" has to be PATH=VALUE, as in --set a.b=1`);
  // A backslash keeps a dot in a key.
  const path = text.slice(0, equals).match(/(?:\\.|[^.\\])+/g) ?? [];
  const keys = path.map((key) => key.replace(/\\(.)/g, "$1"));
  const forbidden = keys.find(isPrototypeKey);
  if (forbidden !== undefined) return endWith("usage", `"${forbidden}" is no key of a payload`);
  const value = text.slice(equals + 1);
  return { path: keys, value: isText ? value : jsonOrText(value, keys.join(".")) };
}

/** A number that would not be kept exactly, such as 1.10 or 007, stays text; in JSON it is refused. */
function jsonOrText(text: string, name: string): unknown {
  const parsed = tryParse(text);
  if (parsed === null) return text;
  const { value, faults } = parsed;
  if (typeof value === "number") return String(value) === text ? value : text;
  const [fault] = faults;
  return fault === undefined ? value : endWith("usage", `--set ${name}: ${faultInLine(fault)}`);
}

function tryParse(text: string): ReturnType<typeof parseJson> | null {
  try {
    return parseJson(text);
  } catch {
    return null;
  }
}

function setPath(target: Container, path: readonly string[], value: unknown): void {
  const [key = "", ...rest] = path;
  if (rest.length === 0) put(target, key, value);
  else setPath(containerAt(target, key), rest, value);
}

/** Returns the object or list at a key; anything else there gives way to a new object. */
function containerAt(target: Container, key: string): Container {
  const inner = at(target, key);
  if (isContainer(inner)) return inner;
  const made = {};
  put(target, key, made);
  return made;
}

function at(target: Container, key: string): unknown {
  if (Array.isArray(target)) return target[Number(key)];
  return Object.hasOwn(target, key) ? target[key] : undefined;
}

function put(target: Container, key: string, value: unknown): void {
  if (!Array.isArray(target)) target[key] = value;
  else if (/^\d+$/.test(key) && Number(key) <= target.length) target[Number(key)] = value;
  else
    endWith(
      "usage",
      `"${key}" is no place in a list of ${target.length}: give a number from 0 to ${target.length}`,
    );
}

function isContainer(value: unknown): value is Container {
  return typeof value === "object" && value !== null;
}
