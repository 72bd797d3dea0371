import { linkState } from "@formwork/contracts/account";
import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  type ClientAuth,
  ClientSecretBasic,
  ClientSecretPost,
  type Configuration,
  type CustomFetch,
  calculatePKCECodeChallenge,
  customFetch,
  discovery,
  enableNonRepudiationChecks,
  fetchUserInfo,
  None,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
} from "openid-client";
import { createDialedFetch } from "../../runtime/dialer/dialed-fetch.ts";
import { createDialer } from "../../runtime/dialer/dialer.ts";
import type { ProviderConfig } from "../../runtime/settings/provider-settings.ts";
import type { LinkFor, PendingSignIn } from "./pending-sign-ins.ts";
import type { ProviderClaims } from "./role-of-claims.ts";

/** Where the provider sends the browser back to, with what it added to the address. */
export type Callback = { redirectUri: string; parameters: Record<string, string> };

/** Talks to an OpenID provider. Rejects with the library's errors. */
export type OpenId = {
  /** Returns where a sign-in begins, and what has to be known to finish it. */
  begin: (redirectUri: string, link?: LinkFor) => Promise<{ url: string; pending: PendingSignIn }>;
  /** Exchanges the code of a callback; returns what the provider says of the user. */
  finish: (callback: Callback, pending: PendingSignIn) => Promise<ProviderClaims>;
};

/** Seconds within which the provider has to answer. */
const timeoutS = 5;
/** How long what the provider says of itself is taken for true, in milliseconds. */
const discoveryTtlMs = 3_600_000;

/** Creates the client of a provider, which is asked about itself when it is first needed. */
export function createOpenId(config: ProviderConfig, { now }: { now: () => number }): OpenId {
  const fetch = dialedFetch(config);
  let known: { at: number; configuration: Promise<Configuration> } | undefined;

  function configuration(): Promise<Configuration> {
    if (known !== undefined && now() - known.at < discoveryTtlMs) return known.configuration;
    const asked = { at: now(), configuration: discover(config, fetch) };
    known = asked;
    asked.configuration.catch(() => {
      if (known === asked) known = undefined;
    });
    return asked.configuration;
  }
  return {
    async begin(redirectUri, link) {
      // The page that the browser comes back to tells by the state what it is to finish.
      const state = `${link === undefined ? "" : linkState}${randomState()}`;
      const nonce = randomNonce();
      const codeVerifier = randomPKCECodeVerifier();
      const url = buildAuthorizationUrl(await configuration(), {
        ...{ redirect_uri: redirectUri, scope: config.scopes.join(" "), state, nonce },
        code_challenge: await calculatePKCECodeChallenge(codeVerifier),
        code_challenge_method: "S256",
      });
      const pending = { state, nonce, codeVerifier, ...(link === undefined ? {} : { link }) };
      return { url: url.href, pending };
    },
    async finish({ redirectUri, parameters }, pending) {
      const provider = await configuration();
      const address = new URL(`${redirectUri}?${new URLSearchParams(parameters)}`);
      const tokens = await authorizationCodeGrant(provider, address, {
        expectedState: pending.state,
        expectedNonce: pending.nonce,
        pkceCodeVerifier: pending.codeVerifier,
        idTokenExpected: true,
      });
      const claims = { ...tokens.claims() } as ProviderClaims; // `idTokenExpected` says that there are some.
      if (Object.hasOwn(claims, config.roleClaim) && Object.hasOwn(claims, "email")) return claims;
      // Many providers put into the token no more than who it is.
      if (provider.serverMetadata().userinfo_endpoint === undefined) return claims;
      const more = await fetchUserInfo(provider, tokens.access_token, claims.sub);
      return { ...more, ...claims };
    },
  };
}

/** Shows the secret in a way that the provider takes; in the header, unless it says otherwise. */
function withSecret(secret: string): ClientAuth {
  const [basic, post] = [ClientSecretBasic(secret), ClientSecretPost(secret)];
  return (server, ...request) => {
    const taken = server.token_endpoint_auth_methods_supported ?? ["client_secret_basic"];
    return (taken.includes("client_secret_basic") ? basic : post)(server, ...request);
  };
}

/**
 * Calls the provider by the dialer: the operator has named the issuer, which may be private, but the
 * issuer names its other addresses, which may not.
 */
function dialedFetch({ issuer, allow }: ProviderConfig) {
  const { hostname, port, protocol } = new URL(issuer);
  const own = `${hostname}:${port || (protocol === "https:" ? 443 : 80)}`;
  return createDialedFetch(createDialer({ allow: [own, ...allow] }));
}

function discover(
  { issuer, clientId, clientSecret }: ProviderConfig,
  fetch: CustomFetch,
): Promise<Configuration> {
  const authentication = clientSecret === null ? None() : withSecret(clientSecret);
  // Settings take an address without TLS on the loopback only.
  const insecure = new URL(issuer).protocol === "http:" ? [allowInsecureRequests] : [];
  return discovery(new URL(issuer), clientId, undefined, authentication, {
    timeout: timeoutS,
    [customFetch]: fetch,
    execute: [...insecure, enableNonRepudiationChecks],
  });
}
