import { expect } from "chai";
import { silentTelemetry } from "../../runtime/telemetry.ts";
import type { Store } from "../../store/store.ts";
import { onEachStore } from "../../testing/on-each-store.ts";
import { createAudit } from "../create-audit.ts";
import { aDraft, auditOn, faultIn } from "../testing/audit-on.ts";
import { intentsTable } from "./intent-table.ts";
import { abandonedMs } from "./intents.ts";

describe("what somebody is about to do", () => {
  onEachStore((use) => {
    /** A process that comes when whoever had begun is taken to be dead. */
    function later(store: Store = use()) {
      const now = () => store.now() + abandonedMs + 1000;
      const table: Store["table"] = (declaration) => store.table(declaration);
      return createAudit({ store: { table, now }, telemetry: silentTelemetry() });
    }
    const entries = async () =>
      (await auditOn(use()).list({ query: {}, limit: 100 })).items.map(
        ({ action, outcome, target }) => `${action} ${outcome} ${target}`,
      );
    const left = async () => (await use().table(intentsTable).page({ limit: 100 })).items.length;

    it("has no entry yet, and one once it is done", async () => {
      const audit = auditOn(use());
      const intent = await audit.intend(aDraft());
      expect(await entries()).to.deep.equal([]);
      await audit.record({ ...aDraft(), intent });
      await audit.stop();
      expect(await entries()).to.deep.equal(["user.change done user:u-1"]);
      expect(await left()).to.equal(0);
      await later().finishAbandoned();
      expect(await entries()).to.have.length(1);
    });

    it("has no entry where nothing was done", async () => {
      const audit = auditOn(use());
      audit.withdraw(await audit.intend(aDraft()));
      await audit.stop();
      await later().finishAbandoned();
      expect(await entries()).to.deep.equal([]);
    });

    it("gets an entry by others where the process has died, and only then", async () => {
      await auditOn(use()).intend(aDraft());
      await auditOn(use()).finishAbandoned();
      expect(await entries()).to.deep.equal([]);
      const finishing = later();
      await finishing.finishAbandoned();
      await finishing.stop();
      expect(await entries()).to.deep.equal(["user.change unfinished user:u-1"]);
      expect(await left()).to.equal(0);
      expect(await faultIn(use())).to.equal(null);
    });

    it("gets one entry, whoever finds it at the same time", async () => {
      for (let n = 0; n < 5; n++) await auditOn(use()).intend(aDraft({ target: `user:${n}` }));
      await Promise.all([later(), later(), later()].map((one) => one.finishAbandoned()));
      expect(new Set(await entries())).to.have.length(5);
      expect(await entries()).to.have.length(5);
    });

    it("gets no second entry where the process died right after the first", async () => {
      const audit = auditOn(use());
      const intent = await audit.intend(aDraft());
      const rows = use().table(intentsTable);
      const { row } = (await rows.get({ id: intent })) ?? expect.fail("no intent");
      for (let n = 0; n < 3; n++) await audit.record(aDraft({ target: `user:${n}` }));
      await audit.record({ ...aDraft(), intent });
      await audit.stop();
      await rows.insert({ row });
      await later().finishAbandoned();
      expect(await entries()).to.have.length(4);
      expect((await entries()).join()).to.not.contain("unfinished");
    });

    it("shows no intent in an entry, nor does its hash depend on it", async () => {
      const audit = auditOn(use());
      await audit.record({ ...aDraft(), intent: await audit.intend(aDraft()) });
      await audit.stop();
      const { items } = await auditOn(use()).list({ query: {}, limit: 1 });
      expect(items[0]).to.not.have.property("intent");
      expect(await faultIn(use())).to.equal(null);
    });
  });
});
