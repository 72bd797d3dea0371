import { fail } from "../errors.ts";
import type { Clock } from "../runtime/clock.ts";
import type { Store, StoredTemplate } from "../store/store.ts";

/**
 * Looks up versions of templates. What a version holds never changes, so each is read once; which
 * one is newest is asked again each second.
 */
export type TemplateVersions = {
  /** The version, or the newest; refuses names and versions that are not there. */
  find: (params: { name: string; version?: number | undefined }) => Promise<StoredTemplate>;
  /** The newest version, or null. */
  newest: (name: string) => Promise<StoredTemplate | null>;
  /** Forgets which version of `name` is newest: it was published or archived just now. */
  forget: (name: string) => void;
};

/** How long another process's publishing may go unnoticed, in milliseconds. */
const freshMs = 1000;
const mostKept = 500;

export function createTemplateVersions({
  store,
  clock,
}: {
  store: Store;
  clock: Clock;
}): TemplateVersions {
  const newestOf = new Map<string, { askedAt: number; answer: Promise<StoredTemplate | null> }>();
  const kept = new Map<string, StoredTemplate>();

  function newest(name: string): Promise<StoredTemplate | null> {
    const known = newestOf.get(name);
    if (known !== undefined && clock.monotonic() - known.askedAt < freshMs) return known.answer;
    const answer = ask(name);
    newestOf.set(name, { askedAt: clock.monotonic(), answer });
    return answer;
  }

  async function ask(name: string): Promise<StoredTemplate | null> {
    try {
      const template = await store.getTemplate({ name });
      // Names that are not there are not remembered: there is no end of them.
      if (template === null) newestOf.delete(name);
      return template === null ? null : keep(template);
    } catch (error) {
      newestOf.delete(name);
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
    const last = (await newest(name)) ?? fail("template-not-found", `There is no template ${name}`);
    if (version === undefined || version === last.version) return last;
    const template =
      kept.get(keyOf({ name, version })) ?? (await store.getTemplate({ name, version }));
    // Archiving belongs to the name: the newest version tells.
    return template === null
      ? fail(
          "version-not-found",
          `Template ${name} has no version ${version}; its newest is ${last.version}`,
        )
      : keep({ ...template, archived: last.archived });
  }

  /** One object per version, so that what is worked out about it can be kept beside it. */
  function keep(template: StoredTemplate): StoredTemplate {
    const key = keyOf(template);
    const same = kept.get(key);
    const current =
      same?.archived === template.archived && same.folder === template.folder ? same : template;
    kept.delete(key);
    kept.set(key, current);
    // A Map keeps its order: the first is the one longest unused.
    for (const oldest of kept.keys()) {
      if (kept.size <= mostKept) break;
      kept.delete(oldest);
    }
    return current;
  }

  return { find, newest, forget: (name) => void newestOf.delete(name) };
}

function keyOf({ name, version }: { name: string; version: number }): string {
  return `${name}@${version}`;
}
