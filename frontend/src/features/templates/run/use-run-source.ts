import type { Job } from "@formwork/contracts/job";
import type { Template } from "@formwork/contracts/template";
import { useQuery } from "@tanstack/react-query";
import { useLocation, useParams, useSearchParams } from "react-router";
import type { PayloadRules } from "../../../forms/validation/payload-rules.ts";
import { usePayloadRules } from "../../../forms/validation/use-payload-rules.ts";
import { client } from "../../../lib/api/client.ts";
import { joinQueries } from "../../../lib/api/join-queries.ts";
import { queryKeys } from "../../../lib/api/query-keys.ts";
import { useTemplate } from "../../../lib/api/templates/use-template.ts";
import { useOpened } from "../../../lib/use-opened.ts";

/** Everything a run page loads before it shows the form. */
export type RunSource = {
  template: Template;
  /** The newest version of the template; `template` may be an older one that the address names. */
  newest: number;
  rules: PayloadRules;
  /** The job to run again with an edited payload; null for a new job. */
  origin: Job | null;
  search: URLSearchParams;
};

/**
 * Loads what the address names: the template in its version, its payload rules, and the job to run
 * again.
 */
export function useRunSource(): {
  source: RunSource | undefined;
  error: Error | null;
  retry: () => void;
} {
  const { name = "" } = useParams();
  const { key } = useLocation();
  const [search] = useSearchParams();
  const from = search.get("from");
  const origin = useQuery({
    queryKey: queryKeys.jobs.one(from ?? ""),
    queryFn: ({ signal }) => client.call("jobs.get", { params: { id: from ?? "" }, signal }),
    enabled: from !== null,
  });
  // A job is run again by the template version it was created with, unless the address names one.
  const version = positiveInteger(search.get("version")) ?? origin.data?.template.version;
  const isVersionKnown = from === null || origin.data !== undefined;
  const asked = isVersionKnown ? name : undefined;
  const template = useTemplate(asked, version);
  const newest = useTemplate(asked);
  const opened = useOpened(template.isFetching ? undefined : template.data, key);
  const rules = usePayloadRules(opened);
  const isReady =
    isVersionKnown && opened !== undefined && newest.data !== undefined && rules.data !== undefined;
  return {
    source: isReady
      ? {
          template: opened,
          newest: newest.data.version,
          rules: rules.data,
          origin: origin.data ?? null,
          search,
        }
      : undefined,
    ...joinQueries([origin, template, newest, rules]),
  };
}

function positiveInteger(text: string | null): number | undefined {
  return text !== null && /^[1-9]\d{0,8}$/.test(text) ? Number(text) : undefined;
}
