import { faultsByField, problemOf } from "../../lib/api/problem-text.ts";

/**
 * What to say above the form about a failed try; null when there was none, or when each fault
 * stands at its field.
 */
export function failureOf(error: unknown): string | null {
  if (error === null || error === undefined) return null;
  const { title, detail } = problemOf(error);
  const fields = Object.keys(faultsByField(error));
  if (fields.length > 0 && fields.every((field) => field === "email" || field === "password"))
    return null;
  return detail === "" ? title : detail;
}
