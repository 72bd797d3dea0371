import type { Template } from "@formwork/contracts/template";
import { skipToken, useQuery } from "@tanstack/react-query";
import { queryKeys } from "../../lib/api/query-keys.ts";
import { createPayloadRules, type PayloadRules } from "./payload-rules.ts";
import { loadValidator } from "./validator.ts";

/** Queries the payload rules of a template version, which never change. */
export function usePayloadRules(template: Template | undefined) {
  return useQuery({
    queryKey: [...queryKeys.templates.one(template?.name ?? "", template?.version), "rules"],
    queryFn: template === undefined ? skipToken : () => loadRules(template),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

async function loadRules({ name, version, payload, form }: Template): Promise<PayloadRules> {
  const validator = await loadValidator({ name, version, schema: payload });
  return createPayloadRules(payload, validator, form);
}
