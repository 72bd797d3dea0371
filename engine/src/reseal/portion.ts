import type { KeyRing } from "../jobs/secrets/key-ring.ts";
import { keyIdsOf, type Payload } from "../jobs/secrets/seal.ts";
import type { Secrets } from "../jobs/secrets/secrets.ts";

/** What one portion found. `left`: ids of keys that are needed still; `unreadable`: what opens with none. */
type Portion = {
  looked: number;
  resealed: number;
  unreadable: number;
  left: string[];
  next: string | null;
};

/** A kind of things that hold seals, gone through in portions. */
export type SealedPlace = {
  name: string;
  portion: (params: { cursor: string | null; limit: number }) => Promise<Portion>;
};

export type SealDeps = { ring: KeyRing; secrets: Secrets };

/** Seals a payload again; `payload` is null where it stays. */
export function resealOne(
  { ring, secrets }: SealDeps,
  payload: Payload,
  owner: { ownerId: string },
): { payload: Payload | null; left: string[]; unreadable: number } {
  const resealed = secrets.reseal(payload, owner);
  const current = ring.sealing().id;
  const others = keyIdsOf(resealed ?? payload).filter((id) => id !== current);
  // What a key of the ring does not open was changed since, and no key will.
  const left = others.filter((id) => ring.find(id) === undefined);
  const { unreadable } = secrets.read(resealed ?? payload, owner);
  return { payload: resealed, left, unreadable: unreadable.length };
}
