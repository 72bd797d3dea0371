import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { exportJWK, generateKeyPair } from "jose";
import { type Configuration, Provider } from "oidc-provider";

/** What the provider says of somebody, besides who it is. */
type Person = { email?: string; email_verified?: boolean; groups?: string[] };

/** An OpenID provider on a port of its own, whose pages need no person: they sign `current` in. */
export type OpenIdProvider = {
  issuer: string;
  client: { id: string; secret: string };
  people: Map<string, Person>;
  /** Who signs in there next; null refuses it. */
  signInAs: (sub: string | null) => void;
  /** Lets the provider send browsers to an address. Nothing works before that. */
  allow: (redirectUri: string) => void;
  /**
   * Goes through the pages of the provider as a new browser does, from the address where a sign-in
   * begins; returns what it adds to the address at the end.
   */
  visit: (url: string) => Promise<Record<string, string>>;
  stop: () => Promise<void>;
};

const client = { id: "formwork", secret: "a secret of the client" };

/** Starts a provider, which knows nobody yet. */
export async function anOpenIdProvider(): Promise<OpenIdProvider> {
  const people = new Map<string, Person>();
  const { privateKey } = await generateKeyPair("RS256", { extractable: true });
  const keys = [{ ...(await exportJWK(privateKey)), kid: "k1", alg: "RS256", use: "sig" }];
  let current: string | null = null;
  let provider: Provider | undefined;
  const server = createServer((request, response) => void answer(request, response));
  await once(server.listen(0, "127.0.0.1"), "listening");
  // A server that listens on a port has an AddressInfo.
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (provider === undefined) return void response.writeHead(503).end();
    if (!request.url?.startsWith("/interaction/"))
      return void (await provider.callback()(request, response));
    const result =
      current === null ? { error: "access_denied" } : { login: { accountId: current } };
    await provider.interactionFinished(request, response, result);
  }
  async function visit(url: string): Promise<Record<string, string>> {
    const jar = new Map<string, string>();
    for (let next = url; ; ) {
      const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
      const reply = await fetch(next, { headers: { cookie }, redirect: "manual" });
      for (const text of reply.headers.getSetCookie()) {
        const [name = "", value = ""] = (text.split(";")[0] ?? "").split("=");
        jar.set(name, value);
      }
      const location = reply.headers.get("location");
      if (location === null) throw new Error(`no way on: ${reply.status} ${await reply.text()}`);
      next = new URL(location, next).href;
      if (!next.startsWith(issuer)) return Object.fromEntries(new URL(next).searchParams);
    }
  }
  return {
    ...{ issuer, client, people, visit },
    signInAs(sub) {
      current = sub;
    },
    allow(redirectUri) {
      provider = new Provider(issuer, configurationOf({ keys, people, redirectUri }));
    },
    async stop() {
      server.closeAllConnections();
      server.close();
    },
  };
}

function configurationOf(params: {
  keys: object[];
  people: Map<string, Person>;
  redirectUri: string;
}): Configuration {
  const { keys, people, redirectUri } = params;
  return {
    clients: [{ client_id: client.id, client_secret: client.secret, redirect_uris: [redirectUri] }],
    // They were made as keys above.
    jwks: { keys: keys as NonNullable<Configuration["jwks"]>["keys"] },
    ttl: { ...{ Interaction: 600, Grant: 600, Session: 600 }, AccessToken: 600, IdToken: 600 },
    cookies: { keys: ["a key for cookies"] },
    claims: {
      ...{ openid: ["sub"], email: ["email", "email_verified"], groups: ["groups"] },
    },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
    findAccount: (_context, sub) => ({
      accountId: sub,
      claims: () => ({ sub, ...people.get(sub) }),
    }),
    // Everybody has consented.
    async loadExistingGrant({ oidc }) {
      const { accountId } = oidc.session ?? {};
      const grant = new oidc.provider.Grant({
        ...{ clientId: client.id, ...(accountId === undefined ? {} : { accountId }) },
      });
      grant.addOIDCScope("openid email groups");
      await grant.save();
      return grant;
    },
  };
}
