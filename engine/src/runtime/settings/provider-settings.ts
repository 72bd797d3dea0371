import { type Role, roles } from "@formwork/contracts/account";

/** The OpenID provider that users may sign in with. */
export type ProviderConfig = {
  issuer: string;
  clientId: string;
  clientSecret: string | null;
  /** What the button of the sign-in page calls it. */
  name: string;
  /** The claim that says which groups or roles somebody has there. */
  roleClaim: string;
  /** Values of that claim, and the role that each gives. */
  roleOf: ReadonlyMap<string, Role>;
  scopes: readonly string[];
  /** Private hosts, besides that of the issuer, that the provider may name for its parts. */
  allow: readonly string[];
};

/** The settings of a provider, as a config has them. */
export type ProviderSettings = {
  oidcIssuer: string | null;
  oidcClientId: string | null;
  oidcClientSecret: string | null;
  oidcName: string | null;
  oidcRoleClaim: string;
  oidcRoles: readonly string[];
  oidcScopes: readonly string[];
  outboundAllow: readonly string[];
};

/** Returns the provider of a config, or null where the settings name none. */
export function providerConfig(settings: ProviderSettings): ProviderConfig | null {
  const { oidcIssuer: issuer, oidcClientId: clientId, oidcClientSecret: clientSecret } = settings;
  if (issuer === null || clientId === null) return null;
  return {
    ...{ issuer, clientId, clientSecret, name: settings.oidcName ?? new URL(issuer).host },
    ...{ roleClaim: settings.oidcRoleClaim, roleOf: readRoles(settings.oidcRoles) },
    scopes: [...new Set(["openid", ...settings.oidcScopes])],
    allow: settings.outboundAllow,
  };
}

/** Requires pairs of a value and a role. */
export function rolesOfClaim(pairs: readonly string[]): string | null {
  const faulty = pairs.find((pair) => readPair(pair) === null);
  return faulty === undefined
    ? null
    : `has to list values of the claim and their roles (${roles.join(", ")}), such as staff=operator,board=viewer; "${faulty}" is no such pair`;
}

/** Requires an address that nobody on the way reads or changes: TLS, but on the loopback. */
export function issuerWithTls(issuer: string): string | null {
  if (!URL.canParse(issuer)) return "has to be an address such as https://id.example.org";
  const { protocol, hostname } = new URL(issuer);
  const isLoopback = /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);
  return protocol === "https:" || isLoopback ? null : "has to begin with https://";
}

/** Requires what belongs to an issuer; returns the faults. A faulty setting is absent. */
export function providerFaults(values: {
  FORMWORK_OIDC_ISSUER?: string | null;
  FORMWORK_OIDC_CLIENT_ID?: string | null;
  FORMWORK_OIDC_ROLES?: readonly string[] | null;
}): string[] {
  const { FORMWORK_OIDC_ISSUER: issuer, FORMWORK_OIDC_CLIENT_ID: clientId } = values;
  const roleCount = values.FORMWORK_OIDC_ROLES?.length;
  if (issuer === undefined || clientId === undefined) return [];
  if (issuer === null)
    return clientId === null
      ? []
      : ["FORMWORK_OIDC_CLIENT_ID says nothing without FORMWORK_OIDC_ISSUER"];
  return [
    ...(clientId === null ? ["FORMWORK_OIDC_ISSUER needs FORMWORK_OIDC_CLIENT_ID beside it"] : []),
    ...(roleCount === 0
      ? ["FORMWORK_OIDC_ISSUER needs FORMWORK_OIDC_ROLES beside it: without it nobody has a role"]
      : []),
  ];
}

function readRoles(pairs: readonly string[]): Map<string, Role> {
  return new Map(pairs.flatMap((pair) => readPair(pair) ?? []));
}

/** Reads `value=role`, as a list of one pair; a value may itself hold the sign. */
function readPair(pair: string): [[string, Role]] | null {
  const at = pair.lastIndexOf("=");
  const role = roles.find((one) => one === pair.slice(at + 1).trim());
  const value = pair.slice(0, at).trim();
  return at < 1 || role === undefined || value === "" ? null : [[value, role]];
}
