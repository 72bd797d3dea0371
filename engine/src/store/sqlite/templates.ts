import { numberOf, pageOf } from "../cursor.ts";
import type { Store } from "../store.ts";
import type { Write } from "./commit/writer.ts";
import type { Database } from "./connection/database.ts";
import { createPublish } from "./publish.ts";
import { type TemplateRow, templateOf, templateRows } from "./template-row.ts";

type Templates = Pick<
  Store,
  "publishTemplate" | "getTemplate" | "listTemplates" | "listVersions" | "archiveTemplate"
>;

/** Versions of templates. Archiving belongs to the name, not to a version. */
export function createTemplates({
  database,
  write,
}: {
  database: Database;
  write: Write;
}): Templates {
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
  const archive = database.statement(
    "insert into archived_templates select name from templates where name = ? limit 1 on conflict do nothing",
  );
  const publish = createPublish({ database });

  return {
    publishTemplate: (params) => write((commit) => publish(commit, params)),
    getTemplate: ({ name, version }) =>
      database.read(() => {
        const row = version === undefined ? older.get(name, end, 1) : one.get(name, version);
        return row === undefined ? null : templateOf(row);
      }),
    listTemplates: () => database.read(() => gallery.all().map(templateOf)),
    listVersions: ({ name, limit, cursor }) =>
      database.read(() =>
        pageOf(older.all(name, numberOf(cursor, end), limit + 1), limit, templateOf, (row) =>
          String(row.version),
        ),
      ),
    archiveTemplate: ({ name }) => write(() => archive.run(name) > 0),
  };
}

/** Above every version. */
const end = Number.MAX_SAFE_INTEGER;
