import type { JobWait, WaitReason } from "@formwork/contracts/job-wait";
import { paths } from "../../../lib/paths.ts";
import { countText } from "../../../lib/text/count-text.ts";
import { shortId } from "../../../lib/text/short-id.ts";

/** A part of a sentence: a text, which may link to a page, or a time that lies ahead. */
export type SentencePart = { text: string; to?: string } | { at: string };

type ReasonOf<Kind extends WaitReason["kind"]> = Extract<WaitReason, { kind: Kind }>;
type NameOf = (userId: string) => string;

/** Jobs that a sentence names; it counts the others. */
const maxNamed = 3;

/**
 * Returns the sentence that says why a job waits; empty for one that does not wait, and for the wait
 * after a failed attempt, which the error of the job tells.
 */
export function waitSentence({ state, reasons }: JobWait, nameOf: NameOf): SentencePart[] {
  const told = reasons.filter(({ kind }) => kind !== "backOff");
  const clauses = told.map((reason) => clauseOf(reason, nameOf));
  if (clauses.length > 0)
    return [
      ...clauses.flatMap((clause, n) => (n === 0 ? clause : [text("; "), ...clause])),
      text("."),
    ];
  return state === "scheduled" ? [text("It is due, and is queued in a moment.")] : [];
}

function clauseOf(reason: WaitReason, nameOf: NameOf): SentencePart[] {
  switch (reason.kind) {
    case "dependencies":
      return dependencies(reason);
    case "later":
    case "backOff":
      return [text("It is due "), { at: reason.runAt }];
    case "paused":
      return paused(reason, nameOf);
    case "noWorker":
      return noWorker(reason);
    case "queueLimit":
      return [
        text(`The queue ${reason.queue} runs at most ${countText(reason.limit, "job")} at once: `),
        text(
          reason.running === 1 ? "1 runs now" : `${reason.running} run now`,
          running({ queue: reason.queue }),
        ),
      ];
    case "keyLimit":
      return keyLimit(reason);
    case "ownerLimit":
      return [
        text(`At most ${countText(reason.limit, "job")} of ${nameOf(reason.owner)} run at once: `),
        text("those that run", running({ createdBy: reason.owner })),
      ];
    case "place":
      return place(reason);
  }
}

function dependencies({ jobs: ids, count }: ReasonOf<"dependencies">): SentencePart[] {
  return [text("It waits for the end of "), ...links(ids, count)];
}

function paused({ queue, by, reason }: ReasonOf<"paused">, nameOf: NameOf): SentencePart[] {
  const who = by === null ? "" : ` by ${nameOf(by)}`;
  const why = reason === null || reason === "" ? "" : `: “${reason}”`;
  return [text(`The queue ${queue} is paused${who}${why}`)];
}

function noWorker({ runs, queue, draining }: ReasonOf<"noWorker">): SentencePart[] {
  const others = draining === 0 ? "" : ` (${draining} ${draining === 1 ? "is" : "are"} draining)`;
  return [
    text("No worker", paths.workers()),
    text(` that is online runs ${runs} jobs of the queue ${queue}${others}`),
  ];
}

function keyLimit({ key, limit, jobs: ids }: ReasonOf<"keyLimit">): SentencePart[] {
  const first = text(`At most ${countText(limit, "job")} with the key ${key} run at once`);
  return ids.length === 0 ? [first] : [first, text(": now "), ...links(ids, ids.length)];
}

function place({ queue, ahead, more }: ReasonOf<"place">): SentencePart[] {
  if (ahead === 0) return [text("It is the next one of its kind in the queue "), queued(queue)];
  const count = more ? `More than ${ahead.toLocaleString("en")} jobs` : countText(ahead, "job");
  const verb = ahead === 1 ? "is" : "are";
  return [text(`${count} ${verb} before it in the queue `), queued(queue)];
}

function queued(queue: string): SentencePart {
  return text(queue, paths.jobs(String(new URLSearchParams({ state: "queued", queue }))));
}

function running(filter: Record<string, string>): string {
  return paths.jobs(String(new URLSearchParams({ state: "running", ...filter })));
}

function links(ids: readonly string[], count: number): SentencePart[] {
  const named = ids.slice(0, maxNamed).map((id) => text(shortId(id), paths.job(id)));
  const rest = count - named.length;
  const all = rest > 0 ? [...named, text(`${rest} more`)] : named;
  return all.flatMap((part, n) =>
    n === 0 ? [part] : [text(n === all.length - 1 ? " and " : ", "), part],
  );
}

function text(words: string, to?: string): SentencePart {
  return to === undefined ? { text: words } : { text: words, to };
}
