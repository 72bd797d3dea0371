import type { ProviderConfig } from "../../runtime/settings/provider-settings.ts";
import type { ProviderClaims } from "./role-of-claims.ts";

/** Returns by what a user of the provider is known: it never changes, and passes on to nobody. */
export function subjectOf(
  { sub }: Pick<ProviderClaims, "sub">,
  { issuer }: Pick<ProviderConfig, "issuer">,
): string {
  return `${issuer} ${sub}`;
}
