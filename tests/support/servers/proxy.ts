import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";

/** A TCP proxy before a server, which simulates faults of the network. */
export type TcpProxy = {
  url: string;
  /**
   * Lets nothing through, or no replies, and keeps the connections open. What was sent meanwhile
   * arrives when bytes pass again, as after a cut that TCP has bridged.
   */
  hold: (what?: "everything" | "replies") => void;
  /** Lets so many bytes a second through, in each direction of each connection. */
  throttle: (bytesPerSecond: number) => void;
  /** Forwards requests, but closes the connection instead of a reply; the first `spared` pass. */
  dropReplies: (spared?: number) => void;
  /** Forwards everything until a request has the text; drops its reply and all later ones. */
  dropRepliesFrom: (text: string) => void;
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
  const [clients, upstreams] = [new Set<Socket>(), new Set<Socket>()];
  let mode: "pass" | "hold everything" | "hold replies" | "drop replies" = "pass";
  let bytesPerMs = Number.POSITIVE_INFINITY;
  let repliesToPass = 0;
  let awaited: string | null = null;
  const server = createServer((client) => {
    const upstream = connect(Number(target.port), target.hostname);
    forward(clients, client, upstream, (bytes) => {
      if (awaited !== null && bytes.includes(awaited)) dropReplies();
      upstream.write(bytes);
    });
    forward(upstreams, upstream, client, (bytes) =>
      mode === "drop replies" && repliesToPass-- <= 0 ? upstream.destroy() : client.write(bytes),
    );
    holdOrResume();
  });
  function forward(side: Set<Socket>, from: Socket, to: Socket, pass: (bytes: Buffer) => void) {
    side.add(from);
    from.on("data", (bytes) => {
      pass(bytes);
      if (Number.isFinite(bytesPerMs)) rest(from, bytes.length / bytesPerMs);
    });
    from.on("error", () => undefined); // `close` follows
    from.on("close", () => {
      side.delete(from);
      to.destroy();
    });
  }
  /** Reads nothing more for so long, unless the proxy changes what passes meanwhile. */
  function rest(from: Socket, ms: number) {
    const rate = bytesPerMs;
    from.pause();
    setTimeout(() => rate === bytesPerMs && from.resume(), ms).unref();
  }
  function holdOrResume() {
    for (const one of clients) mode === "hold everything" ? one.pause() : one.resume();
    for (const one of upstreams) mode.startsWith("hold") ? one.pause() : one.resume();
  }
  function dropReplies(spared = 0) {
    mode = "drop replies";
    repliesToPass = spared;
    awaited = null;
  }
  async function refuse() {
    if (!server.listening) return;
    const closed = once(server, "close");
    server.close();
    for (const socket of [...clients, ...upstreams]) socket.destroy();
    await closed;
  }
  await once(server.listen(0, "127.0.0.1"), "listening");
  // A server that listens on a port has an AddressInfo.
  const { port } = server.address() as AddressInfo;
  return {
    url: Object.assign(new URL(url), { host: `127.0.0.1:${port}` }).href,
    hold(what = "everything") {
      mode = `hold ${what}`;
      holdOrResume();
    },
    throttle(bytesPerSecond) {
      bytesPerMs = bytesPerSecond / 1000;
    },
    dropReplies,
    dropRepliesFrom(text) {
      awaited = text;
    },
    pass() {
      mode = "pass";
      bytesPerMs = Number.POSITIVE_INFINITY;
      awaited = null;
      holdOrResume();
    },
    refuse,
    async accept() {
      if (!server.listening) await once(server.listen(port, "127.0.0.1"), "listening");
    },
    close: refuse,
  };
}
