import { type Client, createClient } from "@formwork/contracts/client/client";
import { endWith } from "../exit-codes.ts";
import { say } from "../terminal/print.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { chooseServer, type Server, type ServerOptions } from "./choose-server.ts";
import { permissionFault } from "./profile-file.ts";

/** A server that a command talks to. */
export type Connection = Server & {
  client: Client;
  /** Sends a request to an address of the client, with the token; for replies that are streams. */
  send: (address: string, request?: RequestInit) => Promise<Response>;
};

/** Opens the connection of a command; warns where others may read the tokens. */
export function connect(terminal: Terminal, options: ServerOptions): Connection {
  const server = chooseServer(terminal, options);
  const fault = permissionFault(terminal.env);
  if (fault !== null) say(terminal, `warning: ${fault}`);
  return connectTo(server);
}

/** Makes the connection to a server that is already chosen. */
export function connectTo(server: Server): Connection {
  const { url, token } = server;
  const client = createClient({ baseUrl: url, token, fetch: fetchHere });
  const authorization: Record<string, string> =
    token === undefined ? {} : { authorization: `Bearer ${token}` };
  return {
    ...server,
    client,
    send: (address, { headers, ...request } = {}) =>
      fetchHere(address, { ...request, headers: { ...Object(headers), ...authorization } }),
  };
}

/** How the list of one's sessions names them. */
const userAgent = `formwork command line, ${process.platform}`;

/** A redirect would lose the body of a request, and might take the token elsewhere. */
const fetchHere: typeof globalThis.fetch = async (input, request) => {
  const headers = new Headers(request?.headers);
  headers.set("user-agent", userAgent);
  const response = await fetch(input, { ...request, headers, redirect: "manual" });
  if (response.status < 300 || response.status === 304 || response.status >= 400) return response;
  await response.body?.cancel();
  const location = response.headers.get("location") ?? "";
  const to = URL.canParse(location, String(input)) ? new URL(location, String(input)).origin : "";
  return endWith(
    "unreachable",
    `${new URL(String(input)).origin} sends its callers to ${to || "another address"}. Give that address: formwork login ${to || "URL"}`,
  );
};
