import { once } from "node:events";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";

/**
 * Starts a server on a port; resolves with its address. Rejects for a port that is taken or not
 * allowed, with a text that says which setting to change.
 */
export async function listen({
  server,
  host,
  port,
}: {
  server: Server;
  host: string;
  port: number;
}): Promise<{ url: string; port: number }> {
  try {
    await once(server.listen(port, host), "listening");
  } catch (error) {
    throw listenFault(error, host, port);
  }
  // A server that listens on a port has an AddressInfo.
  const bound = (server.address() as AddressInfo).port;
  return { url: urlOf(host, bound), port: bound };
}

/** Returns the error of a server that cannot listen, with the setting to change. */
export function listenFault(error: unknown, host: string, port: number): Error {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  return new Error(advice[String(code)]?.(host, port) ?? String(error), { cause: error });
}

/** Builds the address of a server; an IPv6 host gets its brackets. */
export function urlOf(host: string, port: number): string {
  return `http://${host.includes(":") ? `[${host}]` : host}:${port}`;
}

const advice: Record<string, (host: string, port: number) => string> = {
  EADDRINUSE: (host, port) =>
    `Port ${port} on ${host} is taken. Set FORMWORK_PORT to another one, or to 0 for any that is free.`,
  EACCES: (_host, port) =>
    `This user may not listen on port ${port}. Set FORMWORK_PORT to one above 1023.`,
  EADDRNOTAVAIL: (host) =>
    `${host} is no address of this machine. Set FORMWORK_HOST to one that is.`,
  ENOTFOUND: (host) => `No address is known for ${host}. Set FORMWORK_HOST to one of this machine.`,
};
