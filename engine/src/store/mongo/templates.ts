import { trusted } from "mongoose";
import { numberOf, pageOf } from "../cursor.ts";
import type { Store, StoredTemplate } from "../store.ts";
import type { Connection } from "./connection/connection.ts";
import { isDuplicate } from "./connection/duplicate-key.ts";
import { createPublish } from "./publish.ts";
import type { TemplateDocument } from "./record/small-documents.ts";
import { templateOf } from "./template-document.ts";

type Templates = Pick<
  Store,
  "publishTemplate" | "getTemplate" | "listTemplates" | "listVersions" | "archiveTemplate"
>;

/** Above every version. */
const end = Number.MAX_SAFE_INTEGER;

/** Versions of templates. Archiving belongs to the name, not to a version. */
export function createTemplates({ connection }: { connection: Connection }): Templates {
  const { ask, collections } = connection;
  const { templates } = connection.models;

  function older(name: string, before: number, limit: number): Promise<TemplateDocument[]> {
    const filter = { name, version: trusted({ $lt: before }) };
    return ask(() =>
      templates
        .find(filter)
        .sort({ name: 1, version: -1 })
        .limit(limit)
        .lean<TemplateDocument[]>()
        .exec(),
    );
  }

  async function isArchived(name: string): Promise<boolean> {
    return (
      (await ask(() =>
        connection.models.archived_templates.findOne({ _id: name }).lean().exec(),
      )) !== null
    );
  }

  /** One key of the index per name, however many versions. */
  async function newest(): Promise<TemplateDocument[]> {
    const pipeline = [
      { $sort: { name: 1, version: -1 } },
      { $group: { _id: "$name", newest: { $first: "$$ROOT" } } },
    ];
    const found = await ask(() =>
      collections.templates.aggregate<{ newest: TemplateDocument }>(pipeline).toArray(),
    );
    return found.map((group) => group.newest);
  }

  return {
    publishTemplate: createPublish({ connection }),
    async getTemplate({ name, version }) {
      const [[found], archived] = await Promise.all([
        older(name, (version ?? end - 1) + 1, 1),
        isArchived(name),
      ]);
      if (found === undefined || (version !== undefined && found.version !== version)) return null;
      return templateOf(found, archived);
    },
    async listTemplates() {
      const archived = new Set(
        (await ask(() => collections.archived_templates.find({}, { hint: "_id_" }).toArray())).map(
          ({ _id }) => _id,
        ),
      );
      return (await newest()).map((one) => templateOf(one, archived.has(one.name))).sort(byTitle);
    },
    async listVersions({ name, limit, cursor }) {
      const [found, archived] = await Promise.all([
        older(name, numberOf(cursor, end), limit + 1),
        isArchived(name),
      ]);
      return pageOf(
        found,
        limit,
        (one) => templateOf(one, archived),
        (one) => String(one.version),
      );
    },
    async archiveTemplate({ name }) {
      if ((await older(name, end, 1)).length === 0) return false;
      try {
        await ask(() => collections.archived_templates.insertOne({ _id: name }));
        return true;
      } catch (error) {
        if (isDuplicate(error)) return false;
        throw error;
      }
    },
  };
}

function byTitle(a: StoredTemplate, b: StoredTemplate): number {
  const [left, right] = [a.title.toLowerCase(), b.title.toLowerCase()];
  return compare(left, right) || compare(a.name, b.name);
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
