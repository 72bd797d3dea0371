import { randomBytes } from "node:crypto";
import { gzipSync } from "node:zlib";
import { expect } from "chai";
import type { Store } from "../../store/store.ts";
import { onEachStore } from "../../testing/on-each-store.ts";
import { createCodeStore } from "./code-store.ts";
import { codePartsTable } from "./code-tables.ts";
import { shaOf, type TemplateCode } from "./template-code.ts";

describe("stored code", () => onEachStore(storedCode));

function storedCode(store: () => Store): void {
  const use = () => createCodeStore({ store: store() });
  const codeOf = (files: Record<string, Buffer | string>): TemplateCode => ({
    folder: "report",
    files: Object.entries(files).map(([path, content]) => ({
      path: `report/${path}`,
      executable: path.endsWith(".sh"),
      bytes: Buffer.from(content),
    })),
  });

  it("comes back as it was, byte for byte", async () => {
    const code = codeOf({
      "a.mjs": "export {}",
      "empty.txt": "",
      "run.sh": "#!/bin/sh\n",
      "large.bin": randomBytes(900_000),
      "zeros.bin": Buffer.alloc(3_000_000),
    });
    const hash = await use().save(code);
    expect(await use().load(hash)).to.deep.equal(code);
  });

  it("is stored once, and so is a file that several versions have", async () => {
    const shared = randomBytes(1000);
    const first = await use().save(codeOf({ "a.mjs": "1", "b.bin": shared }));
    expect(await use().save(codeOf({ "a.mjs": "1", "b.bin": shared }))).to.equal(first);
    const second = await use().save(codeOf({ "a.mjs": "2", "b.bin": shared }));
    expect(second).not.to.equal(first);
    const { items } = await store().table(codePartsTable).page({ limit: 10 });
    expect(items).to.have.length(3);
  });

  it("is never handed out in part, or changed", async () => {
    const hash = await use().save(codeOf({ "a.mjs": "1" }));
    const parts = store().table(codePartsTable);
    const [part] = (await parts.page({ limit: 1 })).items;
    const { row, version } = part ?? expect.fail();
    const other = await use().save(codeOf({ "a.mjs": "2" }));
    const rows = (await parts.page({ limit: 9 })).items.map((item) => item.row);
    const { data = "" } = rows.find(({ id }) => id !== row.id) ?? {};
    await parts.replaceIf({ row: { ...row, data }, version });
    for (const lost of [hash, "f".repeat(64)])
      expect(
        (
          await use()
            .load(lost)
            .catch((fault) => fault)
        ).code,
      ).to.equal("unavailable");
    expect(await use().load(other)).to.deep.equal(codeOf({ "a.mjs": "2" }));
  });

  it("may be begun by a scheduler that died and compresses in another way", async () => {
    const large = randomBytes(600 * 1024);
    const second = large.subarray(256 * 1024, 512 * 1024);
    const data = gzipSync(second, { level: 1 }).toString("base64");
    const row = { id: `${shaOf(large)}.1`, parts: 3, data };
    await store().table(codePartsTable).insert({ row });
    const code = codeOf({ "large.bin": large });
    expect(await use().load(await use().save(code))).to.deep.equal(code);
  });

  it("may be saved by several schedulers at once", async () => {
    const code = codeOf({ "a.mjs": "1", "large.bin": randomBytes(700_000) });
    const hashes = await Promise.all(Array.from({ length: 4 }, () => use().save(code)));
    expect(new Set(hashes).size).to.equal(1);
    expect(await use().load(hashes[0] ?? "")).to.deep.equal(code);
  });
}
