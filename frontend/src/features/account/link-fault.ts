import { isProblemError } from "@formwork/contracts/client/problem-error";
import { problemText } from "../../lib/api/errors/problem-text.ts";

/** Returns what is wrong with an invitation or reset link, and what to do about it. */
export function linkFault(error: unknown): string {
  if (isProblemError(error) && error.problem.code === "link-wrong")
    return "This link has been used, replaced or has ended, or is not whole. Ask an admin for a new one.";
  const { title, detail } = problemText(error);
  return detail === "" ? title : detail;
}
