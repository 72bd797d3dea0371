import { systemClock } from "@formwork/engine/runtime/clock";
import { createSqliteStore } from "@formwork/engine/store/sqlite/sqlite";
import type { Store } from "@formwork/engine/store/store";
import { expect } from "chai";
import type { Guard } from "./without-guard.ts";

/** Tries a deed with some guards taken away; resolves with "accepted" where it was not refused. */
type Attack = (guards: readonly Guard[]) => Promise<string>;

/** Gives each test of the surrounding suite an empty store for attacks on accounts. */
export function accountAttacks() {
  let store: Store;
  async function openNew(): Promise<void> {
    store = createSqliteStore({ path: ":memory:", clock: systemClock });
    await store.open();
  }
  beforeEach(openNew);
  afterEach(() => store.close());
  return {
    store: () => store,
    /** Makes a test that runs an attack without a guard, where it succeeds, and with it. */
    bites(guard: Guard, attack: Attack) {
      return async () => {
        expect(await attack([guard]), "without").to.equal("accepted");
        await store.close();
        await openNew();
        expect(await attack([]), "with").to.not.equal("accepted");
      };
    },
  };
}
