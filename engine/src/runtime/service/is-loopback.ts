import { isIP } from "node:net";

/** Returns true for a host that only this machine reaches, with the brackets of an address or without. */
export function isLoopback(host: string): boolean {
  const name = host.replace(/^\[|\]$/g, "");
  return name === "localhost" || name === "::1" || (isIP(name) === 4 && name.startsWith("127."));
}
