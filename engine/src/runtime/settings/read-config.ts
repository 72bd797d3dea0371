import type { Command } from "./command.ts";
import { adminFaults } from "./first-admin.ts";
import { formworkSettings, type Row } from "./formwork-settings.ts";
import { providerFaults } from "./provider-settings.ts";
import { type Environment, readSettings } from "./read-settings.ts";
import { sealKeyFaults } from "./seal-keys.ts";
import { optional, type Setting } from "./setting-kinds.ts";

type Table = typeof formworkSettings;
type Value<R> = R extends { setting: Setting<infer T> } ? T : never;
type Readers<R, List extends string> = R extends Record<List, readonly (infer C)[]> ? C : never;

/** What a command reads: the field and the value of each row of the table that names it. */
export type Config<C extends Command> = Readonly<
  {
    [N in keyof Table as C extends Readers<Table[N], "readBy"> ? Table[N]["field"] : never]: Value<
      Table[N]
    >;
  } & {
    [N in keyof Table as C extends Readers<Table[N], "optionalFor">
      ? Table[N]["field"]
      : never]: Value<Table[N]> | null;
  }
>;

const rows: [name: string, row: Row][] = Object.entries(formworkSettings);

/** Reads the settings of a command. Throws one Error that lists all faults. */
export function readConfig<C extends Command>(command: C, env: Environment): Config<C> {
  const schema = Object.fromEntries(rows.map(([name, row]) => [name, settingFor(command, row)]));
  const rules = command === "worker" ? sealKeyFaults : adminRules(command);
  const values = readSettings({ schema, env, rules });
  const config = rows
    .filter(([, row]) => isRead(command, row))
    .map(([name, row]) => [row.field, values[name]]);
  // Each field has the value that its own row has read.
  return Object.freeze(Object.fromEntries(config)) as Config<C>;
}

function adminRules(command: Command): typeof adminFaults | undefined {
  return command === "start" || command === "scheduler" ? schedulerFaults : undefined;
}

/** What is wrong between the settings that only a scheduler reads. */
function schedulerFaults(
  values: Parameters<typeof adminFaults>[0] & Parameters<typeof providerFaults>[0],
) {
  return [...adminFaults(values), ...providerFaults(values)];
}

/** The form of a setting for a command, with its rule where the command reads it. */
function settingFor(command: Command, row: Row): Setting<unknown> {
  const rule = (value: unknown) =>
    isRead(command, row) ? (row.rule?.(value, command) ?? null) : null;
  const setting = { ...row.setting, rule };
  return row.readBy?.includes(command) ? setting : optional(setting);
}

function isRead(command: Command, { readBy = [], optionalFor = [] }: Row): boolean {
  return readBy.includes(command) || optionalFor.includes(command);
}
