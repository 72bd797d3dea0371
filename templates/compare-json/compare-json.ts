import type { HandlerInput } from "@formwork/contracts/handler";
import { type Difference, differences } from "./differences.ts";
import { type Document, readDocument } from "./read-document.ts";

type Payload = {
  before: Document;
  after: Document;
  ignore: string[];
  tolerance: number;
  failOn: "never" | "removals" | "differences";
};
type Report = {
  equal: boolean;
  added: number;
  removed: number;
  changed: number;
  differences: Difference[];
};

/** Differences that the result lists. Further ones are counted only. */
const maxListed = 1000;
const signs = { added: "\u001b[32m+", removed: "\u001b[31m-", changed: "\u001b[33m~" };

/** Compares the documents. Returns each difference with its JSON Pointer and both values. */
export async function run({ payload, log, signal }: HandlerInput<Payload>): Promise<Report> {
  const before = await readDocument(payload.before, "first", signal);
  const after = await readDocument(payload.after, "second", signal);
  const found = differences(before, after, payload);
  for (const { kind, pointer } of found.slice(0, maxListed))
    log(`${signs[kind]} ${pointer || "the whole document"}\u001b[0m`);
  const count = (kind: Difference["kind"]) =>
    found.filter((difference) => difference.kind === kind).length;
  const report = {
    equal: found.length === 0,
    added: count("added"),
    removed: count("removed"),
    changed: count("changed"),
    differences: found.slice(0, maxListed),
  };
  throwIf(payload.failOn, report);
  return report;
}

function throwIf(condition: Payload["failOn"], { added, removed, changed, equal }: Report): void {
  const fails = { never: false, removals: removed > 0, differences: !equal };
  if (fails[condition])
    throw new Error(`The documents differ: ${added} added, ${removed} removed, ${changed} changed`);
}
