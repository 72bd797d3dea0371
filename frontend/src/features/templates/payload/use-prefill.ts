import { useEffect, useMemo } from "react";
import { type AnySchema, titleAt } from "../../../forms/values/schema-at.ts";
import { searchWithout, secretsIn } from "./link-secrets.ts";
import { type Prefill, readPrefill } from "./prefill.ts";

/**
 * Returns the payload of the page's address. Secrets in it are taken out of the address, so that the
 * history of the browser does not keep them.
 */
export function usePrefill(search: URLSearchParams, schema: AnySchema): Prefill {
  const { prefill, cleaned } = useMemo(() => read(search, schema), [search, schema]);
  useEffect(() => {
    if (cleaned === null) return;
    const { pathname, hash } = window.location;
    // The router's own way would open the page anew, without the secret.
    window.history.replaceState(window.history.state, "", `${pathname}?${cleaned}${hash}`);
  }, [cleaned]);
  return prefill;
}

function read(search: URLSearchParams, schema: AnySchema) {
  const { payload, warnings } = readPrefill(search, schema);
  const secrets = secretsIn(payload, schema);
  if (secrets.length === 0) return { prefill: { payload, warnings }, cleaned: null };
  const names = secrets.map((path) => titleAt(schema, path)).join(", ");
  const warning = `The link holds a secret: ${names}. It is filled in and no longer in the address, but whoever has the link can read it.`;
  return {
    prefill: { payload, warnings: [...warnings, warning] },
    cleaned: searchWithout(search, payload, secrets),
  };
}
