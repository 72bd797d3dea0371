import type { Payload } from "@formwork/contracts/schema/payload";
import { pointerKeys } from "@formwork/contracts/schema/pointer";

const cover = "••••••";

/**
 * The payload with the texts at `pointers` covered; `*` stands for every item or key. For the eye
 * only, never for sending.
 */
export function maskSecrets(payload: Payload, pointers: readonly string[]): Payload {
  // An object stays an object: what is covered are texts inside it.
  return pointers.reduce<unknown>(
    (masked, pointer) => mask(masked, pointerKeys(pointer)),
    payload,
  ) as Payload;
}

function mask(value: unknown, [key, ...rest]: string[]): unknown {
  if (key === undefined) return typeof value === "string" && value !== "" ? cover : value;
  if (Array.isArray(value))
    return value.map((item, index) =>
      key === "*" || key === String(index) ? mask(item, rest) : item,
    );
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [
      name,
      key === "*" || key === name ? mask(item, rest) : item,
    ]),
  );
}
