import type { ErrorGroup } from "@formwork/contracts/dead-letter";
import type { Job } from "@formwork/contracts/job";
import type { Template } from "@formwork/contracts/template";
import { skipToken, useQuery } from "@tanstack/react-query";
import { useParams, useSearchParams } from "react-router";
import type { PayloadRules } from "../../../forms/validation/payload-rules.ts";
import { usePayloadRules } from "../../../forms/validation/use-payload-rules.ts";
import { client } from "../../../lib/api/client.ts";
import { joinQueries } from "../../../lib/api/join-queries.ts";
import { queryKeys } from "../../../lib/api/query-keys.ts";
import { useTemplate } from "../../../lib/api/templates/use-template.ts";
import { useOpened } from "../../../lib/use-opened.ts";
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
  const group = useOpened(loaded.data ?? undefined, key);
  const sample = useQuery({
    queryKey: [...queryKeys.jobs.one(group?.sampleId ?? ""), "sample"],
    queryFn:
      group === undefined
        ? skipToken
        : ({ signal }) => client.call("jobs.get", { params: { id: group.sampleId }, signal }),
  });
  const newest = useTemplate(group?.template);
  const wanted = Number(search.get("version")) || newest.data?.version;
  const chosen = useTemplate(wanted === undefined ? undefined : group?.template, wanted);
  const template = useOpened(chosen.data, String(wanted));
  const first = useOpened(sample.data, key);
  const rules = usePayloadRules(template);
  const source =
    group && first && template && newest.data && rules.data
      ? { group, sample: first, template, newest: newest.data.version, rules: rules.data }
      : undefined;
  return {
    source,
    isEmpty: group === undefined && loaded.data === null,
    error: joinQueries([loaded, sample, newest, chosen, rules]).error,
  };
}
