import type { mongo } from "mongoose";
import {
  type Before,
  dropCollection,
  dropIndexes,
  forEachBatch,
  migratedRow,
  type Open,
} from "./documents-to-rows.ts";

type VersionBefore = Before & {
  name: string;
  version: number;
  hash: string;
  source: "folder" | "api";
  folder: string;
  publishedBy: string;
  title: string;
  publishedAt: Date;
  definition: string;
};

/**
 * Moves the versions in `templates` to `template_versions`, and leaves a row per name with its
 * newest version there. May be run twice: a version is removed once all rows are written.
 */
export async function templatesToTables(open: Open): Promise<void> {
  const [templates, versions] = [open("templates"), open("template_versions")];
  const archived = await open("archived_templates").distinct("_id");
  await dropIndexes(templates, ["versions"]);
  await forEachBatch<VersionBefore>(
    templates,
    async (documents) => {
      for (const before of documents) {
        const row = rowOf(before);
        const { name, source, version } = row;
        await insert(versions, migratedRow(row.id, row, { name, source, version }));
        const titleOrder = before.title.toLowerCase();
        const template = { name, titleOrder, archived: archived.includes(name), newest: row };
        await insert(templates, migratedRow(name, template, { titleOrder }));
      }
      await templates.deleteMany({ _id: { $in: documents.map(({ _id }) => _id) } });
    },
    // The first row of a name is the one that stays.
    { version: -1 },
  );
  await dropCollection(open("archived_templates"));
}

/** Inserts a row unless it is there. */
async function insert(
  collection: mongo.Collection<Before>,
  { _id, ...row }: ReturnType<typeof migratedRow>,
): Promise<void> {
  await collection.updateOne({ _id }, { $setOnInsert: row }, { upsert: true });
}

function rowOf({ _id, title: _title, publishedAt, definition, ...version }: VersionBefore) {
  return {
    id: _id,
    ...version,
    publishedAt: publishedAt.getTime(),
    definition: JSON.parse(definition),
  };
}
