import { type Role, roles } from "@formwork/contracts/account";
import type { ProviderConfig } from "../../runtime/settings/provider-settings.ts";

/** What a provider says of somebody; others than the ones that are named have any type. */
export type ProviderClaims = { sub: string } & Record<string, unknown>;

/** Returns the highest role that the values of the claim give, or null where none gives one. */
export function roleOfClaims(
  claims: ProviderClaims,
  { roleClaim, roleOf }: Pick<ProviderConfig, "roleClaim" | "roleOf">,
): Role | null {
  const values = [claimAt(claims, roleClaim)].flat();
  const given = values.map((value) => (typeof value === "string" ? roleOf.get(value) : undefined));
  return roles.findLast((role) => given.includes(role)) ?? null;
}

/** Finds a claim by its name, or in an object by a path: `realm_access.roles`. */
function claimAt(claims: ProviderClaims, path: string): unknown {
  if (Object.hasOwn(claims, path)) return claims[path];
  return path.split(".").reduce<unknown>((value, key) => {
    const isPlain = typeof value === "object" && value !== null && Object.hasOwn(value, key);
    return isPlain ? (value as Record<string, unknown>)[key] : undefined;
  }, claims);
}
