import { type Place, secretPlaces } from "@formwork/contracts/schema/secrets/secret-places";
import { useFormRules } from "../validation/form-rules.ts";

/**
 * Returns what the schema says of secrets in the value at a path within the payload, in whatever
 * branch; null where none can be.
 */
export function useSecretPlace(path: readonly (string | number)[]): Place | null {
  const { root } = useFormRules().context;
  return path.reduce<Place | null>((place, key) => place?.below(key) ?? null, secretPlaces(root));
}
