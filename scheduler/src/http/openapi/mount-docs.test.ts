import { expect } from "chai";
import { type RunningApp, startApp } from "../../testing/start-app.ts";

describe("The documentation page", () => {
  let app: RunningApp;
  before(async () => {
    app = await startApp({ publicUrl: "https://jobs.example.org" });
  });
  after(() => app.stop());

  it("loads all its files from this server, and no inline scripts", async () => {
    const { text, headers } = await app.ask("/docs", { token: null });
    expect(headers.get("content-security-policy"))
      .to.contain("script-src 'self';")
      .and.not.contain("unsafe");
    expect(text).to.not.match(/<style|<script>|\son\w+=|\sstyle=/);
    const files = [...text.matchAll(/(?:src|href)="(\/[^"]+)"/g)].map(([, path = ""]) => path);
    expect(files).to.include.members([
      "/docs/swagger-ui-bundle.js",
      "/docs/page.js",
      "/openapi.json",
    ]);
    for (const path of files)
      expect((await app.ask(path, { token: null })).status, path).to.equal(200);
  });

  it("describes the cookie by its configured name", async () => {
    const { text } = await app.ask("/openapi.json", { token: null });
    expect(text).to.contain('"name":"__Host-formwork_session"');
  });

  it("answers 304 to who has a description, also to `fetch`, which asks for no caches", async () => {
    for (const path of ["/openapi.json", "/asyncapi.json"]) {
      const etag = (await app.ask(path)).headers.get("etag") ?? "";
      const again = await app.ask(path, { headers: { "if-none-match": etag } });
      expect([again.status, again.text], path).to.deep.equal([304, ""]);
    }
  });

  it("sets HSTS, where there is TLS", async () => {
    const { headers } = await app.ask("/docs", { token: null });
    expect(headers.get("strict-transport-security")).to.contain("max-age=31536000");
  });
});
