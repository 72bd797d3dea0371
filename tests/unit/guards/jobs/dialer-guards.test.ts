import { systemClock } from "@formwork/engine/runtime/clock";
import { silentTelemetry } from "@formwork/engine/runtime/telemetry";
import { anAssignment } from "@formwork/engine/testing/an-assignment";
import { testServer } from "@formwork/engine/testing/http-server";
import { expect } from "chai";
import { runOne } from "../../../../worker/src/testing/run-one.ts";
import { type Guard, importWithout } from "../../../support/without-guard.ts";

type Dialer = typeof import("../../../../engine/src/runtime/dialer/dialer.ts");
type Runner = typeof import("../../../../worker/src/runners/http/http-runner.ts");

const dialerFile = "engine/src/runtime/dialer/dialer.ts";

describe("a guard of the dialer", () => {
  const inside = testServer();
  const first = testServer();
  beforeEach(() => inside.answer((_, response) => response.end("what is inside")));

  async function call(guards: readonly Guard[], url: string, allow: string[] = []) {
    const { createDialer } = await importWithout<Dialer>(dialerFile, guards);
    const file = "worker/src/runners/http/http-runner.ts";
    const { createHttpRunner } = await importWithout<Runner>(file, guards);
    const dialer = createDialer({ allow, connectMs: 500 });
    const runner = createHttpRunner({
      ...{ dialer, clock: systemClock, telemetry: silentTelemetry(), templatesFolder: "/srv" },
    });
    const outcome = await runOne(runner, anAssignment({ run: { kind: "http", url } })).outcome;
    await dialer.close();
    return JSON.stringify(outcome);
  }
  const addresses = {
    file: dialerFile,
    find: "if (!isAllowed({ host, port, address })) throw refusal(host, port, address);",
    replace: ";",
  };
  const portOf = (url: string) => new URL(url).port;

  for (const host of ["127.0.0.1", "localhost", "2130706433", "0x7f.1", "0", "[::ffff:7f00:1]"])
    it(`reaches no private address, written as ${host}`, async () => {
      const url = `http://${host}:${portOf(inside.url())}/`;
      expect(await call([addresses], url), "without").to.contain("what is inside");
      expect(await call([], url))
        .to.contain("address-refused")
        .and.not.contain("what is inside");
    });

  it("reaches no private address by a redirect", async () => {
    first.answer((_, response) => response.writeHead(302, { location: inside.url() }).end());
    const allow = [`127.0.0.1:${portOf(first.url())}`];
    expect(await call([addresses], first.url(), allow), "without").to.contain("what is inside");
    expect(await call([], first.url(), allow)).to.contain("address-refused");
  });

  it("sends no user name and password that stand in an address", async () => {
    const guard = { file: dialerFile, find: "checkUrl(url);", replace: ";" };
    const url = inside.url().replace("http://", "http://ada:secret@");
    const allow = ["127.0.0.1"];
    expect(await call([guard], url, allow), "without").to.contain("what is inside");
    expect(await call([], url, allow)).to.contain("user name or password");
  });
});
