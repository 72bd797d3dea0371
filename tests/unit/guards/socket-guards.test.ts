import { holdsWithin } from "@formwork/engine/testing/eventually";
import { expect } from "chai";
import { connectRaw, signInRaw } from "../../../notifier/src/testing/a-raw-client.ts";
import { type Guard, importWithout } from "../../support/without-guard.ts";

type Gateway = typeof import("../../../notifier/src/testing/a-gateway.ts");
type GatewayUnderTest = Awaited<ReturnType<Gateway["startGateway"]>>;

const entrance = "notifier/src/entrance";
/** A socket that is not closed by then stays: tokens are looked at every 50 ms here. */
const manyLooksMs = 2000;

describe("a guard of sockets", () => {
  /** Returns what an attack on a gateway that lacks a guard comes to, and on one that has it. */
  async function bothOf<Answer>(
    guard: Guard,
    attack: (gateway: GatewayUnderTest) => Promise<Answer>,
  ): Promise<{ without: Answer; guarded: Answer }> {
    const outcome = async (guards: readonly Guard[]) => {
      const file = "notifier/src/testing/a-gateway.ts";
      const { startGateway } = await importWithout<Gateway>(file, guards);
      const gateway = await startGateway({ recheckIntervalMs: 50, closeTimeoutMs: 100 });
      return attack(gateway).finally(gateway.dispose);
    };
    return { without: await outcome([guard]), guarded: await outcome([]) };
  }

  it("lets no page of another site open one with a person's cookie", async () => {
    const guard = {
      file: `${entrance}/transport.ts`,
      find: "headers.origin === undefined || isOwnOrigin(headers, publicUrl)",
      replace: "true",
    };
    const headers = { origin: "https://evil.example", cookie: "formwork_session=good" };
    const answers = await bothOf(guard, ({ url }) =>
      connectRaw({ url, headers }).then(() => "let in", String),
    );
    expect(answers.without, "without").to.equal("let in");
    expect(answers.guarded).to.match(/refused with 4/);
  });

  it("closes one whose token has ended", async () => {
    const guard = {
      file: `${entrance}/recheck-tokens.ts`,
      find: "holder.updatePrincipal(principal)",
      replace: "principal && holder.updatePrincipal(principal)",
    };
    const { without, guarded } = await bothOf(guard, async (gateway) => {
      const { socket } = await gateway.connect();
      gateway.tokens.delete("good");
      return holdsWithin(() => !socket.connected, manyLooksMs);
    });
    expect(without, "without").to.equal(false);
    expect(guarded).to.equal(true);
  });

  it("hears no binary packet", async () => {
    const guard = {
      file: `${entrance}/packet-limits.ts`,
      find: "if (!isBinary(data) && bucket.take(",
      replace: "if (bucket.take(",
    };
    const { without, guarded } = await bothOf(guard, async ({ url }) => {
      const client = await signInRaw({ url });
      client.send('451-["subscribe",{"rooms":[{"_placeholder":true,"num":0}]}]');
      return holdsWithin(client.isClosed, manyLooksMs);
    });
    expect(without, "without").to.equal(false);
    expect(guarded).to.equal(true);
  });
});
