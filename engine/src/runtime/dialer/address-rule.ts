import { BlockList, isIP, isIPv4 } from "node:net";

/**
 * Networks that jobs may not reach unless the operator allows it: all that is not the public
 * internet. Sources: the IANA special-purpose address registries (IPv4 and IPv6), and the
 * documentation of clouds for metadata services that are not link-local.
 */
const privateIPv4 = [
  "0.0.0.0/8", // this network; 0.0.0.0 connects to loopback
  "10.0.0.0/8", // private
  "100.64.0.0/10", // carrier-grade NAT; 100.100.100.200 is Alibaba's metadata
  "127.0.0.0/8", // loopback
  "168.63.129.16/32", // Azure's platform address
  "169.254.0.0/16", // link-local; 169.254.169.254 is most clouds' metadata
  "172.16.0.0/12", // private
  "192.0.0.0/24", // protocol assignments; 192.0.0.192 is Oracle's metadata
  "192.0.2.0/24", // documentation
  "192.88.99.0/24", // 6to4 relays
  "192.168.0.0/16", // private
  "198.18.0.0/15", // benchmarks
  "198.51.100.0/24", // documentation
  "203.0.113.0/24", // documentation
  "224.0.0.0/4", // multicast
  "240.0.0.0/4", // reserved, broadcast
];

/**
 * Only 2000::/3 is public. The rest holds loopback, IPv4-mapped, NAT64, unique local, link-local
 * and multicast addresses.
 */
const privateIPv6 = [
  "::/3",
  "4000::/2",
  "8000::/1",
  "2001::/23", // protocol assignments: Teredo and others
  "2001:db8::/32", // documentation
  "2002::/16", // 6to4: carries an IPv4 address
  "3fff::/20", // documentation
];

const isPrivate = matcher([...privateIPv4, ...privateIPv6]);

/** Returns true when a request for `host` and `port` may connect to `address`. */
export type AddressRule = (target: { host: string; port: number; address: string }) => boolean;

/**
 * Creates the rule for a list of allowed hosts, `host:port`, addresses, `address:port` and CIDR
 * networks. Throws a RangeError for an entry that is none of these.
 */
export function createAddressRule(allow: readonly string[]): AddressRule {
  const isAllowed = matcher(allow.filter((entry) => entry.includes("/")));
  const targets = allow.filter((entry) => !entry.includes("/")).map(parseTarget);
  return ({ host, port, address }) => {
    const plain = address.replace(/%.*$/, ""); // without the zone of fe80::1%eth0
    if (isAllowed(plain)) return true;
    if (
      targets.some(
        (target) =>
          (target.host === host || target.host === plain) &&
          (target.port === undefined || target.port === port),
      )
    )
      return true;
    return isIP(plain) !== 0 && !isPrivate(plain);
  };
}

/**
 * Returns a function that finds an address in the networks. Keeps a list per family: a list of both
 * matches IPv4 addresses as IPv4-mapped ones, all of which are in ::/3.
 */
function matcher(networks: readonly string[]): (address: string) => boolean {
  const lists = { ipv4: new BlockList(), ipv6: new BlockList() };
  for (const network of networks) {
    const [address = "", prefix = ""] = network.split("/");
    const family = familyOf(address);
    if (
      isIP(address) === 0 ||
      !/^\d{1,3}$/.test(prefix) ||
      Number(prefix) > (family === "ipv4" ? 32 : 128)
    )
      refuse(network);
    lists[family].addSubnet(address, Number(prefix), family);
  }
  return (address) => lists[familyOf(address)].check(address, familyOf(address));
}

function familyOf(address: string): "ipv4" | "ipv6" {
  return isIPv4(address) ? "ipv4" : "ipv6";
}

function parseTarget(entry: string): { host: string; port: number | undefined } {
  if (isIP(entry) === 6) return { host: entry, port: undefined };
  const [, name = "", port] = /^(\[[^\]]+\]|[^:]+)(?::(\d{1,5}))?$/.exec(entry) ?? refuse(entry);
  // Hosts are compared in the form that the URL parser gives them.
  const host = URL.parse(`http://${name}`)?.hostname ?? refuse(entry);
  return {
    host: host.replace(/^\[|\]$/g, ""),
    port: port === undefined ? undefined : Number(port),
  };
}

function refuse(entry: string): never {
  throw new RangeError(
    `"${entry}" is not a host, host:port, address or network such as 10.0.0.0/8`,
  );
}
