import { readFileSync } from "node:fs";
import { join } from "node:path";
import { checkout } from "./compose.ts";

type Instruction = { keyword: string; text: string };
/** A stage: one `FROM` and its instructions. */
export type Stage = { base: string; name: string; instructions: Instruction[] };

/** Reads a Dockerfile into its stages: comments dropped, continued lines joined. */
export function readDockerfile(path: string): Stage[] {
  const joined = readFileSync(join(checkout, path), "utf8")
    .split("\n")
    .filter((line) => !/^\s*(#|$)/.test(line))
    .join("\n")
    .replaceAll(/\s*\\\n\s*/g, " ");
  const stages: Stage[] = [];
  for (const line of joined.split("\n")) {
    const [, keyword = "", text = ""] = /^(\w+)\s+(.*)$/.exec(line) ?? [];
    const [, base, name = String(stages.length)] =
      (keyword === "FROM" && /^(\S+)(?: AS (\S+))?$/.exec(text)) || [];
    if (base !== undefined) stages.push({ base, name, instructions: [] });
    else stages.at(-1)?.instructions.push({ keyword, text });
  }
  return stages;
}

/** Returns sources and target of a `COPY`, and the stage it copies from. */
export function readCopy(text: string): { from: string | null; sources: string[]; target: string } {
  const words = text.split(/\s+/);
  const from = words.find((word) => word.startsWith("--from="))?.slice("--from=".length) ?? null;
  const paths = words.filter((word) => !word.startsWith("--"));
  return { from, sources: paths.slice(0, -1), target: paths.at(-1) ?? "" };
}

/** Returns the variables of an `ENV`. */
export function readEnv(text: string): Record<string, string> {
  return Object.fromEntries(
    text
      .split(/\s+/)
      .map((pair) => [pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1)]),
  );
}
