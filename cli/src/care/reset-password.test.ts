import { hostname } from "node:os";
import { join } from "node:path";
import { buildEngine } from "@formwork/engine/build-engine";
import type { Engine } from "@formwork/engine/engine";
import { silentTelemetry } from "@formwork/engine/runtime/telemetry";
import { sharedDatabase } from "@formwork/engine/testing/servers/a-mongo-database";
import { aTemporaryFolder } from "@formwork/engine/testing/temporary-folder";
import { expect } from "chai";
import { openHome } from "../home.ts";
import { runCommand } from "../testing/a-terminal.ts";

describe("formwork reset-password", () => {
  describe("on SQLite", () => suite(() => "sqlite:"));
  describe("on MongoDB", () => {
    const database = sharedDatabase();
    suite(() => database.url);
  });
});

function suite(storeOf: () => string): void {
  const ada = { email: "ada@example.org", password: "correct horse battery" };
  const from = { address: "192.0.2.1", device: "test" };
  let folder: Awaited<ReturnType<typeof aTemporaryFolder>>;
  let engine: Engine;
  beforeEach(async () => {
    folder = await aTemporaryFolder();
    openHome(folder.path);
    engine = await buildEngine(
      {
        ...{ store: storeOf(), bus: "local:", data: join(folder.path, "data"), templates: null },
        ...{ secret: "s".repeat(48), leaseMs: 30_000, rescueMs: 5000 },
      },
      silentTelemetry(),
      ["scheduler"],
    );
    await engine.start();
    await engine.accounts.ensureAdmin(ada);
  });
  afterEach(async () => {
    await engine.stop();
    await folder.remove();
  });

  const reset = (email: string) =>
    runCommand(["reset-password", email], {
      env: { FORMWORK_HOME: folder.path, FORMWORK_STORE: storeOf() },
    });

  it("lets a user choose a password beside a running Formwork, and is recorded", async () => {
    const { code, out, err } = await reset("Ada@example.org");
    expect(code, err).to.equal(0);
    const token = /\/accept#(\S+)/.exec(out)?.[1] ?? "";
    const password = "a new horse battery";
    await engine.accounts.accept({ token, password, ...from });
    expect((await engine.accounts.signIn({ ...ada, password, ...from })).user.email).to.equal(
      ada.email,
    );
    const { items } = await engine.audit.list({ limit: 10, query: { action: "user.reset" } });
    expect(items).to.have.length(1);
    expect(items[0]).to.include({ outcome: "done", actorId: null });
    expect(items[0]?.actor)
      .to.match(/^system user \S+ on /)
      .and.contain(hostname());
    expect(items[0]?.target).to.match(/^user:/);
  });

  it("says that there is no such user", async () => {
    const { code, err } = await reset("eve@example.org");
    expect(code).to.not.equal(0);
    expect(err).to.contain("No user has the address eve@example.org");
  });
}
