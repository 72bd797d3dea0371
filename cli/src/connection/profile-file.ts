import { chmodSync, existsSync, readFileSync, statSync } from "node:fs";
import { homedir } from "node:os";
import { isAbsolute, join } from "node:path";
import { isPrototypeKey } from "@formwork/contracts/json/prototype-key";
import { isObject } from "@formwork/contracts/schema/schema-tree";
import { makeFolder } from "@formwork/engine/runtime/make-folder";
import { endWith } from "../exit-codes.ts";
import { reasonOf } from "../terminal/read-input.ts";
import { writeWhole } from "../write-whole.ts";

/** A server, and who one is there. */
export type Profile = {
  url: string;
  token: string;
  /** Gives the next tokens, once; absent for a key or token that was given. */
  refreshToken?: string;
  /** E-mail address, for people to see. */
  account: string;
  /** When the session ends; null where that is not known. */
  expiresAt: string | null;
};
export type Profiles = { current: string; profiles: Record<string, Profile> };

type Environment = Readonly<Record<string, string | undefined>>;

/** The profile that is used where none is named. */
const defaultProfile = "default";

/** Returns the file of profiles: below `XDG_CONFIG_HOME`, or `~/.config`. */
export function profileFile(env: Environment): string {
  const { XDG_CONFIG_HOME = "", HOME = homedir() } = env;
  // The rule of XDG: a path that is not absolute is ignored.
  const root = isAbsolute(XDG_CONFIG_HOME) ? XDG_CONFIG_HOME : join(HOME, ".config");
  return join(root, "formwork", "profiles.json");
}

/** Reads the profiles; there are none before the first login. */
export function readProfiles(env: Environment): Profiles {
  const file = profileFile(env);
  if (!existsSync(file)) return { current: defaultProfile, profiles: {} };
  try {
    const value: unknown = JSON.parse(readFileSync(file, "utf8"));
    if (isProfiles(value)) return value;
  } catch (error) {
    if (!(error instanceof SyntaxError))
      return endWith("usage", `${file} cannot be read: ${reasonOf(error)}`);
  }
  return endWith(
    "usage",
    `${file} does not hold profiles. Remove it, then run formwork login again`,
  );
}

/** Keeps the profiles in a file and a folder that only their owner can read. */
export function writeProfiles(env: Environment, profiles: Profiles): string {
  const file = profileFile(env);
  const folder = join(file, "..");
  try {
    makeFolder(folder, 0o700);
    chmodSync(folder, 0o700);
    writeWhole(file, `${JSON.stringify(profiles, undefined, 2)}\n`);
  } catch (error) {
    endWith("usage", `${file} cannot be written: ${reasonOf(error)}`);
  }
  return file;
}

/** Returns what is wrong when others may read the file, or null. */
export function permissionFault(env: Environment): string | null {
  const file = profileFile(env);
  if (process.platform === "win32" || !existsSync(file)) return null;
  if ((statSync(file).mode & 0o077) === 0) return null;
  return `others may read ${file}, which holds your tokens. Run: chmod 600 ${file}`;
}

/** Ends the command for a text that is no name of a profile. */
export function checkProfileName(name: string): string {
  if (/^[\w.-]{1,64}$/.test(name) && !isPrototypeKey(name)) return name;
  return endWith(
    "usage",
    `"${name}" is no name of a profile: letters, digits, dots, dashes and underscores`,
  );
}

function isProfiles(value: unknown): value is Profiles {
  if (!isObject(value) || typeof value.current !== "string" || !isObject(value.profiles))
    return false;
  return Object.values(value.profiles).every(
    (one) => isObject(one) && typeof one.url === "string" && typeof one.token === "string",
  );
}
