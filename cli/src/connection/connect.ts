import { type Client, createClient } from "@formwork/contracts/client/client";
import { createRenewingFetch } from "@formwork/contracts/client/renewing-fetch";
import { endWith } from "../exit-codes.ts";
import { say } from "../terminal/print.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { chooseServer, type Server, type ServerOptions } from "./choose-server.ts";
import { permissionFault } from "./profile-file.ts";
import { renewProfile } from "./renew-profile.ts";
import { waitForTurn } from "./wait-for-turn.ts";

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
  return connectTo(server, terminal);
}

/** Makes the connection to a server that is already chosen; without a terminal it waits in silence. */
export function connectTo(server: Server, terminal?: Terminal): Connection {
  const tell = (text: string) => terminal && say(terminal, text);
  const fetch = waitForTurn(renewingFetch(server, terminal?.env ?? {}), tell);
  return {
    ...server,
    // The token is added below, as it may be another one tomorrow.
    client: createClient({ baseUrl: server.url, fetch }),
    send: (address, request) => fetch(address, request),
  };
}

/** Sends requests with a token, and goes on with the next one of the profile when it has ended. */
function renewingFetch(server: Server, env: Terminal["env"]): typeof globalThis.fetch {
  let { token } = server;
  const { profile: name } = server;
  const bearer = (): Record<string, string> =>
    token === undefined ? {} : { authorization: `Bearer ${token}` };
  const send = createRenewingFetch(fetchHere, async () => {
    if (token === undefined || name === undefined) return null;
    const next = await renewProfile({ env, name, ended: token, fetch: fetchHere });
    if (next === null) return null;
    token = next;
    return bearer();
  });
  return (input, request) =>
    send(input, { ...request, headers: { ...Object(request?.headers), ...bearer() } });
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
