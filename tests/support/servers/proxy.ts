import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";

/** A TCP proxy before a server, which simulates faults of the network. */
export type TcpProxy = {
  url: string;
  /** Drops all bytes in both directions and keeps the connections open. */
  blackhole: () => void;
  /** Forwards requests, but closes the connection instead of a reply; the first `spared` pass. */
  dropReplies: (spared?: number) => void;
  /** Forwards everything again. */
  pass: () => void;
  /** Closes all connections and accepts no new ones. */
  refuse: () => Promise<void>;
  /** Accepts connections again. */
  accept: () => Promise<void>;
  close: () => Promise<void>;
};

/** Starts a proxy to the server at `url`. */
export async function startProxy(url: string): Promise<TcpProxy> {
  const target = new URL(url);
  const sockets = new Set<Socket>();
  let mode: "pass" | "blackhole" | "drop replies" = "pass";
  let repliesToPass = 0;
  const server = createServer((client) => {
    const upstream = connect(Number(target.port), target.hostname);
    forward(client, upstream, (bytes) => upstream.write(bytes));
    forward(upstream, client, (bytes) =>
      mode === "drop replies" && repliesToPass-- <= 0 ? upstream.destroy() : client.write(bytes),
    );
  });
  function forward(from: Socket, to: Socket, pass: (bytes: Buffer) => void) {
    sockets.add(from);
    from.on("data", (bytes) => mode === "blackhole" || pass(bytes));
    from.on("error", () => undefined); // `close` follows
    from.on("close", () => {
      sockets.delete(from);
      to.destroy();
    });
  }
  async function refuse() {
    if (!server.listening) return;
    const closed = once(server, "close");
    server.close();
    for (const socket of sockets) socket.destroy();
    await closed;
  }
  await once(server.listen(0, "127.0.0.1"), "listening");
  // A server that listens on a port has an AddressInfo.
  const { port } = server.address() as AddressInfo;
  return {
    url: Object.assign(new URL(url), { host: `127.0.0.1:${port}` }).href,
    blackhole() {
      mode = "blackhole";
    },
    dropReplies(spared = 0) {
      mode = "drop replies";
      repliesToPass = spared;
    },
    pass() {
      mode = "pass";
    },
    refuse,
    async accept() {
      await once(server.listen(port, "127.0.0.1"), "listening");
    },
    close: refuse,
  };
}
