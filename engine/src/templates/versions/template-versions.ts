import { LRUCache } from "lru-cache";
import { fail } from "../../errors.ts";
import type { Clock } from "../../runtime/clock.ts";
import { templateNotFound } from "../template-not-found.ts";
import type { TemplateStore } from "./template-store.ts";
import type { StoredTemplate } from "./template-tables.ts";

/**
 * Looks up versions of templates. A version never changes, so each is read from the store once;
 * which version is the newest is read again after a second.
 */
export type TemplateVersions = {
  /**
   * Returns the version, or the newest. Fails with `template-not-found` or `version-not-found`.
   */
  find: (params: { name: string; version?: number | undefined }) => Promise<StoredTemplate>;
  /** Returns the newest version, or null. */
  newest: (name: string) => Promise<StoredTemplate | null>;
  /** Drops what is cached about the newest version: `name` was published or archived just now. */
  invalidate: (name: string) => void;
};

type Lookup = { askedAt: number; answer: Promise<StoredTemplate | null> };

/** How long a version that another process published may stay unseen, in milliseconds. */
const newestTtlMs = 1000;
const maxCachedVersions = 500;

export function createTemplateVersions({
  templates,
  clock,
}: {
  templates: Pick<TemplateStore, "find">;
  clock: Clock;
}): TemplateVersions {
  const lookups = new LRUCache<string, Lookup>({ max: maxCachedVersions });
  const cached = new LRUCache<string, StoredTemplate>({ max: maxCachedVersions });

  function newest(name: string): Promise<StoredTemplate | null> {
    const known = lookups.get(name);
    if (known !== undefined && clock.monotonic() - known.askedAt < newestTtlMs) return known.answer;
    const answer = readNewest(name);
    lookups.set(name, { askedAt: clock.monotonic(), answer });
    return answer;
  }

  async function readNewest(name: string): Promise<StoredTemplate | null> {
    try {
      const template = await templates.find({ name });
      // Unknown names are not cached: a template of that name may be published at any time.
      if (template === null) lookups.delete(name);
      return template === null ? null : cache(template);
    } catch (error) {
      lookups.delete(name);
      throw error;
    }
  }

  async function find({
    name,
    version,
  }: {
    name: string;
    version?: number | undefined;
  }): Promise<StoredTemplate> {
    const last = (await newest(name)) ?? templateNotFound(name);
    if (version === undefined || version === last.version) return last;
    const template =
      cached.get(keyOf({ name, version })) ?? (await templates.find({ name, version }));
    // A name is archived, not a version: the newest version has the current flag.
    return template === null
      ? fail(
          "version-not-found",
          `Template ${name} has no version ${version}; its newest is ${last.version}`,
        )
      : cache({ ...template, archived: last.archived });
  }

  /** Answers one object per version, so that a WeakMap can keep what is derived from it. */
  function cache(template: StoredTemplate): StoredTemplate {
    const key = keyOf(template);
    const same = cached.get(key);
    const { archived, folder, codeHash } = template;
    if (same?.archived === archived && same.folder === folder && same.codeHash === codeHash)
      return same;
    cached.set(key, template);
    return template;
  }

  return { find, newest, invalidate: (name) => void lookups.delete(name) };
}

function keyOf({ name, version }: { name: string; version: number }): string {
  return `${name}@${version}`;
}
