import type { Store, StoredTemplate } from "../store.ts";
import type { Commit } from "./commit/commit.ts";
import type { Database } from "./connection/database.ts";
import { type TemplateRow, templateOf, templateRows } from "./template-row.ts";

type Edition = Parameters<Store["publishTemplate"]>[0];
type Published = { template: StoredTemplate; created: boolean };

/** Stores versions of templates. */
export function createPublish({
  database,
}: {
  database: Database;
}): (commit: Commit, edition: Edition) => Published {
  const newest = database.statement<TemplateRow>(
    `${templateRows} where templates.name = ? order by version desc limit 1`,
  );
  const newestOf = database.statement<TemplateRow>(
    `${templateRows} where templates.name = ? and source = ? order by version desc limit 1`,
  );
  const insert = database.statement("insert into templates values (?, ?, ?, ?, ?, ?, ?, ?, ?)");
  const move = database.statement("update templates set folder = ? where name = ? and version = ?");
  const bringBack = database.statement("delete from archived_templates where name = ?");

  return (commit, edition) => {
    const { definition, source, folder } = edition;
    const { name } = definition;
    const last = newest.get(name);
    const same = [last, ...inFolder(name, source)].find((row) => row?.hash === edition.hash);
    // A folder is read at every start: to find a file as it was is no wish to bring its template
    // back.
    if (same === undefined || source === "api") bringBack.run(name);
    if (same === undefined)
      return { template: add(commit, edition, (last?.version ?? 0) + 1), created: true };
    return {
      template: templateOf(source === "api" ? { ...same, archived: 0 } : inPlace(same, folder)),
      created: false,
    };
  };

  /**
   * A file that did not change is not published again over a version that came later through the
   * API.
   */
  function inFolder(name: string, source: Edition["source"]): (TemplateRow | undefined)[] {
    return source === "folder" ? [newestOf.get(name, source)] : [];
  }

  /** The file may have moved, and with it the modules beside it. */
  function inPlace(row: TemplateRow, folder: string): TemplateRow {
    if (row.folder !== folder) move.run(folder, row.name, row.version);
    return { ...row, folder };
  }

  function add({ now }: Commit, edition: Edition, version: number): StoredTemplate {
    const { definition, hash, source, folder, publishedBy } = edition;
    const { name } = definition;
    const json = JSON.stringify(definition);
    insert.run(name, version, definition.title, hash, source, folder, now, publishedBy, json);
    return templateOf({
      name,
      version,
      hash,
      source,
      folder,
      publishedBy,
      publishedAt: now,
      definition: json,
      archived: 0,
    });
  }
}
