import type { Payload } from "@formwork/contracts/schema/payload";
import { pointerKeys } from "@formwork/contracts/schema/pointer";

const mask = "••••••";

/**
 * Replaces the texts at `pointers` by a mask; `*` stands for every item or key. The result is for
 * display, not for sending.
 */
export function maskSecrets(payload: Payload, pointers: readonly string[]): Payload {
  // Only texts inside the object are replaced, so it is still a payload.
  return pointers.reduce<unknown>(
    (masked, pointer) => maskPath(masked, pointerKeys(pointer)),
    payload,
  ) as Payload;
}

function maskPath(value: unknown, [key, ...rest]: string[]): unknown {
  if (key === undefined) return typeof value === "string" && value !== "" ? mask : value;
  if (Array.isArray(value))
    return value.map((item, index) =>
      key === "*" || key === String(index) ? maskPath(item, rest) : item,
    );
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [
      name,
      key === "*" || key === name ? maskPath(item, rest) : item,
    ]),
  );
}
