import { useCallback, useMemo } from "react";
import { useSearchParams } from "react-router";

/** What the page filters by; an empty text filters nothing. Times are RFC 3339. */
export type AuditFilter = Record<"actor" | "action" | "target" | "from" | "to", string> & {
  outcome: "" | "done" | "refused";
};
type AuditQuery = Partial<Omit<AuditFilter, "outcome">> & { outcome?: "done" | "refused" };

const names = ["actor", "action", "target", "outcome", "from", "to"] as const;

/** Reads a filter from the query of an address. */
export function readFilter(search: URLSearchParams): AuditFilter {
  const read = (name: string) => (search.get(name) ?? "").slice(0, 300);
  const [actor, action, target, outcome] = ["actor", "action", "target", "outcome"].map(read);
  return {
    ...{ actor: actor ?? "", action: action ?? "", target: target ?? "" },
    outcome: outcome === "done" || outcome === "refused" ? outcome : "",
    ...{ from: timeOrNothing(read("from")), to: timeOrNothing(read("to")) },
  };
}

function timeOrNothing(text: string): string {
  const ms = Date.parse(text);
  return Number.isNaN(ms) ? "" : new Date(ms).toISOString();
}

/** Returns the query of an address for a filter; empty where nothing is filtered. */
export function searchOf(filter: AuditFilter): URLSearchParams {
  return new URLSearchParams(
    names.filter((name) => filter[name] !== "").map((name) => [name, filter[name]]),
  );
}

/** Returns the filter as the API takes it. */
export function queryOf({ outcome, ...texts }: AuditFilter): AuditQuery {
  const given = Object.fromEntries(Object.entries(texts).filter(([, text]) => text !== ""));
  return { ...given, ...(outcome === "" ? {} : { outcome }) };
}

/** Returns the filter in the page's address, and the function that changes it. */
export function useAuditFilter(): [AuditFilter, (change: Partial<AuditFilter>) => void] {
  const [search, setSearch] = useSearchParams();
  const text = search.toString();
  const filter = useMemo(() => readFilter(new URLSearchParams(text)), [text]);
  const change = useCallback(
    (change: Partial<AuditFilter>) =>
      setSearch((current) => searchOf({ ...readFilter(current), ...change }), { replace: true }),
    [setSearch],
  );
  return [filter, change];
}
