import type { Principal } from "@formwork/contracts/account";
import type { ProviderConfig } from "../../runtime/settings/provider-settings.ts";
import { type Log, silentTelemetry } from "../../runtime/telemetry.ts";
import type { Store } from "../../store/store.ts";
import type { OpenIdProvider } from "../../testing/servers/an-openid-provider.ts";
import type { Accounts } from "../accounts.ts";
import { createAccounts } from "../create-accounts.ts";
import { accountsOn } from "./accounts-on.ts";

/** The settings of a provider, in which three groups give roles. */
export function providerOf({ issuer, client }: OpenIdProvider): ProviderConfig {
  return {
    ...{ issuer, clientId: client.id, clientSecret: client.secret, name: "Test ID" },
    roleClaim: "groups",
    roleOf: new Map([
      ["board", "viewer"],
      ["staff", "operator"],
      ["admins", "admin"],
    ]),
    allow: [],
    scopes: ["openid", "email", "groups"],
  };
}

/** Creates the accounts of a process that has a provider; `create` may lack a guard. */
export function accountsWith(
  store: Store,
  provider: ProviderConfig,
  { create = createAccounts, warn }: { create?: typeof createAccounts; warn?: Log["warn"] } = {},
) {
  const { log, ...others } = silentTelemetry();
  const telemetry = { ...others, log: { ...log, ...(warn && { warn }) } };
  return accountsOn(store, (deps) => create({ ...deps, telemetry, provider }));
}

/** Signs in with a provider, as a browser does. */
export async function signInWith(accounts: Accounts, id: OpenIdProvider, redirectUri: string) {
  const { url, pending } = await accounts.provider.begin({ redirectUri });
  const parameters = await id.visit(url);
  return accounts.provider.finish({ redirectUri, parameters, pending: [pending.token] });
}

/** Goes to the provider to link a user, as a browser does; returns what it comes back with. */
export async function beginLink(
  accounts: Accounts,
  id: OpenIdProvider,
  params: { principal: Principal; current: string; redirectUri: string },
) {
  const { url, pending } = await accounts.linkBegin(params);
  return { parameters: await id.visit(url), pending: [pending.token] };
}
