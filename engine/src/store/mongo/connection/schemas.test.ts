import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { expect } from "chai";
import { sessionsTable, usersTable } from "../../../accounts/account-tables.ts";
import { auditHeadTable, auditTable } from "../../../audit/audit-table.ts";
import { intentsTable } from "../../../audit/intents/intent-table.ts";
import { followersTable, numbersTable } from "../../../projections/number-tables.ts";
import { queuesTable } from "../../../queues/queue-table.ts";
import { pruneTable } from "../../../retention/prune-table.ts";
import { schedulesTable, slotsTable } from "../../../schedules/schedule-tables.ts";
import { settingsTable } from "../../../settings/setting-table.ts";
import { templatesTable, versionsTable } from "../../../templates/versions/template-tables.ts";
import { workersTable } from "../../../workers/worker-table.ts";
import type { TableShape } from "../../table.ts";
import { indexesOf } from "../table.ts";
import { names } from "./collections.ts";
import { newestVersion } from "./migrations/migrate.ts";
import { schemas } from "./schemas.ts";

describe("MongoDB's schema", () => {
  it("has a new version whenever its shapes or indexes change", () => {
    const shapes = names.map((name) => [
      name,
      Object.keys(schemas[name].paths),
      schemas[name].indexes(),
    ]);
    const digest = createHash("sha256").update(JSON.stringify(shapes)).digest("hex").slice(0, 12);
    // Where this fails, a migration is missing: add a step to `migrations/migrate.ts`, and here its version
    // and what it leads to.
    expect([newestVersion, digest]).to.deep.equal([14, "babb7732d86e"]);
  });
});

const tables: TableShape[] = [
  ...[usersTable, sessionsTable, templatesTable, versionsTable],
  ...[schedulesTable, slotsTable, queuesTable, workersTable, numbersTable, followersTable],
  ...[pruneTable, settingsTable, auditTable, auditHeadTable, intentsTable],
];
const collections = [...names, ...tables.map(({ name }) => name)];

describe("docs/mongodb.md", () => {
  let rows: string[][];
  before(async () => {
    const text = await readFile(new URL("../../../../../docs/mongodb.md", import.meta.url), "utf8");
    rows = text
      .split("\n")
      .map((line) => line.split("|").map((cell) => cell.trim().replaceAll("`", "")));
  });

  it("lists exactly the indexes that there are, with their keys", () => {
    const madeOfSchemas = names.flatMap((name) =>
      schemas[name].indexes().map(([key, options]) => ({ collection: name, key, options })),
    );
    const madeOfTables = tables.flatMap((shape) =>
      indexesOf(shape).map(({ key, ...options }) => ({ collection: shape.name, key, options })),
    );
    const made = [...madeOfSchemas, ...madeOfTables].map(({ collection, key, options }) => {
      const keys = Object.entries(key).map(([field, order]) =>
        order === -1 ? `${field} ↓` : field,
      );
      const marks = [
        options?.unique ? "unique" : "",
        options?.partialFilterExpression ? "only" : "",
      ].filter(Boolean);
      return [collection, String(options?.name), keys.join(", "), marks.join(" ")].join(" | ");
    });
    const told = rows
      .filter((cells) => cells.length === 6 && collections.some((name) => name === cells[1]))
      .map(([, collection, index, keys = ""]) => {
        const [fields, rest = ""] = keys.split(";");
        const marks = ["unique", "only"].filter((mark) => rest.includes(mark));
        return [collection, index, fields, marks.join(" ")].join(" | ");
      });
    expect(told.sort()).to.deep.equal(made.sort());
  });

  it("names every collection", () => {
    const told = rows
      .filter((cells) => cells.length === 4)
      .flatMap(([, name = ""]) => name.split(", "));
    expect(told).to.include.members(collections);
  });
});
