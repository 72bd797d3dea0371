import type { StoredTemplate } from "./template-tables.ts";

type VersionId = { name: string; version?: number | undefined };
type Find = (id: VersionId) => Promise<StoredTemplate>;

/** Wraps a look-up so that it looks each version up once, for the length of one batch. */
export function oncePerVersion(find: Find): Find {
  const found = new Map<string, Promise<StoredTemplate>>();
  return ({ name, version }) => {
    const key = `${name}@${version ?? "newest"}`;
    const template = found.get(key) ?? find({ name, version });
    found.set(key, template);
    return template;
  };
}
