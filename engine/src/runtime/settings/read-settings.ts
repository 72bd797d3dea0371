import { nearest } from "@formwork/contracts/text/nearest";
import type { Setting } from "./setting-kinds.ts";

export type Environment = Readonly<Record<string, string | undefined>>;
export type Schema = Record<string, Setting<unknown>>;
type Values<S> = { [K in keyof S]: S[K] extends Setting<infer T> ? T : never };

/**
 * Reads every setting of `schema` (variable name → setting) from the environment. `rules` returns
 * the faults between settings; a setting that is itself faulty is absent from its argument. Throws
 * one Error that lists all faults; a `FORMWORK_…` variable that the schema does not name is a
 * fault, reported with the nearest name.
 */
export function readSettings<S extends Schema>(params: {
  schema: S;
  env: Environment;
  rules?: (values: Partial<Values<S>>) => string[];
}): Readonly<Values<S>> {
  const { schema, env, rules } = params;
  const faults = unknownNames(env, Object.keys(schema));
  const values: Record<string, unknown> = {};
  for (const [name, setting] of Object.entries(schema)) {
    const { value, fault } = readOne(setting, env[name]);
    if (fault === undefined) values[name] = value;
    else faults.push(`${name} ${fault}`);
  }
  // Each key of the schema has the type of its setting, or is absent and then among the faults.
  const read = values as Values<S>;
  faults.push(...(rules?.(read) ?? []));
  if (faults.length > 0)
    throw new Error(
      `Formwork cannot start with these settings:\n${faults.map((fault) => `  - ${fault}`).join("\n")}`,
    );
  return Object.freeze(read);
}

/** Longer ones than any that is right are not shown. */
const maxShown = 12;

function readOne<T>(setting: Setting<T>, given = ""): { value?: T | undefined; fault?: string } {
  let value = setting.fallback;
  try {
    if (given !== "") value = setting.read(given);
  } catch {
    // What is given for a text or an address may be a password, also in the wrong variable.
    return setting.isPlain === true && given.length <= maxShown
      ? { fault: `is "${given}"; it has to be ${setting.allowed}` }
      : { fault: `has to be ${setting.allowed}` };
  }
  if (value === undefined) return { fault: `is required: ${setting.allowed}` };
  const fault = setting.rule?.(value) ?? undefined;
  return fault === undefined ? { value } : { fault };
}

const prefix = "FORMWORK_";

function unknownNames(env: Environment, known: readonly string[]): string[] {
  return Object.keys(env)
    .filter((name) => name.startsWith(prefix) && !known.includes(name))
    .map((name) => {
      const near = nearest(
        name.slice(prefix.length),
        known.map((other) => other.slice(prefix.length)),
      );
      return `${name} is not a setting${near === undefined ? "" : `; did you mean ${prefix}${near}?`}`;
    });
}
