import { promises as dns, type LookupAddress } from "node:dns";
import { isIP, type LookupFunction } from "node:net";
import type { Agent, Dispatcher } from "undici";
import { createAddressRule } from "./address-rule.ts";

/**
 * Sends requests to addresses that users may choose. It connects to the public internet and to what
 * the operator allows only (protection against server-side request forgery).
 */
export type Dialer = {
  /**
   * Sends one request and follows no redirect. Rejects with an error for which `isRefused` is true
   * where the address is not allowed.
   */
  request: (params: DialParams) => Promise<Dispatcher.ResponseData>;
  close: () => Promise<void>;
};

export type DialParams = {
  url: URL;
  method: Dispatcher.HttpMethod;
  headers: Record<string, string>;
  body: string | null;
  signal: AbortSignal;
  /** Time within which the headers of the response have to arrive. */
  headersMs: number;
  /** Longest time between two parts of its body. */
  bodyMs: number;
};

export type Resolve = (host: string) => Promise<LookupAddress[]>;

const refused = "address-refused";

/**
 * Creates a dialer. `allow` is the list of FORMWORK_OUTBOUND_ALLOW. `resolve` is the system's
 * resolver unless given.
 */
export function createDialer(deps: {
  allow: readonly string[];
  resolve?: Resolve;
  connectMs?: number;
}): Dialer {
  const isAllowed = createAddressRule(deps.allow);
  const resolve = deps.resolve ?? ((host) => dns.lookup(host, { all: true }));
  const timeout = deps.connectMs ?? 10_000;

  /**
   * Resolves a host. Throws unless all of its addresses are allowed: DNS rebinding mixes public and
   * private ones.
   */
  async function resolveAllowed(host: string, port: number): Promise<LookupAddress[]> {
    const family = isIP(host);
    const addresses = family === 0 ? await resolve(host) : [{ address: host, family }];
    if (addresses.length === 0)
      throw Object.assign(new Error(`${host} has no address`), { code: "ENOTFOUND" });
    for (const { address } of addresses)
      if (!isAllowed({ host, port, address })) throw refusal(host, port, address);
    return addresses;
  }
  /** Loads the library, some 5 MB, with the first request. */
  async function openAgent(): Promise<Agent> {
    const { Agent, buildConnector } = await import("undici");
    return new Agent({
      connect(target, callback) {
        const port = Number(target.port) || (target.protocol === "https:" ? 443 : 80);
        resolveAllowed(target.hostname, port).then(
          (addresses) =>
            buildConnector({ timeout, allowH2: false, lookup: pinned(addresses) })(
              target,
              callback,
            ),
          (error) => callback(error, null),
        );
      },
    });
  }
  let agent: Promise<Agent> | undefined;
  return {
    async request({ url, headersMs, bodyMs, ...params }) {
      checkUrl(url);
      agent ??= openAgent();
      return (await agent).request({
        ...params,
        origin: url.origin,
        path: url.pathname + url.search,
        headersTimeout: headersMs,
        bodyTimeout: bodyMs,
      });
    },
    close: async () => (await agent)?.destroy(),
  };
}

/** The error with which a dialer refuses an address. Its message does not tell where a name leads. */
export type Refusal = Error & { host?: string; address?: string };

/** Returns true for the error with which a dialer refuses an address. */
export function isRefused(error: unknown): error is Refusal {
  return error instanceof Error && "code" in error && error.code === refused;
}

function checkUrl(url: URL): void {
  if (url.protocol !== "http:" && url.protocol !== "https:")
    throw refuse("Only http and https addresses can be called");
  if (url.username !== "" || url.password !== "")
    throw refuse(
      "An address may not carry a user name or password; a template has auth.basic for them",
    );
}

function refusal(host: string, port: number, address: string): Refusal {
  const which =
    host === address
      ? `${address} is not a public address`
      : `${host} leads to an address that is not public`;
  return Object.assign(
    refuse(
      `${which}, so it is not called. Set FORMWORK_OUTBOUND_ALLOW to allow it, for instance FORMWORK_OUTBOUND_ALLOW=${host}:${port}`,
    ),
    { host, address },
  );
}

function refuse(message: string): Error {
  return Object.assign(new Error(message), { code: refused });
}

/**
 * Returns a lookup function that answers with the addresses that were checked, so that a second DNS
 * query cannot change them. The host header and the TLS server name stay those of the URL.
 */
function pinned(addresses: LookupAddress[]): LookupFunction {
  const [first] = addresses;
  return (_host, options, callback) => {
    if (options.all) callback(null, addresses);
    else callback(null, first?.address ?? "", first?.family);
  };
}
