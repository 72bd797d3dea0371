import { fail } from "../../errors.ts";
import type { Store } from "../store.ts";
import type { Connection } from "./connection/connection.ts";
import { isDuplicate } from "./connection/duplicate-key.ts";
import type { TemplateDocument } from "./record/small-documents.ts";
import { templateOf } from "./template-document.ts";

type Edition = Parameters<Store["publishTemplate"]>[0];
type Publish = Store["publishTemplate"];

/** Times a number is tried that another publisher may take first. */
const enough = 100;

/**
 * Stores versions of templates. Name and version are unique: who comes second looks again, and
 * takes the next number or none.
 */
export function createPublish({ connection }: { connection: Connection }): Publish {
  const { ask, collections } = connection;
  const { templates, archived_templates } = collections;

  const newestOf = (filter: Partial<Pick<TemplateDocument, "name" | "source">>) =>
    ask(() => templates.findOne(filter, { sort: { name: 1, version: -1 }, hint: "versions" }));

  async function publish(edition: Edition): ReturnType<Publish> {
    for (let round = 0; round < enough; round++) {
      const last = await newestOf({ name: edition.definition.name });
      const same = [last, await inFolder(edition)].find((one) => one?.hash === edition.hash);
      if (same !== undefined && same !== null) return keep(edition, same);
      const added = await add(edition, (last?.version ?? 0) + 1);
      if (added !== null) return { template: templateOf(added, false), created: true };
    }
    return fail(
      "unavailable",
      `Template ${edition.definition.name} is being published too often at once`,
    );
  }

  /**
   * A file that did not change is not published again over a version that came later through the
   * API.
   */
  async function inFolder({ definition, source }: Edition): Promise<TemplateDocument | null> {
    return source === "folder" ? newestOf({ name: definition.name, source }) : null;
  }

  async function keep({ source, folder }: Edition, same: TemplateDocument): ReturnType<Publish> {
    if (source === "api") {
      await bringBack(same.name);
      return { template: templateOf(same, false), created: false };
    }
    // The file may have moved, and with it the modules beside it.
    if (same.folder !== folder)
      await ask(() => templates.updateOne({ _id: same._id }, { $set: { folder } }));
    // A folder is read at every start: to find a file as it was is no wish to bring its template
    // back.
    const archived = await ask(() => archived_templates.findOne({ _id: same.name }));
    return { template: templateOf({ ...same, folder }, archived !== null), created: false };
  }

  /** Answers null where another took the number. */
  async function add(
    { definition, hash, source, folder, publishedBy }: Edition,
    version: number,
  ): Promise<TemplateDocument | null> {
    const { name, title } = definition;
    const named = { _id: `${name}@${version}`, name, version, title };
    const publishedAt = new Date(connection.time.now());
    const document = {
      ...named,
      hash,
      source,
      folder,
      publishedBy,
      publishedAt,
      definition: JSON.stringify(definition),
    };
    try {
      await ask(() => templates.insertOne(document));
    } catch (error) {
      if (isDuplicate(error)) return null;
      throw error;
    }
    await bringBack(name);
    return document;
  }

  async function bringBack(name: string): Promise<void> {
    await ask(() => archived_templates.deleteOne({ _id: name }));
  }
  return publish;
}
