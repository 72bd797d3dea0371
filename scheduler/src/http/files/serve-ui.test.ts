import { mkdir, mkdtemp, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliCompressSync } from "node:zlib";
import { expect } from "chai";
import { type RunningApp, startApp } from "../../testing/start-app.ts";

const page =
  '<!doctype html><meta property="csp-nonce" content="__CSP_NONCE__"><style nonce="__CSP_NONCE__"></style>';

describe("The built UI", () => {
  let app: RunningApp;
  let folder: string;
  const html = { headers: { accept: "text/html" }, token: null };

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "formwork-ui-"));
    await mkdir(join(folder, "ui", "assets"), { recursive: true });
    await writeFile(join(folder, "secret.txt"), "outside");
    await writeFile(join(folder, "ui", "index.html"), page);
    await writeFile(
      join(folder, "ui", "assets", "main.0123456789.js"),
      "console.log(1);".repeat(200),
    );
    await writeFile(join(folder, "ui", "robots.txt"), "none");
    app = await startApp({ uiFolder: join(folder, "ui") });
  });
  after(async () => {
    await app.stop();
    await rm(folder, { recursive: true });
  });

  it("is one page at every path that a browser opens", async () => {
    for (const path of ["/", "/jobs", "/jobs/0199-abc", "/templates/echo?tab=json"]) {
      const { status, text, headers } = await app.ask(path, html);
      expect(status, path).to.equal(200);
      expect(text).to.match(/^<!doctype html>/);
      expect(headers.get("cache-control")).to.equal("no-cache");
    }
  });

  it("has a new nonce at each visit, which its policy allows", async () => {
    const nonces = await Promise.all(
      [1, 2].map(async () => {
        const { text, headers } = await app.ask("/", html);
        const [, nonce = ""] =
          /style-src 'self' 'nonce-([\w+/=]{24})'/.exec(
            headers.get("content-security-policy") ?? "",
          ) ?? [];
        expect(text.split(nonce)).to.have.length(3);
        return nonce;
      }),
    );
    expect(new Set(nonces)).to.have.length(2);
  });

  it("lets browsers cache hashed files for a year, and revalidate the others", async () => {
    const hashed = await app.ask("/assets/main.0123456789.js");
    expect(hashed.headers.get("cache-control")).to.equal("public, max-age=31536000, immutable");
    expect(hashed.headers.get("content-type")).to.contain("text/javascript");
    const plain = await app.ask("/robots.txt");
    expect(plain.headers.get("cache-control")).to.equal("no-cache");
    const etag = plain.headers.get("etag") ?? "";
    // Without this header, fetch would add "no-cache" to a conditional request.
    const again = { "if-none-match": etag, "cache-control": "max-age=0" };
    expect((await app.ask("/robots.txt", { headers: again })).status).to.equal(304);
  });

  it("reads a file again when it was replaced", async () => {
    await writeFile(join(folder, "ui", "robots.txt"), "all of them");
    expect((await app.ask("/robots.txt")).text).to.equal("all of them");
  });

  it("compresses files, each encoding under its own tag", async () => {
    const ask = (encoding: string) =>
      app.ask("/assets/main.0123456789.js", { headers: { "accept-encoding": encoding } });
    const [brotli, gzip, plain] = [await ask("br"), await ask("gzip"), await ask("identity")];
    expect(brotli.headers.get("content-encoding")).to.equal("br");
    expect(gzip.headers.get("content-encoding")).to.equal("gzip");
    expect(plain.headers.get("content-encoding")).to.equal(null);
    const browser = await ask("gzip, deflate, br, zstd");
    expect(browser.headers.get("content-encoding")).to.equal("br");
    expect(new Set([brotli, gzip, plain].map(({ headers }) => headers.get("etag")))).to.have.length(
      3,
    );
    expect(brotli.text).to.equal(plain.text);
  });

  it("sends what the build has compressed, unless it is older than the file", async () => {
    const path = join(folder, "ui", "assets", "packed.0123456789.js");
    const ask = async () =>
      (await app.ask("/assets/packed.0123456789.js", { headers: { "accept-encoding": "br" } }))
        .text;
    await writeFile(path, "the file itself");
    await writeFile(`${path}.br`, brotliCompressSync("the compressed one"));
    expect(await ask()).to.equal("the compressed one");
    await utimes(`${path}.br`, 0, 0);
    await writeFile(path, "a newer file");
    expect(await ask()).to.equal("a newer file");
  });

  it("serves nothing outside its folder", async () => {
    for (const path of [
      "/..%2fsecret.txt",
      "/%2e%2e/secret.txt",
      "/assets/..%2f..%2fsecret.txt",
      "/%00",
      "/%ff",
      "/..%5csecret.txt",
    ])
      expect((await app.ask(path)).status, path).to.equal(404);
  });

  it("does not send the page to programs", async () => {
    expect((await app.ask("/api/v1/nowhere", html)).json).to.have.property("code", "not-found");
    expect((await app.ask("/assets/gone.js", { headers: { accept: "*/*" } })).status).to.equal(404);
    expect((await app.ask("/jobs", { ...html, method: "POST" })).status).to.equal(404);
  });

  it("replies how to build it, when it is not built", async () => {
    const bare = await startApp({ uiFolder: join(folder, "nothing") });
    const { status, text } = await bare.ask("/", html);
    expect(status).to.equal(503);
    expect(text).to.contain("npm run build");
    await bare.stop();
  });
});
