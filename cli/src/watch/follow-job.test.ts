import { eventually } from "@formwork/engine/testing/eventually";
import { expect } from "chai";
import { startProxy, type TcpProxy } from "../../../tests/support/servers/proxy.ts";
import { aCommandServer, type CommandServer } from "../testing/a-server.ts";

describe("following a job over a bad network", () => {
  let server: CommandServer;
  let proxy: TcpProxy;
  beforeEach(async () => {
    server = await aCommandServer();
    proxy = await startProxy(server.app.url);
  });
  afterEach(async () => {
    await server.stop();
    await proxy.close();
  });
  const throughProxy = () => ({ env: { FORMWORK_URL: proxy.url } });

  it("goes on after a cut: no line is missing, and none comes twice", async () => {
    const [more, end] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    server.work(async ({ log }) => {
      log("before");
      await more.promise;
      log("meanwhile");
      await end.promise;
      log("after");
    });
    const command = server.start(["run", "echo", '{"text":"hi"}', "--follow"], throughProxy());
    await eventually(() => command.out() === "before\n", command.err);
    await proxy.refuse();
    more.resolve();
    const id = /^Job (\S+)/.exec(command.err())?.[1] ?? "";
    const stored = async () => (await server.run(["jobs", "logs", id])).out;
    await eventually(async () => (await stored()) === "before\nmeanwhile\n", "the line is stored");
    await proxy.accept();
    end.resolve();
    expect(await command.code, command.err()).to.equal(0);
    expect(command.out()).to.equal("before\nmeanwhile\nafter\n");
  });

  it("makes one job although the answer to its submit was lost", async () => {
    proxy.dropReplies();
    const command = server.start(
      ["run", "echo", '{"text":"once"}', "--tag", "once"],
      throughProxy(),
    );
    const jobs = async () => (await server.run(["jobs", "list", "--tag", "once", "--json"])).out;
    await eventually(async () => (await jobs()) !== "", "the job is stored");
    proxy.pass();
    expect(await command.code, command.err()).to.equal(0);
    expect(JSON.parse(await jobs()).id).to.equal(command.out().trim());
  });

  it("gives up at once where there was no contact at all", async () => {
    await proxy.refuse();
    const { code, err } = await server.run(["jobs", "logs", "-f", "some-id"], throughProxy());
    expect(code).to.equal(4);
    expect(err).to.contain("No answer from");
  });
});
