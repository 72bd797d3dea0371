import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";

/** Stands before a server, and does what networks do. */
export type TcpProxy = {
  url: string;
  /** Swallows every byte, both ways, and closes nothing. */
  swallow: () => void;
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
  let swallowing = false;
  const server = createServer((near) => {
    const far = connect(Number(target.port), target.hostname);
    join(near, far);
    join(far, near);
  });
  function join(from: Socket, to: Socket) {
    sockets.add(from);
    from.on("data", (bytes) => swallowing || to.write(bytes));
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
      swallowing = true;
    },
    pass() {
      swallowing = false;
    },
    refuse,
    async accept() {
      await once(server.listen(port, "127.0.0.1"), "listening");
    },
    close: refuse,
  };
}
