import { createKeyRing } from "../jobs/secrets/key-ring.ts";
import { createSecrets, type Secrets } from "../jobs/secrets/secrets.ts";

/** Creates the secrets of a process with these keys, of which the first one seals. */
export function someSecrets(...keys: [string, ...string[]]): Secrets {
  return createSecrets({ ring: createKeyRing(() => keys), secret: keys[0] });
}
