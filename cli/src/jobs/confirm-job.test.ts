import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { eventually } from "@formwork/engine/testing/eventually";
import { expect } from "chai";
import { aCommandServer, type CommandServer } from "../testing/a-server.ts";

describe("formwork run of a template that asks", () => {
  let server: CommandServer;
  before(async () => {
    server = await aCommandServer();
  });
  after(() => server.stop());

  it("asks a person what the template asks, and a program nothing", async () => {
    const definition = {
      ...{ name: "deploy", title: "Deploy", run: { kind: "remote" } },
      payload: { type: "object", properties: { env: { type: "string", default: "test" } } },
      confirm: { text: "Deploys to {{payload.env}}", word: "{{payload.env}}" },
    };
    mkdirSync(join(server.app.folder, "more"));
    const file = join(server.app.folder, "more", "deploy.json");
    writeFileSync(file, JSON.stringify(definition));
    expect((await server.run(["templates", "publish", file])).code).to.equal(0);
    expect((await server.run(["run", "deploy"])).code).to.equal(0);

    const asked = server.start(["run", "deploy"], { isTTY: true });
    await eventually(() => asked.err().includes("Type test to send it"), asked.err);
    asked.type("prod\n");
    expect(await asked.code).to.equal(2);
    expect(asked.err()).to.contain("Deploys to test").and.to.contain("Nothing was sent");

    const right = server.start(["run", "deploy"], { isTTY: true });
    await eventually(() => right.err().includes("Type test to send it"), right.err);
    right.type("test\n");
    expect(await right.code, right.err()).to.equal(0);
  });
});
