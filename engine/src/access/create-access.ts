import { roles } from "@formwork/contracts/account";
import { barredBy } from "@formwork/contracts/policies/templates";
import {
  canName,
  isNamed,
  maxAccessLists,
  openAccess,
  type TemplateAccess,
} from "@formwork/contracts/template-access";
import { fail } from "../errors.ts";
import type { Clock } from "../runtime/clock.ts";
import type { Telemetry } from "../runtime/telemetry.ts";
import type { Table } from "../store/table.ts";
import { changeRow } from "../store/tables/change-row.ts";
import { readAllRows } from "../store/tables/read-all-rows.ts";
import type { Access } from "./access.ts";
import type { AccessRow } from "./access-table.ts";

/** How long lists that another process changed may stay unseen, in milliseconds. */
const listsTtlMs = 500;

type Deps = {
  lists: Table<AccessRow>;
  clock: Clock;
  telemetry: Telemetry;
  /** Fails with `template-not-found` for a name that no template has. */
  requireTemplate: (name: string) => Promise<unknown>;
  /** Called after each change, so that callers are judged anew. */
  changed: () => void;
};

/** Joins the verbs of access lists. All lists are in memory: each call is judged by them. */
export function createAccess(deps: Deps): Access {
  const { lists, clock, telemetry } = deps;
  let read: { at: number; rows: Promise<AccessRow[]> } | null = null;

  function all(): Promise<AccessRow[]> {
    if (read !== null && clock.monotonic() - read.at < listsTtlMs) return read.rows;
    const rows = readAllRows(lists, {});
    read = { at: clock.monotonic(), rows };
    rows.catch(forget);
    return rows;
  }
  function forget(): void {
    read = null;
  }
  async function write(row: AccessRow): Promise<void> {
    const { name } = row;
    if (row.run === null) return void (await lists.remove({ key: name }));
    if ((await changeRow(lists, { name }, () => row)) !== null) return;
    if ((await readAllRows(lists, {})).length >= maxAccessLists)
      fail("too-many-lists", `At most ${maxAccessLists} templates can have an access list`);
    if ((await lists.insert({ row })).outcome === "taken")
      await changeRow(lists, { name }, () => row);
  }
  return {
    async get({ name }) {
      await deps.requireTemplate(name);
      const row = (await lists.get({ name }))?.row;
      return row === undefined ? openAccess : { run: row.run, see: row.see };
    },
    async set({ name, access: given, principal }) {
      refuseNameless(given);
      const access = tidied(given);
      await deps.requireTemplate(name);
      if (principal.role !== "admin" && !isNamed(access.run, principal)) refuseShutOut();
      await write({ name, ...access, changedBy: principal.id, changedAt: clock.now() });
      forget();
      deps.changed();
      telemetry.log.info("template.access-changed", { template: name, userId: principal.id });
      return access;
    },
    barredFor: async (user) => barredBy(await all(), user),
  };
}

/** Refuses entries that name nobody. */
function refuseNameless({ run, see }: TemplateAccess): void {
  const errors = Object.entries({ run, see }).flatMap(([list, entries]) =>
    (entries ?? []).flatMap((entry, index) =>
      canName(entry)
        ? []
        : [{ pointer: `/${list}/${index}`, message: nameless, keyword: "format" }],
    ),
  );
  if (errors.length > 0) fail("invalid-request", "An access list names nobody", errors);
}

const nameless = `must be a role (${roles.join(", ")}) or an e-mail address`;

/** Returns an access with each entry once and addresses as they are stored. */
function tidied({ run, see }: TemplateAccess): TemplateAccess {
  const of = (list: readonly string[] | null) =>
    list === null ? null : [...new Set(list.map((entry) => entry.trim().toLowerCase()))];
  // Who may run may see, so a list of others means nothing where everybody may run.
  return { run: of(run), see: run === null ? null : of(see) };
}

function refuseShutOut(): never {
  const message = "must name you: a role of yours or your address; an admin may leave you out";
  return fail("invalid-request", `/run ${message}`, [{ pointer: "/run", message, keyword: "run" }]);
}
