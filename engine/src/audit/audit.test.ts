import type { AuditEntry } from "@formwork/contracts/audit";
import { expect } from "chai";
import type { Store } from "../store/store.ts";
import { eventually } from "../testing/eventually.ts";
import { onEachStore } from "../testing/on-each-store.ts";
import { auditHeadTable, idOf } from "./audit-table.ts";
import { createAuditWriter } from "./audit-writer.ts";
import { createChainCheck } from "./chain/check-chain.ts";
import { entryHash } from "./chain/entry-hash.ts";
import { linkEntries } from "./chain/link-entries.ts";
import { aDraft, auditOn, faultIn, rowsOf } from "./testing/audit-on.ts";

describe("the audit log", () => {
  onEachStore((use) => {
    async function recorded(count: number, given = {}) {
      const audit = auditOn(use());
      await Promise.all(
        Array.from({ length: count }, (_, n) =>
          audit.record(aDraft({ target: `user:${n}`, ...given })),
        ),
      );
      return audit;
    }
    const all = async (query = {}): Promise<AuditEntry[]> =>
      (await auditOn(use()).list({ query, limit: 500 })).items;

    it("keeps one chain of what several processes append at once", async () => {
      const processes = [auditOn(use()), auditOn(use()), auditOn(use())];
      await Promise.all(
        Array.from({ length: 300 }, (_, n) =>
          processes[n % 3]?.record(aDraft({ target: `user:${n}` })),
        ),
      );
      const entries = await all();
      expect(entries.map(({ seq }) => seq)).to.deep.equal(
        Array.from({ length: 300 }, (_, n) => 300 - n),
      );
      expect(new Set(entries.map(({ target }) => target))).to.have.length(300);
      expect(await faultIn(use())).to.equal(null);
    });

    it("stores what a process left that died right after its append", async () => {
      await recorded(2);
      const rows = rowsOf(use());
      const dying = createAuditWriter({
        entries: { ...rows, insert: () => Promise.reject(new Error("the process died")) },
        heads: use().table(auditHeadTable),
        now: Date.now,
      });
      // It had read the head before.
      await dying.append(aDraft({ target: "user:last" })).catch(() => undefined);
      await recorded(0);
      const head = await auditOn(use()).head();
      const found = await all();
      expect(found).to.have.length(head.seq);
      expect(await faultIn(use())).to.equal(null);
    });

    it("finds entries by actor, id, action, target, outcome and time", async () => {
      const audit = await recorded(3);
      await audit.record(aDraft({ actor: "bob@example.org", actorId: null, action: "job.cancel" }));
      await audit.record(aDraft({ outcome: "forbidden", action: "job.cancel" }));
      const targets = async (query: object) => (await all(query)).map(({ seq }) => seq);
      expect(await targets({ actor: "bob@example.org" })).to.deep.equal([4]);
      expect(await targets({ actor: aDraft().actorId })).to.deep.equal([5, 3, 2, 1]);
      expect(await targets({ action: "job.cancel" })).to.deep.equal([5, 4]);
      expect(await targets({ action: "job.cancel", outcome: "refused" })).to.deep.equal([5]);
      expect(await targets({ target: "user:1", actor: "ada@example.org" })).to.have.length(1);
      const at = Date.parse((await all())[2]?.at ?? "");
      expect(await targets({ to: at })).to.not.include(3);
      expect(await targets({ from: at })).to.include.members([3, 4, 5]);
      expect(await targets({ from: at + 60_000 })).to.deep.equal([]);
    });

    it("lists page by page, in both directions, nothing twice", async () => {
      const audit = await recorded(25);
      for (const oldestFirst of [true, false]) {
        const seen: number[] = [];
        let cursor: string | undefined;
        do {
          const query = { outcome: "done" } as const;
          const page = await audit.list({ query, oldestFirst, limit: 7, cursor });
          seen.push(...page.items.map(({ seq }) => seq));
          cursor = page.next ?? undefined;
        } while (cursor !== undefined);
        const up = Array.from({ length: 25 }, (_, n) => n + 1);
        expect(seen).to.deep.equal(oldestFirst ? up : up.toReversed());
      }
    });

    describe("shows that somebody", () => {
      beforeEach(async () => {
        await recorded(10);
        // The entries of the last append are also in the head, from which they come back.
        await recorded(1);
      });
      const stored = async (seq: number) => {
        const found = await rowsOf(use()).get({ id: idOf(seq) });
        if (found === null) throw new Error(`no entry ${seq}`);
        return found;
      };
      const tampered = async (seq: number, changes: object) => {
        const { row, version } = await stored(seq);
        await rowsOf(use()).replaceIf({ row: { ...row, ...changes }, version });
      };

      it("changed an entry", async () => {
        await tampered(4, { outcome: "forbidden" });
        expect(await faultIn(use())).to.include({ seq: 4 });
      });

      it("changed an entry and its hash", async () => {
        const { row } = await stored(4);
        const { id: _, time: __, ...entry } = { ...row, actor: "eve@example.org" };
        await tampered(4, { actor: entry.actor, hash: entryHash(entry) });
        expect(await faultIn(use())).to.include({ seq: 5 });
      });

      it("removed an entry, the first or the last", async () => {
        for (const [seq, first] of [
          [4, 5],
          [1, 2],
        ] as const) {
          const { row } = await stored(seq);
          await rowsOf(use()).remove({ key: idOf(seq) });
          expect(await faultIn(use())).to.include({ seq: first });
          await rowsOf(use()).insert({ row });
          expect(await faultIn(use())).to.equal(null);
        }
        await use().table(auditHeadTable).remove({ key: "head" });
        await rowsOf(use()).remove({ key: idOf(11) });
        const check = createChainCheck([{ seq: 11, hash: "" }]);
        for (const entry of (await all()).toReversed()) expect(check.add(entry)).to.equal(null);
        expect(check.end()).to.include({ seq: 11 });
      });

      it("exchanged two entries", async () => {
        const [a, b] = [await stored(4), await stored(5)];
        const place = ({ id, time }: typeof a.row) => ({ id, time });
        await rowsOf(use()).replaceIf({ row: { ...b.row, ...place(a.row) }, version: a.version });
        await rowsOf(use()).replaceIf({ row: { ...a.row, ...place(b.row) }, version: b.version });
        expect(await faultIn(use())).to.include({ seq: 5 });
      });

      it("inserted an entry", async () => {
        const { row } = await stored(4);
        const [forged] = linkEntries(row, [aDraft({ actor: "eve@example.org" })], row.time);
        if (forged === undefined) throw new Error("no entry was made");
        await rowsOf(use()).insert({ row: { ...forged, id: `${row.id}1` } });
        expect(await faultIn(use()))
          .to.have.property("reason")
          .that.contains("inserted");
      });
    });

    describe("that grew old", () => {
      const later = Date.now() + 3_600_000;
      const pruned = async (store: Store = use()) => {
        let removed = 0;
        for (let portion = 1; portion > 0; removed += portion)
          portion = await auditOn(store).prune({ before: later });
        return removed;
      };

      it("is removed from its beginning, and can be checked from there on", async () => {
        await recorded(130);
        expect(await pruned()).to.equal(130);
        await recorded(2);
        const entries = await all();
        expect(entries.map(({ action, seq }) => [action, seq])).to.deep.equal([
          ["user.change", 133],
          ["user.change", 132],
          ["audit.prune", 131],
        ]);
        expect(await faultIn(use())).to.equal(null);
      });

      it("can be checked while it is being removed, and shows what is missing besides", async () => {
        await recorded(120);
        expect(await auditOn(use()).prune({ before: later })).to.equal(100);
        expect(await faultIn(use())).to.equal(null);
        expect(await pruned()).to.equal(20);
        await recorded(1);
        await rowsOf(use()).remove({ key: idOf(121) });
        expect(await faultIn(use())).to.include({ seq: 122 });
      });
    });

    it("counts refused calls that come again, and bounds what they write", async () => {
      const audit = auditOn(use());
      for (let n = 0; n < 500; n++)
        audit.refuse(
          aDraft({
            ...{ actor: "anonymous", actorId: null, action: "account.sign-in", difference: [] },
            ...{ outcome: "wrong-credentials", target: null },
            from: { address: `10.0.0.${n % 50}`, device: "" },
          }),
        );
      await eventually(async () => (await all()).length === 20, "the first of each kind");
      await audit.stop();
      const entries = await all();
      expect(entries).to.have.length(41);
      expect(entries.reduce((sum, { times }) => sum + times, 0)).to.equal(500);
      expect(entries.filter(({ action }) => action === "audit.others")[0]?.times).to.equal(300);
      expect(await faultIn(use())).to.equal(null);
    });
  });
});
