import { faultInLine, parseJson } from "@formwork/contracts/json/parse-json";
import { isObject } from "@formwork/contracts/schema/schema-tree";
import { endWith } from "../exit-codes.ts";

/** Parses JSON that a person wrote; ends the command with what is wrong. `name` says where it was. */
export function parseJsonValue(name: string, text: string): unknown {
  const parsed = tryParse(text);
  if ("message" in parsed)
    return endWith(
      "usage",
      `${name} is not JSON: ${parsed.message}. Quote it for the shell, as in '{"a":1}', or use @file`,
    );
  const [fault] = parsed.faults;
  return fault === undefined ? parsed.value : endWith("usage", `${name}: ${faultInLine(fault)}`);
}

/** Parses a JSON array, or JSON lines: one value per line. */
export function parseJsonList(name: string, text: string): unknown {
  const first = text.trimStart()[0];
  if (first === "[" || first === undefined) return parseJsonValue(name, text);
  return text
    .split("\n")
    .map((line, index) => ({ line, number: index + 1 }))
    .filter(({ line }) => line.trim() !== "")
    .map(({ line, number }) => parseJsonValue(`${name}, line ${number}`, line));
}

/** Parses a JSON object. */
export function parseJsonObject(name: string, text: string): Record<string, unknown> {
  const value = parseJsonValue(name, text);
  return isObject(value)
    ? value
    : endWith("usage", `${name} has to be a JSON object, as in '{"a":1}'`);
}

function tryParse(text: string) {
  try {
    return parseJson(text);
  } catch (error) {
    return { message: error instanceof Error ? error.message : String(error) };
  }
}
