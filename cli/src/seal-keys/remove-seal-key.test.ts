import type { SealKeys } from "@formwork/contracts/seal-keys";
import { keyIdOf } from "@formwork/engine/jobs/secrets/key-ring";
import { temporaryFolder } from "@formwork/engine/testing/temporary-folder";
import { expect } from "chai";
import { openHome } from "../home.ts";
import { aCommandServer, type CommandServer } from "../testing/a-server.ts";
import { addSealKey, makeSealKeys, readSealKeys } from "./seal-key-file.ts";

describe("formwork keys remove", () => {
  const root = temporaryFolder();
  let server: CommandServer;
  /** What the server says of its keys. */
  let states: Record<string, SealKeys["items"][number]["state"]>;
  before(async () => {
    server = await aCommandServer({
      wrap: (engine) => ({
        ...engine,
        sealing: {
          ...engine.sealing,
          status: async () => ({
            items: Object.entries(states).map(([id, state]) => ({
              ...{ id, state, isHere: true, since: "2026-03-01T08:00:00.000Z" },
            })),
            pass: null,
          }),
        },
      }),
    });
  });
  after(() => server.stop());

  function aHomeOfThreeKeys() {
    const home = openHome(root.path());
    makeSealKeys(home, []);
    addSealKey(home);
    addSealKey(home);
    const ids = readSealKeys(home).map(keyIdOf) as [string, string, string];
    return { home, ids };
  }
  const remove = (id: string) =>
    server.run(["keys", "remove", "--", id], { env: { FORMWORK_HOME: root.path() } });

  it("takes out the key that is named, once nothing is sealed with it", async () => {
    const { home, ids } = aHomeOfThreeKeys();
    states = { [ids[0]]: "current", [ids[1]]: "old", [ids[2]]: "removable" };
    const { code, out, err } = await remove(ids[2]);
    expect(code, err).to.equal(0);
    expect(out).to.contain(ids[2]);
    expect(readSealKeys(home).map(keyIdOf)).to.deep.equal([ids[0], ids[1]]);
  });

  it("refuses the key that seals, one that may be needed, and one that is not there", async () => {
    const { home, ids } = aHomeOfThreeKeys();
    states = { [ids[0]]: "current", [ids[1]]: "old" };
    const refusals: [string, number, RegExp][] = [
      [ids[0], 2, /seals now/],
      [ids[1], 3, /may still be sealed/],
      [ids[2], 3, /knows no key/],
      ["made-up", 2, /has no key made-up/],
    ];
    for (const [id, code, words] of refusals) {
      const ended = await remove(id);
      expect([ended.code, ended.err], id).to.deep.include(code);
      expect(ended.err).to.match(words);
    }
    expect(readSealKeys(home)).to.have.length(3);
  });
});
