import { maxSecrets, type Secret } from "@formwork/contracts/secret";
import { fail } from "../errors.ts";
import type { Secrets } from "../jobs/secrets/secrets.ts";
import type { Clock } from "../runtime/clock.ts";
import type { Telemetry } from "../runtime/telemetry.ts";
import type { Table, Versioned } from "../store/table.ts";
import { changeRow } from "../store/tables/change-row.ts";
import type { Templates } from "../templates/templates.ts";
import { presentSecret } from "./present-secret.ts";
import { sealValue } from "./seal-value.ts";
import type { SecretStore } from "./secret-store.ts";
import type { FormerValue, SecretRow } from "./secret-table.ts";

export type SecretStoreDeps = {
  table: Table<SecretRow>;
  secrets: Secrets;
  templates: Pick<Templates, "secretUses">;
  clock: Clock;
  telemetry: Telemetry;
};

/** How long a job that still runs with a value of before reports it hidden: a day. */
const formerMs = 86_400_000;
/** Values of before that are kept; who replaces one more often within a day loses the oldest. */
const maxFormer = 10;
const maxNamed = 5;

/** Joins the verbs of secrets. */
export function createSecretStore(deps: SecretStoreDeps): SecretStore {
  const { table, secrets, templates, clock, telemetry } = deps;

  async function usesOf(): Promise<(name: string) => string[]> {
    const uses = await templates.secretUses();
    return (name) =>
      uses.filter((use) => use.secrets.includes(name)).map(({ template }) => template);
  }
  const present = async (row: SecretRow): Promise<Secret> =>
    presentSecret(row, (await usesOf())(row.name));

  return {
    async list(paging) {
      const usedBy = await usesOf();
      const { items, next } = await table.page(paging);
      const rows = items.map(({ row }) => row).filter(({ sealed }) => sealed !== null);
      return { items: rows.map((row) => presentSecret(row, usedBy(row.name))), next };
    },
    get: async ({ name }) => present((await find(table, name)).row),
    async set({ name, input, principal }) {
      const { value, description, templates: allowed } = input;
      const now = clock.now();
      const sealed = sealValue(secrets, { name, value, givenBy: principal.id });
      const made = { name, sealed, updatedBy: principal.id, updatedAt: now };
      const given = {
        ...(description === undefined ? {} : { description }),
        ...(allowed === undefined ? {} : { templates: allowed }),
      };
      const fresh = { ...none, ...given, ...made, createdBy: principal.id, createdAt: now };
      if ((await table.get({ name })) === null) await requireRoom(table);
      const created = (await table.insert({ row: fresh })).outcome === "stored";
      let wasGone = false;
      const row = created
        ? fresh
        : await changeRow(table, { name }, (before) => {
            wasGone = before.sealed === null;
            const former = formerOf(before, now);
            if (wasGone) return { ...fresh, former };
            return { ...before, ...given, ...made, former };
          });
      telemetry.log.info("secret.set", { name, userId: principal.id });
      return {
        secret: await present(row ?? secretNotFound(name)),
        created: created || wasGone,
      };
    },
    async change({ name, input, principal }) {
      const row = await changeRow(table, { name }, (before) =>
        before.sealed === null ? null : { ...before, ...input },
      );
      if (row === null || row.sealed === null) return secretNotFound(name);
      telemetry.log.info("secret.changed", { name, userId: principal.id });
      return present(row);
    },
    async remove({ name, force = false }) {
      await find(table, name);
      const used = force ? [] : (await usesOf())(name);
      if (used.length > 0) refuseInUse(name, used);
      const now = clock.now();
      await changeRow(table, { name }, (before) =>
        before.sealed === null
          ? null
          : { ...before, sealed: null, former: formerOf(before, now), goneAt: now + formerMs },
      );
      telemetry.log.info("secret.removed", { name });
    },
  };
}

const none = { former: [], description: "", templates: null };

/** Returns the values of before of a secret whose value is about to go. */
function formerOf({ sealed, former }: SecretRow, now: number): FormerValue[] {
  const last = sealed === null ? [] : [{ sealed, until: now + formerMs }];
  return [...last, ...former.filter(({ until }) => until > now)].slice(0, maxFormer);
}

async function find(table: Table<SecretRow>, name: string): Promise<Versioned<SecretRow>> {
  const found = await table.get({ name });
  return found === null || found.row.sealed === null ? secretNotFound(name) : found;
}

async function requireRoom(table: Table<SecretRow>): Promise<void> {
  const { items } = await table.page({ limit: maxSecrets });
  if (items.length >= maxSecrets)
    fail("too-many-secrets", `At most ${maxSecrets} secrets can be kept; remove one`);
}

function refuseInUse(name: string, used: readonly string[]): never {
  const more = used.length > maxNamed ? `, and ${used.length - maxNamed} more` : "";
  return fail(
    "secret-in-use",
    `Jobs of these templates would fail without ${name}: ${used.slice(0, maxNamed).join(", ")}${more}. Add force=true to remove it all the same`,
  );
}

function secretNotFound(name: string): never {
  return fail("secret-not-found", `There is no secret with the name ${name}`);
}
