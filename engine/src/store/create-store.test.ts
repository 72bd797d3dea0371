import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { systemClock as clock } from "../runtime/clock.ts";
import { silentTelemetry } from "../runtime/telemetry.ts";
import { temporaryFolder } from "../testing/temporary-folder.ts";
import { createStore } from "./create-store.ts";

describe("createStore", () => {
  const folder = temporaryFolder();

  async function opened(url: string, file?: string) {
    const store = await createStore({
      url,
      ...(file === undefined ? {} : { file }),
      clock,
      telemetry: silentTelemetry(),
    });
    await store.open();
    await store.close();
  }

  it("puts SQLite where it is told, or where the address says", async () => {
    const [told, named] = [join(folder.path(), "told.db"), join(folder.path(), "named.db")];
    await opened("sqlite:", told);
    await opened(`sqlite:${named}`, told);
    expect([existsSync(told), existsSync(named)]).to.deep.equal([true, true]);
  });

  it("names a file that is no database", async function () {
    this.timeout(60_000);
    const file = join(folder.path(), "garbage.db");
    writeFileSync(file, "garbage".repeat(1000));
    expect(String(await opened("sqlite:", file).catch((error) => error))).to.contain(file);
  });

  it("makes the store of a database, which need not be there yet", async () => {
    const store = await createStore({
      url: "mongodb://127.0.0.1:1/formwork",
      clock,
      telemetry: silentTelemetry(),
    });
    const opening = store.open();
    expect(await store.ping().catch(() => "away")).to.equal("away");
    await store.close();
    await opening;
  });
});
