import type { Run } from "../templates/run.ts";
import { placeholder } from "../text/placeholders.ts";

/** Returns the names of the secrets of the store that a run needs, each once, in order. */
export function secretNamesOf(run: Run): string[] {
  const listed = "secrets" in run ? (run.secrets ?? []) : [];
  return [...new Set([...listed, ...namesIn(run)])].sort();
}

function namesIn(value: unknown): string[] {
  if (typeof value === "string")
    return [...value.matchAll(placeholder)].flatMap(([, path = ""]) => nameIn(path));
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(namesIn);
}

function nameIn(path: string): string[] {
  return path.startsWith("secret.") ? [path.slice("secret.".length)] : [];
}
