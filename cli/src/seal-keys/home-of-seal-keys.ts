import { join, resolve } from "node:path";
import { formworkSettings } from "@formwork/engine/runtime/settings/formwork-settings";
import { endWith } from "../exit-codes.ts";
import type { Home } from "../home.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { hasSealKeys } from "./seal-key-file.ts";

/**
 * Returns where `formwork start` keeps the keys that seal secrets; ends the command where they are a
 * setting, or nothing was started there yet.
 */
export function homeOfSealKeys({ env }: Pick<Terminal, "env">): Pick<Home, "etc"> {
  if (env.FORMWORK_SEAL_KEY)
    return endWith(
      "usage",
      `FORMWORK_SEAL_KEY is set, so the key is replaced there. ${forServices}`,
    );
  const home = resolve(
    env.FORMWORK_HOME || (formworkSettings.FORMWORK_HOME.setting.fallback ?? ""),
  );
  const place = { etc: join(home, "etc") };
  if (hasSealKeys(place)) return place;
  return endWith(
    "usage",
    `There is no etc/seal-keys below ${home}: set FORMWORK_HOME to the folder of an installation. ${forServices}`,
  );
}

const forServices = "For services, docs/secrets.md has the steps";
