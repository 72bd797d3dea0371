import { cleanLine, safeJson } from "../../terminal/clean.ts";
import { durationText, relativeTime } from "../../terminal/time-text.ts";
import { type Shape, withoutNull } from "../schema-shape.ts";

/** Returns the value at a dotted path of a reply, or undefined. */
export function valueAt(value: unknown, path: string): unknown {
  return path
    .split(".")
    .reduce<unknown>(
      (inner, key) =>
        typeof inner === "object" && inner !== null && Object.hasOwn(inner, key)
          ? Object(inner)[key]
          : undefined,
      value,
    );
}

/** Returns the schema at a dotted path, as far as the schema says. */
export function shapeAt(shape: Shape, path: string): Shape {
  return path
    .split(".")
    .reduce<Shape>((inner, key) => withoutNull(inner).inner.properties?.[key] ?? {}, shape);
}

/** Writes a value for a cell of a table: one line, times as people say them, nothing as a dash. */
export function cellText(value: unknown, path: string, shape: Shape, now: number): string {
  if (value === null || value === undefined || value === "") return "-";
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value === "number") return path.endsWith("Ms") ? durationText(value) : String(value);
  if (typeof value !== "string") return compositeText(value);
  const isTime = withoutNull(shape).inner.format === "date-time";
  return isTime && !Number.isNaN(Date.parse(value)) ? relativeTime(value, now) : cleanLine(value);
}

function compositeText(value: unknown): string {
  if (!Array.isArray(value)) return cleanLine(safeJson(value));
  if (value.length === 0) return "-";
  return cleanLine(value.map(itemText).join(", "));
}

function itemText(item: unknown): string {
  if (typeof item !== "object" || item === null) return String(item);
  // A fault of a field reads as elsewhere: where, and what.
  if ("pointer" in item && "message" in item) return `${item.pointer} ${item.message}`.trim();
  return safeJson(item);
}
