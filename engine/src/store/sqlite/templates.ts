import { pageOf } from "../cursor.ts";
import type { Store } from "../store.ts";
import type { Commit } from "./commit/commit.ts";
import type { Database } from "./connection/database.ts";
import { createPublish } from "./publish.ts";
import { type TemplateRow, templateOf, templateRows } from "./template-row.ts";

type Params<Verb extends keyof Store> = Parameters<Store[Verb]>[0];

export function createTemplateWrites(database: Database) {
  const archive = database.statement(
    "insert into archived_templates select name from templates where name = ? limit 1 on conflict do nothing",
  );
  const publish = createPublish({ database });
  return {
    publishTemplate: (commit: Commit, params: Params<"publishTemplate">) => publish(commit, params),
    archiveTemplate: (_: Commit, { name }: Params<"archiveTemplate">) => archive.run(name) > 0,
  };
}

export function createTemplateReads(database: Database) {
  const one = database.statement<TemplateRow>(
    `${templateRows} where templates.name = ? and version = ?`,
  );
  const older = database.statement<TemplateRow>(
    `${templateRows} where templates.name = ? and version < ? order by version desc limit ?`,
  );
  const gallery = database.statement<TemplateRow>(
    `${templateRows} where version = (select max(version) from templates newest where newest.name = templates.name)
     order by title collate nocase, templates.name`,
  );
  return {
    getTemplate: ({ name, version }: Params<"getTemplate">) => {
      const row = version === undefined ? older.get(name, end, 1) : one.get(name, version);
      return row === undefined ? null : templateOf(row);
    },
    listTemplates: () => gallery.all().map(templateOf),
    listVersions: ({ name, limit, before }: { name: string; limit: number; before: number }) =>
      pageOf(older.all(name, before, limit + 1), limit, templateOf, (row) => String(row.version)),
  };
}

/** Above every version. */
export const end = Number.MAX_SAFE_INTEGER;
