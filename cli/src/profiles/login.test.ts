import { chmodSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { ann } from "../../../scheduler/src/testing/start-app.ts";
import { aCommandServer, type CommandServer } from "../testing/a-server.ts";

describe("Signing in on the command line", () => {
  let server: CommandServer;
  before(async () => {
    server = await aCommandServer();
  });
  after(() => server.stop());
  const nobody = { FORMWORK_URL: "", FORMWORK_TOKEN: "" };
  const run = (args: string[], input = "") => server.run(args, { env: nobody, input });

  it("keeps a session in a profile, for every command until logout", async () => {
    const { url } = server.app;
    expect((await run(["jobs", "list", "--url", url])).err).to.contain(
      `Run: formwork login ${url}`,
    );
    const login = await run(["login", url, "--email", ann.email], `${ann.password}\n`);
    expect(login.code, login.err).to.equal(0);
    expect(login.out).to.match(new RegExp(`^Signed in to ${url} as ${ann.email}, until 20`));
    expect(JSON.parse((await run(["whoami", "--json"])).out)).to.include({
      email: ann.email,
      server: url,
    });
    const file = join(server.env.XDG_CONFIG_HOME ?? "", "formwork", "profiles.json");
    const { token } = JSON.parse(readFileSync(file, "utf8")).profiles.default;
    expect((await run(["profiles", "list"])).out)
      .to.contain(url)
      .and.not.to.contain(token);
    chmodSync(file, 0o644);
    expect((await run(["whoami"])).err).to.contain("warning: others may read");
    chmodSync(file, 0o600);

    const tokened = await run(["login", url, "--profile", "ci", "--with-token"], token);
    expect(tokened.code, tokened.err).to.equal(0);
    await run(["profiles", "use", "default"]);
    expect((await run(["logout"])).out).to.contain("Signed out");
    expect((await run(["whoami", "--profile", "ci"])).err).to.contain(
      "The token of the profile ci is not valid any more",
    );
    expect((await run(["logout", "--profile", "ci"])).code).to.equal(0);
    expect(await run(["profiles", "list"])).to.deep.include({ code: 0, out: "" });
  });

  it("goes on when the token has ended, also in two commands at once, until the session ends", async () => {
    const login = ["login", server.app.url, "--profile", "default", "--email", ann.email];
    expect((await run(login, `${ann.password}\n`)).code).to.equal(0);
    const file = join(server.env.XDG_CONFIG_HOME ?? "", "formwork", "profiles.json");
    const read = () => JSON.parse(readFileSync(file, "utf8"));
    const endToken = () => {
      const { current, profiles } = read();
      profiles.default.token = "ended";
      writeFileSync(file, JSON.stringify({ current, profiles }));
      return profiles.default.refreshToken;
    };
    const before = endToken();
    const first = await run(["jobs", "list"]);
    expect(first.code, first.err).to.equal(0);
    expect(read().profiles.default.refreshToken).to.be.a("string").and.not.equal(before);
    expect((statSync(file).mode & 0o777).toString(8)).to.equal("600");
    endToken();
    const both = await Promise.all([run(["whoami"]), run(["whoami"])]);
    expect(both.map(({ code }) => code)).to.deep.equal([0, 0]);
    const { token } = read().profiles.default;
    endToken();
    expect((await run(["logout"])).code).to.equal(0);
    const gone = await run(["whoami", "--url", server.app.url]);
    expect(gone.code).to.not.equal(0);
    expect(await server.app.engine.accounts.authenticate(token)).to.equal(null);
  });

  it("lets a program work with a key of its own, and no further", async () => {
    const scopes = ["--scope", "jobs:write", "--scope", "jobs:read", "--scope", "templates:read"];
    const made = await server.run(["keys", "create", "--name", "ci", ...scopes, "--json"]);
    expect(made.code, made.err).to.equal(0);
    const { key } = JSON.parse(made.out);
    const login = await run(["login", server.app.url, "--profile", "key", "--with-token"], key);
    expect(login.code, login.err).to.equal(0);
    expect((await run(["run", "echo", '{"text":"hi"}'])).code).to.equal(0);
    const refused = await run(["settings", "limits"]);
    expect(refused.code).to.equal(3);
    expect(refused.err).to.contain("formwork whoami");
    expect((await server.run(["keys", "list"])).out)
      .to.contain("ci")
      .and.not.to.contain(key);
    await run(["logout", "--profile", "key"]);
  });

  it("invites a user, who chooses a password with the link", async () => {
    const add = ["users", "add", "--email", "bob@example.org", "--role", "operator", "--json"];
    const { link } = JSON.parse((await server.run(add)).out);
    const token = new URL(link).hash.slice(1);
    const password = join(server.app.folder, "password");
    writeFileSync(password, "a password of bob\n");
    const accepted = await run(
      ["auth", "accept", "--url", server.app.url, "--token", "-", "--password", `@${password}`],
      `${token}\n`,
    );
    expect(accepted.code, accepted.err).to.equal(0);
    expect(accepted.out).to.contain("bob@example.org").and.not.to.match(/token/);
    const login = ["login", server.app.url, "--profile", "bob", "--email", "bob@example.org"];
    expect((await run(login, "a password of bob\n")).code).to.equal(0);
    expect((await run(["auth", "sessions"])).out).to.contain("formwork command line");
    await run(["logout", "--profile", "bob"]);
  });

  it("says of a wrong password what is wrong, and keeps nothing", async () => {
    const { code, err } = await run(["login", server.app.url, "--email", ann.email], "wrong\n");
    expect(code).to.equal(3);
    expect(err).to.contain("E-mail or password is wrong");
    expect((await run(["login", server.app.url], "x\n")).err).to.contain("--email is required");
    expect((await run(["login", server.app.url, "--with-token"], "two words")).code).to.equal(2);
    expect((await run(["profiles", "list"])).err).to.contain("There are none yet");
  });

  it("names the address that does not answer, and how to give another", async () => {
    const { code, err } = await run(["jobs", "list", "--url", "http://127.0.0.1:1"]);
    expect(code).to.equal(4);
    expect(err).to.contain("No answer from http://127.0.0.1:1").and.to.contain("FORMWORK_URL");
    const token = await server.run(["whoami"], { env: { FORMWORK_TOKEN: "wrong" } });
    expect(token.err).to.contain("FORMWORK_TOKEN is not, or no longer, a token of");
  });
});
