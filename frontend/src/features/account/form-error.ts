import { messagesByField, problemText } from "../../lib/api/problem-text.ts";

/**
 * What to say above the form about a failed try; null when there was none, or when each fault
 * stands at its field.
 */
export function formError(error: unknown): string | null {
  if (error === null || error === undefined) return null;
  const { title, detail } = problemText(error);
  const fields = Object.keys(messagesByField(error));
  if (fields.length > 0 && fields.every((field) => field === "email" || field === "password"))
    return null;
  return detail === "" ? title : detail;
}
