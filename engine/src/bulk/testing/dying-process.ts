import type { Store } from "../../store/store.ts";
import type { Table } from "../../store/table.ts";
import { actionsTable, targetsTable } from "../action-tables.ts";
import { actionsOn } from "./actions-on.ts";

/**
 * Builds a process that dies at its call number `last` of the store: before it, or after it but
 * without its reply. It makes no call afterwards.
 */
export function dyingProcess(store: Store, last: number, when: "before" | "after") {
  let calls = 0;
  function mortal<Target extends object>(target: Target): Target {
    return new Proxy(target, {
      get(_, name) {
        const call: unknown = Reflect.get(target, name);
        if (typeof call !== "function") return call;
        return (...given: unknown[]) => attempt(() => call(...given));
      },
    });
  }
  async function attempt(call: () => unknown) {
    calls++;
    if (calls > last || (calls === last && when === "before")) throw new Error("this process died");
    const reply = await call();
    if (calls >= last) throw new Error("this process died");
    return reply;
  }
  const mortalTable = <Row extends object>(table: Table<Row>) => mortal(table);
  return {
    ...actionsOn(store, {
      store: mortal(store),
      actions: mortalTable(store.table(actionsTable)),
      targets: mortalTable(store.table(targetsTable)),
    }),
    isDead: () => calls >= last,
  };
}
