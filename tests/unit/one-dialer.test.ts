import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";

const top = join(import.meta.dirname, "../..");

/** Ways to open a connection to an address. */
const outgoing =
  /(?<![\w.])fetch\(|globalThis\.fetch|(?:from |import\()"(?:undici|axios|got|node-fetch|ws)"|new (?:WebSocket|EventSource)\(|\bhttps?\.(?:request|get)\(|import \{[^}]*(?<!type )\b(?:request|get|connect|createConnection|Socket)\b[^}]*\} from "node:(?:https?|http2|net|tls)"|from "node:(?:https|http2|tls|dgram)"/;

/** The one place from which services call addresses that users and templates choose. */
const dialer = "engine/src/runtime/dialer/dialer.ts";
/**
 * What reaches Formwork itself, at the address that its caller is set to. Whoever adds another call of
 * a service has an address that the operator alone sets, and says so here; every other call goes
 * through the dialer, which checks where it leads.
 */
const ofFormwork = "contracts/src/client/";

describe("calls to other addresses", () => {
  const files = globSync("{contracts,engine,scheduler,worker,notifier}/src/**/*.ts", {
    cwd: top,
  })
    .filter((file) => !/\.test\.ts$|\/testing\/|\/conformance\//.test(file))
    .sort();
  // A method or a function of that name in the file itself opens nothing.
  const opens = (file: string) => {
    const text = readFileSync(join(top, file), "utf8");
    return !/function fetch\(/.test(text) && outgoing.test(text);
  };

  it("are made by the dialer alone, but for those that reach Formwork itself", () => {
    const found = files.filter((file) => opens(file) && !file.startsWith(ofFormwork));
    expect(found).to.deep.equal([dialer]);
  });

  it("are made by the dialer where a library signs users in", () => {
    const asking = files.filter((file) =>
      /\b(?:discovery|new Configuration)\(/.test(readFileSync(join(top, file), "utf8")),
    );
    expect(asking).to.deep.equal(["engine/src/accounts/provider/openid.ts"]);
    const [file = ""] = asking;
    const text = readFileSync(join(top, file), "utf8");
    expect(text).to.contain("[customFetch]: fetch").and.contain("createDialedFetch(createDialer(");
  });

  it("would be found in another file", () => {
    const found = [
      'await fetch("http://x")',
      'import { request } from "undici"',
      'await import("undici")',
      'import { Agent, request } from "node:http"',
      'import https from "node:https"',
      'new WebSocket("ws://x")',
      'import { connect } from "node:net"',
    ];
    for (const code of found) expect(outgoing.test(code), code).to.equal(true);
    for (const code of [
      "await this.fetch(x)",
      'import { createServer } from "node:http"',
      'import { Server, type Socket } from "node:net"',
    ])
      expect(outgoing.test(code), code).to.equal(false);
  });
});
