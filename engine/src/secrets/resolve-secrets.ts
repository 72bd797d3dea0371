import type { TemplateFault } from "@formwork/contracts/template";
import type { Secrets } from "../jobs/secrets/secrets.ts";
import type { Clock } from "../runtime/clock.ts";
import type { Table } from "../store/table.ts";
import type { SecretUse } from "../templates/templates.ts";
import { openValue } from "./seal-value.ts";
import type { Resolution, ResolveSecrets, SecretFault } from "./secret-store.ts";
import type { SecretRow } from "./secret-table.ts";

type Deps = { table: Table<SecretRow>; secrets: Secrets; clock: Pick<Clock, "now"> };

/** Opens secrets for jobs. A process without the key that sealed one cannot give it. */
export function createResolveSecrets({ table, secrets, clock }: Deps): ResolveSecrets {
  async function find(names: readonly string[]): Promise<Map<string, SecretRow>> {
    const found = await Promise.all(names.map((name) => table.get({ name })));
    return new Map(found.flatMap((one) => (one === null ? [] : [[one.row.name, one.row]])));
  }

  async function resolve(params: Parameters<ResolveSecrets["resolve"]>[0]): Promise<Resolution> {
    const rows = await find(params.names);
    const values: Record<string, string> = {};
    const faults: SecretFault[] = [];
    for (const name of params.names) {
      const row = rows.get(name);
      const reason = hindrance(row, params.template);
      const value =
        reason === null && row?.sealed ? openValue(secrets, name, row.sealed) : undefined;
      if (value === undefined) faults.push({ name, reason: reason ?? "secret-unreadable" });
      else values[name] = value;
    }
    return { values, faults };
  }

  return {
    resolve,
    async known({ names }) {
      const now = clock.now();
      return [...(await find(names)).values()].flatMap(({ name, sealed, former }) => {
        const seals = former.filter(({ until }) => until > now).map((one) => one.sealed);
        return [...(sealed === null ? [] : [sealed]), ...seals].flatMap(
          (one) => openValue(secrets, name, one) ?? [],
        );
      });
    },
    async faults(uses) {
      const rows = await find([...new Set(uses.flatMap((use) => use.secrets))]);
      return uses.flatMap((use) =>
        use.secrets.flatMap((name) => faultOf(use, name, rows.get(name)) ?? []),
      );
    },
  };
}

function hindrance(row: SecretRow | undefined, template: string): SecretFault["reason"] | null {
  if (row === undefined || row.sealed === null) return "secret-missing";
  const isForbidden = row.templates !== null && !row.templates.includes(template);
  return isForbidden ? "secret-forbidden" : null;
}

function faultOf(
  { template, publishedAt }: SecretUse,
  name: string,
  row: SecretRow | undefined,
): TemplateFault | null {
  const reason = hindrance(row, template);
  if (reason === null) return null;
  const message =
    reason === "secret-missing"
      ? `names the secret ${name}, which does not exist: its jobs fail until an admin adds it`
      : `names the secret ${name}, which it may not use: its jobs fail until an admin allows it`;
  return { file: "", template, pointer: "/run", message, since: publishedAt };
}
