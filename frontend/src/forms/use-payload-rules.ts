import type { Template } from "@formwork/contracts/template";
import { useQuery } from "@tanstack/react-query";
import { queryKeys } from "../lib/query-keys.ts";
import { createPayloadRules } from "./payload-rules.ts";
import { loadValidator } from "./validator.ts";

/** Loads the rules of a template version; a version never changes, and so neither do its rules. */
export function usePayloadRules(template: Template | undefined) {
  return useQuery({
    queryKey: [...queryKeys.templates.one(template?.name ?? "", template?.version), "rules"],
    queryFn: async () =>
      template === undefined ? null : createPayloadRules(template.payload, await loadValidator({ ...template, schema: template.payload })),
    enabled: template !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
  });
}
