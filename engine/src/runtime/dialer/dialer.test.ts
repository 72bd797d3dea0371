import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { expect } from "chai";
import { testServer } from "../../testing/http-server.ts";
import { createDialer, type Dialer, isRefused, type Resolve } from "./dialer.ts";

const dial = (dialer: Dialer, url: string) =>
  dialer.request({
    url: new URL(url),
    method: "GET",
    headers: {},
    body: null,
    signal: AbortSignal.timeout(5000),
    headersMs: 5000,
    bodyMs: 5000,
  });
const everything = ["0.0.0.0/0", "::/0"];
const refusalOf = (dialer: Dialer, url: string) =>
  dial(dialer, url).then(
    () => null,
    (error: unknown) => (isRefused(error) ? error.message : Promise.reject(error)),
  );

describe("the dialer", () => {
  const server = testServer();
  const dialers: Dialer[] = [];
  const aDialer = (allow: string[], resolve?: Resolve) => {
    const dialer = createDialer({ allow, ...(resolve === undefined ? {} : { resolve }) });
    dialers.push(dialer);
    return dialer;
  };
  afterEach(() => Promise.all(dialers.splice(0).map((dialer) => dialer.close())));

  const loopback = [
    "127.0.0.1",
    "localhost",
    "127.1",
    "0x7f.0.0.1",
    "0177.0.0.1",
    "2130706433",
    "0x7f000001",
    "0.0.0.0",
    "127.0.0.1.",
    "[::ffff:127.0.0.1]",
    "[::ffff:7f00:1]",
  ];
  for (const host of loopback) {
    it(`does not reach this machine as ${host}, unless it is allowed`, async () => {
      const url = () => `http://${host}:${server.port()}/`;
      const reached = await dial(aDialer(everything), url());
      expect(reached.statusCode).to.equal(200);
      expect(await refusalOf(aDialer([]), url())).to.contain("FORMWORK_OUTBOUND_ALLOW");
    });
  }

  it("refuses a name when any of its addresses is private", async () => {
    const resolve = async () => ["1.1.1.1", "127.0.0.1"].map((address) => ({ address, family: 4 }));
    expect(
      await refusalOf(aDialer([], resolve), `http://rebound.example:${server.port()}/`),
    ).to.contain("rebound.example leads to an address that is not public");
  });

  it("connects to the address that it checked, without a second DNS query", async () => {
    let asked = 0;
    const resolve = async () => [{ address: asked++ === 0 ? "127.0.0.1" : "127.0.0.2", family: 4 }];
    let remote: string | undefined;
    server.answer((request, response) => {
      remote = request.socket.localAddress;
      response.end();
    });
    await dial(aDialer(["a.example"], resolve), `http://a.example:${server.port()}/`);
    expect(asked).to.equal(1);
    expect(remote).to.match(/127\.0\.0\.1$/);
  });

  it("keeps the host's name in the request", async () => {
    let host: string | undefined;
    server.answer((request, response) => {
      host = request.headers.host;
      response.end();
    });
    await dial(
      aDialer(["a.example"], async () => [{ address: "127.0.0.1", family: 4 }]),
      `http://a.example:${server.port()}/`,
    );
    expect(host).to.equal(`a.example:${server.port()}`);
  });

  it("keeps the host's name in the TLS handshake", async () => {
    const tcp = createServer((socket) => {
      socket.on("error", () => undefined);
      socket.once("data", (hello) => {
        tcp.emit("hello", hello.toString("latin1"));
        socket.destroy();
      });
    }).listen(0, "127.0.0.1");
    await once(tcp, "listening");
    const hello = once(tcp, "hello");
    const { port } = tcp.address() as AddressInfo;
    await dial(
      aDialer(["a.example"], async () => [{ address: "127.0.0.1", family: 4 }]),
      `https://a.example:${port}/`,
    ).catch(() => undefined);
    expect((await hello)[0]).to.contain("a.example");
    tcp.close();
  });

  it("refuses other protocols than http and https, and URLs with a password", async () => {
    expect(await refusalOf(aDialer(everything), "ftp://127.0.0.1/")).to.contain(
      "Only http and https",
    );
    expect(await refusalOf(aDialer(everything), "file:///etc/passwd")).to.contain(
      "Only http and https",
    );
    expect(await refusalOf(aDialer(everything), "http://user:secret@127.0.0.1/"))
      .to.contain("password")
      .and.not.contain("secret");
  });

  it("rejects with the error of a failed DNS query", async () => {
    const failing = async () =>
      Promise.reject(
        Object.assign(new Error("getaddrinfo EAI_AGAIN a.example"), { code: "EAI_AGAIN" }),
      );
    const error: unknown = await dial(aDialer([], failing), "http://a.example/").catch(
      (fault: unknown) => fault,
    );
    expect(error).to.have.property("code", "EAI_AGAIN");
    expect(isRefused(error)).to.equal(false);
  });
});
