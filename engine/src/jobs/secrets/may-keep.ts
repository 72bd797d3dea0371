import type { KeptSecrets } from "@formwork/contracts/schema/secrets/kept-secrets";
import type { GivenSecret } from "./secrets.ts";

/**
 * The secrets of a stored payload by their handles, with their value where another payload may be
 * made with them, or else with the reason why not.
 */
export type MayKeep = Map<string, KeptSecrets[string] & { givenBy: string }>;

/**
 * Returns which secrets a principal may keep. Who gave a secret may use it with other values. All
 * others may only run the same again: with another address beside it, it would be told to whoever
 * listens there.
 */
export function mayKeep(
  stored: ReadonlyMap<string, GivenSecret>,
  { principalId, isUnchanged }: { principalId: string; isUnchanged: boolean },
): MayKeep {
  return new Map(
    [...stored].map(([handle, secret]) => [
      handle,
      isUnchanged || secret.givenBy === principalId
        ? secret
        : { givenBy: secret.givenBy, fault: foreign },
    ]),
  );
}

const foreign =
  "was given by somebody else and is kept only in an unchanged run; type this secret again";
