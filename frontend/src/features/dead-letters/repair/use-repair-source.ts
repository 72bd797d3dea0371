import type { ErrorGroup } from "@formwork/contracts/dead-letter";
import type { Job } from "@formwork/contracts/job";
import type { Template } from "@formwork/contracts/template";
import { skipToken, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useParams, useSearchParams } from "react-router";
import type { PayloadRules } from "../../../forms/validation/payload-rules.ts";
import { usePayloadRules } from "../../../forms/validation/use-payload-rules.ts";
import { client } from "../../../lib/api/client.ts";
import { queryKeys } from "../../../lib/api/query-keys.ts";
import { useErrorGroup } from "../use-error-groups.ts";

/** Everything that the form for a group needs. */
export type RepairSource = {
  group: ErrorGroup;
  /** The job whose payload fills the form in. */
  sample: Job;
  /** The version in which the jobs will run. */
  template: Template;
  newest: number;
  rules: PayloadRules;
};

/**
 * Loads the group that the address names, its newest job, and the newest version of its template, or
 * the one that the address names. `isEmpty` is true where no job of the group is left.
 */
export function useRepairSource(): {
  source: RepairSource | undefined;
  isEmpty: boolean;
  error: Error | null;
} {
  const { key = "" } = useParams();
  const [search] = useSearchParams();
  const loaded = useErrorGroup(key);
  const group = useFirst(loaded.data ?? undefined);
  const sample = useQuery({
    queryKey: [...queryKeys.jobs.one(group?.sampleId ?? ""), "sample"],
    queryFn:
      group === undefined
        ? skipToken
        : ({ signal }) => client.call("jobs.get", { params: { id: group.sampleId }, signal }),
  });
  const newest = useTemplate(group?.template, undefined);
  const wanted = Number(search.get("version")) || newest.data?.version;
  const chosen = useTemplate(wanted === undefined ? undefined : group?.template, wanted);
  // What is published or changes meanwhile must not reset the form.
  const template = useFirst(chosen.data, String(wanted));
  const first = useFirst(sample.data);
  const rules = usePayloadRules(template);
  const source =
    group && first && template && newest.data && rules.data
      ? { group, sample: first, template, newest: newest.data.version, rules: rules.data }
      : undefined;
  const queries = [loaded, sample, newest, chosen, rules];
  return {
    source,
    isEmpty: group === undefined && loaded.data === null,
    error: queries.find(({ error }) => error !== null)?.error ?? null,
  };
}

/** Returns the first value that there was, for each `of`. */
function useFirst<Value>(value: Value | undefined, of = ""): Value | undefined {
  const [first, setFirst] = useState<{ of: string; value: Value }>();
  if (first?.of === of) return first.value;
  if (value !== undefined) setFirst({ of, value });
  return value;
}

function useTemplate(name: string | undefined, version: number | undefined) {
  return useQuery({
    queryKey: queryKeys.templates.one(name ?? "", version),
    queryFn:
      name === undefined
        ? skipToken
        : ({ signal }) =>
            client.call("templates.get", {
              params: { name },
              query: version === undefined ? {} : { version },
              signal,
            }),
  });
}
