import { sealKeysOf } from "@formwork/engine/runtime/settings/seal-keys";
import type { StartConfig } from "../config.ts";
import { type Home, hasTokenSecret, tokenSecret } from "../home.ts";
import { hasSealKeys, makeSealKeys, readSealKeys } from "./seal-key-file.ts";

/**
 * Returns the secret of tokens and what reads the keys that seal secrets: those of the settings, or
 * of the file, which the first start makes. Older versions sealed with the secret of tokens, so that
 * stays among the keys that open.
 */
export function startKeys(
  home: Home,
  settings: Pick<StartConfig, "secret" | "sealKey" | "sealKeysRead">,
): { secret: string; sealKeys: () => string[] } {
  const { sealKey, sealKeysRead } = settings;
  const hadSecret = settings.secret !== null || hasTokenSecret(home);
  const secret = settings.secret ?? tokenSecret(home);
  const given = sealKeysOf({ sealKey, sealKeysRead, secret });
  if (sealKey !== null)
    return { secret, sealKeys: () => [...given, ...(hasSealKeys(home) ? readSealKeys(home) : [])] };
  makeSealKeys(home, hadSecret ? [secret] : []);
  return { secret, sealKeys: () => [...readSealKeys(home), ...sealKeysRead] };
}
