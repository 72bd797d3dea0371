import type { Operation } from "@formwork/contracts/operations/operation";
import { type CommandName, commandName } from "./command-names.ts";
import { type Flag, flagsOf } from "./flags.ts";

/** Examples that show more than the required parts of a command. */
const chosen: Record<string, string> = {
  "jobs.list": "formwork jobs list --state failed --template http-check --from -2h",
  "jobs.export": "formwork jobs export --state failed --format csv > failed.csv",
  "jobs.batch": "formwork jobs batch --jobs @jobs.ndjson",
  "jobs.change": "formwork jobs change ID --priority 9 --at now",
  "jobs.rerun": "formwork jobs rerun ID --set steps=3 --wait",
  "jobs.retry": "formwork jobs retry ID --follow",
  "jobs.cancel": "formwork jobs cancel ID ANOTHER-ID",
  "jobs.timeline": "formwork jobs timeline --bucket 1h --from -24h",
  "actions.create": `formwork actions create --action retry --filter '{"state":"failed"}' --wait`,
  "schedules.create":
    "formwork schedules create --template http-check --cron '0 9 * * 1-5' --timezone Europe/Berlin --set url=https://example.org",
  "schedules.preview": "formwork schedules preview --cron '*/15 * * * *' --count 5",
  "schedules.change": "formwork schedules change ID --cron '0 8 * * *'",
  "schedules.pause": "formwork schedules pause ID --reason 'Moving the database'",
  "queues.change": "formwork queues change default --concurrency 5",
  "users.invite": "formwork users add --email bob@example.org --role operator",
  "api-keys.create":
    "formwork keys create --name ci --scope jobs:write --scope jobs:read --expires-at 2027-01-01",
  "secrets.set": "formwork secrets set API_TOKEN --value @token.txt",
  "secrets.change": "formwork secrets change API_TOKEN --template http-check",
  "settings.set-retention": "formwork settings set-retention --logs 7d --failed null",
  "settings.set-limits": "formwork settings set-limits --active-jobs-per-owner 5",
  "audit.list": "formwork audit list --actor ada@example.org --from -24h",
  "audit.export": "formwork audit export --format ndjson > audit.ndjson",
  "templates.list": "formwork templates list --tag web",
};

/** Returns an example of a command, made from what it requires unless one was chosen. */
export function exampleOf(id: string, row: Operation): string {
  return chosen[id] ?? madeExample(commandName(id), row);
}

function madeExample({ group, verb }: CommandName, row: Operation): string {
  const params = row.path.match(/:\w+/g) ?? [];
  const required = flagsOf(row).filter(({ isRequired, kind }) => isRequired && kind !== "secret");
  return [
    `formwork ${group} ${verb}`,
    ...params.map((param) => param.slice(1).toUpperCase()),
    ...required.map((flag) => `--${flag.name} ${exampleValue(flag)}`),
    ...(row.replyType === undefined ? [] : ["> file"]),
  ].join(" ");
}

function exampleValue({ kind, choices, key, shape, isNullable }: Flag): string {
  if (choices !== null) return choices[0] ?? "";
  switch (kind) {
    case "time":
      return "2026-12-24T18:00:00Z";
    case "duration":
      return "10m";
    case "integer":
    case "number":
      return isNullable ? "null" : String(Math.max(shape.minimum ?? 1, 1));
    case "json":
      return `@${key}.json`;
    default:
      return key === "email" ? "ada@example.org" : key.toUpperCase();
  }
}
