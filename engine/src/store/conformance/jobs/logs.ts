import { expect } from "chai";
import type { Store } from "../../store.ts";
import type { LogRange } from "../../verbs/log-store.ts";
import { claimAgain, ends, settle, stageAll, start } from "../helpers.ts";

const line = (text: string, stream: "stdout" | "stderr" | "system" = "stdout") => ({
  stream,
  text,
  at: 1_700_000_000_000,
});

export function logsSuite(use: () => Store): void {
  const offsetsOf = async (id: string, after = 0, limit = 100, attempt?: number) =>
    (await use().readLog({ id, after, limit, attempt })).map(({ offset }) => offset);

  describe("the log", () => {
    it("numbers lines from 1 and returns them as they were", async () => {
      const { job, token } = await start(use());
      const stored = await use().appendLog({
        id: job.id,
        token,
        lines: [line("one"), line("zwölf ✓", "stderr"), line("", "system")],
      });
      const at = "2023-11-14T22:13:20.000Z";
      expect(stored).to.deep.equal([
        { attempt: 1, offset: 1, stream: "stdout", text: "one", at },
        { attempt: 1, offset: 2, stream: "stderr", text: "zwölf ✓", at },
        { attempt: 1, offset: 3, stream: "system", text: "", at },
      ]);
      expect(await use().readLog({ id: job.id, after: 0, limit: 10 })).to.deep.equal(stored);
    });

    it("keeps every character", async () => {
      const { job, token } = await start(use());
      const texts = ["nul \u0000 inside", "tab\tand\r", "😀", "\u2028", "x".repeat(100_000)];
      await use().appendLog({ id: job.id, token, lines: texts.map((text) => line(text)) });
      expect(
        (await use().readLog({ id: job.id, after: 0, limit: 10 })).map(({ text }) => text),
      ).to.deep.equal(texts);
    });

    it("continues its offsets over attempts, and can be read by attempt", async () => {
      const first = await start(use());
      await use().appendLog({
        id: first.job.id,
        token: first.token,
        lines: [line("a"), line("b")],
      });
      await settle(use(), first, ends.failNow);
      await stageAll(use());
      const second = await claimAgain(use(), first.job);
      const stored = await use().appendLog({
        id: second.job.id,
        token: second.token,
        lines: [line("c")],
      });
      expect(stored?.map(({ attempt, offset }) => [attempt, offset])).to.deep.equal([[2, 3]]);
      expect(await offsetsOf(first.job.id)).to.deep.equal([1, 2, 3]);
      expect(await offsetsOf(first.job.id, 0, 100, 1)).to.deep.equal([1, 2]);
      expect(await offsetsOf(first.job.id, 0, 100, 2)).to.deep.equal([3]);
    });

    it("gives each of many parallel appends its own offsets", async () => {
      const { job, token } = await start(use());
      const appends = Array.from({ length: 20 }, (_, n) =>
        use().appendLog({ id: job.id, token, lines: [line(`${n}a`), line(`${n}b`)] }),
      );
      const stored = (await Promise.all(appends)).flatMap((lines) => lines ?? []);
      expect(stored.map(({ offset }) => offset).sort((a, b) => a - b)).to.deep.equal(
        Array.from({ length: 40 }, (_, n) => n + 1),
      );
    });

    it("takes lines after the last one once, however often they are sent", async () => {
      const { job, token } = await start(use());
      const append = (after: number, ...texts: string[]) =>
        use().appendLog({ id: job.id, token, after, lines: texts.map((text) => line(text)) });
      const first = await Promise.all(Array.from({ length: 10 }, () => append(0, "a", "b")));
      expect(first.filter((stored) => stored?.length === 2)).to.have.length(1);
      expect(first.filter((stored) => stored?.length === 0)).to.have.length(9);
      for (const texts of [["a"], ["a", "b"], ["a", "b", "c"]])
        expect(await append(0, ...texts)).to.deep.equal([]);
      expect((await append(2, "c"))?.map(({ offset }) => offset)).to.deep.equal([3]);
      expect(await append(3)).to.deep.equal([]);
      expect(await offsetsOf(job.id)).to.deep.equal([1, 2, 3]);
      await settle(use(), { job, token }, ends.succeed);
      expect(await append(3, "d")).to.equal(null);
      expect(await append(3)).to.equal(null);
    });

    it("is read from an offset on, at most `limit` lines", async () => {
      const { job, token } = await start(use());
      await use().appendLog({
        id: job.id,
        token,
        lines: Array.from({ length: 10 }, (_, n) => line(String(n))),
      });
      expect(await offsetsOf(job.id, 0, 4)).to.deep.equal([1, 2, 3, 4]);
      expect(await offsetsOf(job.id, 4, 4)).to.deep.equal([5, 6, 7, 8]);
      expect(await offsetsOf(job.id, 8, 4)).to.deep.equal([9, 10]);
      expect(await offsetsOf(job.id, 10, 4)).to.deep.equal([]);
    });

    describe("read from its end", () => {
      /** Appends ten lines in appends of one to four, over two attempts. */
      async function tenLines() {
        const first = await start(use());
        const append = (held: { job: { id: string }; token: string }, count: number) =>
          use().appendLog({
            id: held.job.id,
            token: held.token,
            lines: Array.from({ length: count }, () => line("x")),
          });
        for (const count of [1, 3, 2]) await append(first, count);
        await settle(use(), first, ends.failNow);
        await stageAll(use());
        await append(await claimAgain(use(), first.job), 4);
        return first.job.id;
      }
      const newest = async (id: string, range: Partial<LogRange>) =>
        (await use().readLog({ id, after: 0, limit: 100, newest: true, ...range })).map(
          ({ offset }) => offset,
        );

      it("gives the last lines, in order", async () => {
        const id = await tenLines();
        expect(await newest(id, { limit: 3 })).to.deep.equal([8, 9, 10]);
        expect(await newest(id, { limit: 5 })).to.deep.equal([6, 7, 8, 9, 10]);
        expect(await newest(id, { limit: 100 })).to.have.length(10);
      });

      it("gives the lines before one of them, and those between two", async () => {
        const id = await tenLines();
        expect(await newest(id, { before: 8, limit: 3 })).to.deep.equal([5, 6, 7]);
        expect(await newest(id, { before: 4, limit: 100 })).to.deep.equal([1, 2, 3]);
        expect(await newest(id, { before: 1 })).to.deep.equal([]);
        expect(await newest(id, { before: 1000, limit: 1 })).to.deep.equal([10]);
        expect(await newest(id, { after: 2, before: 6, limit: 2 })).to.deep.equal([4, 5]);
        expect(await newest(id, { after: 2, before: 6 })).to.deep.equal([3, 4, 5]);
        expect(await newest(id, { after: 10 })).to.deep.equal([]);
      });

      it("gives the lines of one attempt", async () => {
        const id = await tenLines();
        expect(await newest(id, { attempt: 1, limit: 2 })).to.deep.equal([5, 6]);
        expect(await newest(id, { attempt: 2, before: 9 })).to.deep.equal([7, 8]);
        expect(await newest(id, { attempt: 3 })).to.deep.equal([]);
      });

      it("meets the same lines as read from its start, whatever the range", async () => {
        const id = await tenLines();
        for (let after = 0; after <= 11; after++)
          for (let before = after; before <= 12; before++) {
            const range = { id, after, before, limit: 100 };
            const forwards = await use().readLog(range);
            expect(await use().readLog({ ...range, newest: true })).to.deep.equal(forwards);
            expect(forwards.map(({ offset }) => offset)).to.deep.equal(
              Array.from({ length: 10 }, (_, n) => n + 1).filter((n) => n > after && n < before),
            );
          }
      });
    });

    it("is kept after the job has ended, job by job", async () => {
      const [a, b] = [await start(use()), await start(use())];
      await use().appendLog({ id: a.job.id, token: a.token, lines: [line("a")] });
      await use().appendLog({ id: b.job.id, token: b.token, lines: [line("b")] });
      await settle(use(), a, ends.succeed);
      expect(
        (await use().readLog({ id: a.job.id, after: 0, limit: 10 })).map(({ text }) => text),
      ).to.deep.equal(["a"]);
    });

    it("accepts an empty append, and no lines of unknown jobs", async () => {
      const { job, token } = await start(use());
      expect(await use().appendLog({ id: job.id, token, lines: [] })).to.deep.equal([]);
      expect(await use().appendLog({ id: "nobody", token, lines: [line("x")] })).to.equal(null);
      expect(await use().readLog({ id: "nobody", after: 0, limit: 10 })).to.deep.equal([]);
    });
  });
}
