import type { AuditChange, AuditEntry } from "@formwork/contracts/audit";
import { paths } from "../../../lib/paths.ts";
import { deviceName } from "../account/device-name.ts";

/** Says a change in words: "role: viewer → admin", "payload changed". */
export function changeText(change: AuditChange): string {
  const { field } = change;
  const [hasBefore, hasAfter] = [Object.hasOwn(change, "before"), Object.hasOwn(change, "after")];
  if (!hasBefore && !hasAfter) return `${field} (not kept)`;
  if (!hasBefore) return `${field}: ${valueText(change.after)}`;
  if (!hasAfter) return `${field} was ${valueText(change.before)}`;
  return `${field}: ${valueText(change.before)} → ${valueText(change.after)}`;
}

function valueText(value: unknown): string {
  if (value === null) return "none";
  if (Array.isArray(value)) return value.length === 0 ? "none" : value.map(valueText).join(", ");
  return value === "" ? "empty" : String(value);
}

const outcomes: Readonly<Record<string, string>> = {
  done: "Done",
  unfinished: "Not known: the server ended meanwhile",
};

/** Says with which API key a call came: by its name, or its id where that was not kept. */
export function keyText({ key, keyName }: Pick<AuditEntry, "key" | "keyName">): string | null {
  return key === null ? null : `API key ${keyName ?? key}`;
}

/** Says what became of a call: "Done", "Refused: forbidden", and how often. */
export function outcomeText({ outcome, times }: Pick<AuditEntry, "outcome" | "times">): string {
  const what = outcomes[outcome] ?? `Refused: ${outcome}`;
  return times === 1 ? what : `${what}, ${times} times`;
}

/** Says where a call came from: "10.0.0.7, Firefox on Linux"; null for what Formwork did itself. */
export function originText(from: AuditEntry["from"]): string | null {
  if (from === null) return null;
  return from.device === "" ? from.address : `${from.address}, ${deviceName(from.device)}`;
}

/** Returns the page of what a call was about; null where it has none. */
export function targetPath(target: string): string | null {
  const [, kind, id = ""] = /^([a-z-]+):(.+)$/.exec(target) ?? [];
  if (kind === "job") return paths.job(id);
  if (kind === "template") return paths.run(id);
  return kind === "schedule" ? paths.schedule(id) : null;
}
