import { type CreateView, maxSavedViews, type SavedView } from "@formwork/contracts/saved-view";
import { v7 as newId } from "uuid";
import type { Caller } from "../caller.ts";
import { fail } from "../errors.ts";
import type { Clock } from "../runtime/clock.ts";
import { isoTime } from "../store/iso-time.ts";
import type { Table, Versioned } from "../store/table.ts";
import type { ViewRow } from "./view-table.ts";
import type { Views } from "./views.ts";

type ViewDeps = { views: Table<ViewRow>; clock: Clock };

/** Joins the verbs of saved views. */
export function createViews(deps: ViewDeps): Views {
  const { views, clock } = deps;
  return {
    async list({ principal }) {
      return { items: (await rowsOf(deps, principal.id)).map(presentView) };
    },
    async create({ principal, input }) {
      if ((await rowsOf(deps, principal.id)).length >= maxSavedViews)
        return fail("too-many-views", `At most ${maxSavedViews} views can be saved; remove one`);
      const made = { id: newId(), owner: principal.id, createdAt: clock.now() };
      const row: ViewRow = { ...made, ...named(input) };
      const { outcome } = await views.insert({ row });
      return outcome === "stored" ? presentView(row) : nameTaken(row.name);
    },
    async change({ principal, id, input }) {
      const { row: before, version } = await findOwn(deps, principal, id);
      const row = { ...before, ...named({ ...before, ...input }) };
      const { outcome } = await views.replaceIf({ row, version });
      if (outcome === "taken") return nameTaken(row.name);
      if (outcome === "changed") return viewNotFound(id);
      return presentView(row);
    },
    async remove({ principal, id }) {
      await findOwn(deps, principal, id);
      await views.remove({ key: id });
    },
  };
}

async function rowsOf({ views }: ViewDeps, owner: string): Promise<ViewRow[]> {
  const { items } = await views.page({ where: { owner }, limit: maxSavedViews });
  return items.map(({ row }) => row).sort((a, b) => (a.nameKey < b.nameKey ? -1 : 1));
}

/** Finds a view of the caller; that of another person is not there for it. */
async function findOwn(
  { views }: ViewDeps,
  { id: owner }: Caller["principal"],
  id: string,
): Promise<Versioned<ViewRow>> {
  const found = await views.get({ id });
  return found?.row.owner === owner ? found : viewNotFound(id);
}

function named({ name, query }: CreateView): Pick<ViewRow, "name" | "nameKey" | "query"> {
  const trimmed = name.trim();
  return { name: trimmed, nameKey: trimmed.toLowerCase(), query };
}

function presentView({ id, name, query, createdAt }: ViewRow): SavedView {
  return { id, name, query, createdAt: isoTime(createdAt) };
}

function viewNotFound(id: string): never {
  return fail("view-not-found", `You have no view with the id ${id}`);
}

function nameTaken(name: string): never {
  const message = "is the name of another view of yours";
  return fail("view-exists", `“${name}” ${message}`, [
    { pointer: "/name", message, keyword: "unique" },
  ]);
}
