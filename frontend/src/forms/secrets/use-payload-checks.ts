import { useMemo } from "react";
import type { PayloadRules } from "../validation/payload-rules.ts";
import { type KeptFrom, secretErrors } from "./kept-secrets.ts";

/** Returns the checks of a payload by its rules, and that what looks like a kept secret is one. */
export function usePayloadChecks(
  rules: PayloadRules,
  { handles }: KeptFrom,
): Pick<PayloadRules, "check" | "order"> {
  return useMemo(
    () => ({
      check: (payload) => [
        ...secretErrors(rules.schema, payload, handles),
        ...rules.check(payload),
      ],
      order: rules.order,
    }),
    [rules, handles],
  );
}
