import { messagesByField, refusalText } from "../../lib/api/errors/problem-text.ts";

/**
 * Returns the message about a failed submit to show above the form; null when nothing failed, or
 * when every error belongs to a field of the form.
 */
export function formError(error: unknown): string | null {
  if (error === null || error === undefined) return null;
  const { title, detail } = refusalText(error);
  const fields = Object.keys(messagesByField(error));
  if (fields.length > 0 && fields.every((field) => field === "email" || field === "password"))
    return null;
  return detail === "" ? title : detail;
}
