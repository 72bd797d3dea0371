import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";

/** Stands before a server, and does what networks do. */
export type TcpProxy = {
  url: string;
  /** Swallows every byte, both ways, and closes nothing. */
  swallow: () => void;
  /** Lets questions through, and hangs up where an answer comes; `spared` ones come first. */
  loseAnswers: (spared?: number) => void;
  pass: () => void;
  /** Ends all connections and takes no new ones. */
  refuse: () => Promise<void>;
  accept: () => Promise<void>;
  close: () => Promise<void>;
};

/** Starts a proxy before the server at `url`. */
export async function startProxy(url: string): Promise<TcpProxy> {
  const target = new URL(url);
  const sockets = new Set<Socket>();
  let mode: "passing" | "swallowing" | "losing answers" = "passing";
  let spare = 0;
  const server = createServer((near) => {
    const far = connect(Number(target.port), target.hostname);
    join(near, far, (bytes) => far.write(bytes));
    join(far, near, (bytes) =>
      mode === "losing answers" && spare-- <= 0 ? far.destroy() : near.write(bytes),
    );
  });
  function join(from: Socket, to: Socket, pass: (bytes: Buffer) => void) {
    sockets.add(from);
    from.on("data", (bytes) => mode === "swallowing" || pass(bytes));
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
    swallow() {
      mode = "swallowing";
    },
    loseAnswers(spared = 0) {
      mode = "losing answers";
      spare = spared;
    },
    pass() {
      mode = "passing";
    },
    refuse,
    async accept() {
      await once(server.listen(port, "127.0.0.1"), "listening");
    },
    close: refuse,
  };
}
