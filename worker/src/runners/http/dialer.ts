import { promises as dns, type LookupAddress } from "node:dns";
import { isIP, type LookupFunction } from "node:net";
import { Agent, buildConnector, type Dispatcher } from "undici";
import { createAddressRule } from "./addresses.ts";

/**
 * The one way out for requests whose address a user may choose: it reaches the public internet and
 * what the operator allows, nothing else.
 */
export type Dialer = {
  /**
   * Sends one request; redirects are answers like any other. Rejects with an `isRefused` error
   * where the address may not be reached.
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
  /** Longest wait for the head of the answer. */
  headersMs: number;
  /** Longest wait between two parts of its body. */
  bodyMs: number;
};

export type Resolve = (host: string) => Promise<LookupAddress[]>;

const refused = "address-refused";

/**
 * Makes a dialer. `allow` is FORMWORK_OUTBOUND_ALLOW; `resolve` asks the system's resolver unless
 * told.
 */
export function createDialer(deps: {
  allow: readonly string[];
  resolve?: Resolve;
  connectMs?: number;
}): Dialer {
  const mayReach = createAddressRule(deps.allow);
  const resolve = deps.resolve ?? ((host) => dns.lookup(host, { all: true }));
  const timeout = deps.connectMs ?? 10_000;

  /**
   * The addresses of a host, all of them checked: one closed address among open ones is how a name
   * is rebound.
   */
  async function admit(host: string, port: number): Promise<LookupAddress[]> {
    const family = isIP(host);
    const addresses = family === 0 ? await resolve(host) : [{ address: host, family }];
    if (addresses.length === 0)
      throw Object.assign(new Error(`${host} has no address`), { code: "ENOTFOUND" });
    for (const { address } of addresses)
      if (!mayReach({ host, port, address })) throw refusal(host, port, address);
    return addresses;
  }
  const agent = new Agent({
    connect(target, callback) {
      const port = Number(target.port) || (target.protocol === "https:" ? 443 : 80);
      admit(target.hostname, port).then(
        (addresses) =>
          buildConnector({ timeout, allowH2: false, lookup: pinned(addresses) })(target, callback),
        (error) => callback(error, null),
      );
    },
  });
  return {
    async request({ url, headersMs, bodyMs, ...params }) {
      checkUrl(url);
      return agent.request({
        ...params,
        origin: url.origin,
        path: url.pathname + url.search,
        headersTimeout: headersMs,
        bodyTimeout: bodyMs,
      });
    },
    close: () => agent.destroy(),
  };
}

/** True for an error of a dialer that will not reach this address, now or later. */
export function isRefused(error: unknown): error is Error {
  return error instanceof Error && "code" in error && error.code === refused;
}

function checkUrl(url: URL): void {
  if (url.protocol !== "http:" && url.protocol !== "https:")
    throw refuse(`Only http and https addresses can be called, not ${url.protocol}`);
  if (url.username !== "" || url.password !== "")
    throw refuse("An address may not carry a user name or password; send them in a header");
}

function refusal(host: string, port: number, address: string): Error {
  const which = host === address ? address : `${host} (${address})`;
  return refuse(
    `${which} is not a public address, so jobs may not call it. Set FORMWORK_OUTBOUND_ALLOW to allow it, for instance FORMWORK_OUTBOUND_ALLOW=${host}:${port}`,
  );
}

function refuse(message: string): Error {
  return Object.assign(new Error(message), { code: refused });
}

/**
 * Connects to the addresses that were checked, whatever a second look-up would say; host name and
 * TLS name stay the URL's.
 */
function pinned(addresses: LookupAddress[]): LookupFunction {
  const [first] = addresses;
  return (_host, options, callback) => {
    if (options.all) callback(null, addresses);
    else callback(null, first?.address ?? "", first?.family);
  };
}
