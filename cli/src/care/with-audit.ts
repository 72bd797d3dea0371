import { hostname, userInfo } from "node:os";
import type { Audit } from "@formwork/engine/audit/audit";
import { createAudit } from "@formwork/engine/audit/create-audit";
import { type About, systemDraft } from "@formwork/engine/audit/system-draft";
import { systemClock as clock } from "@formwork/engine/runtime/clock";
import { createTelemetry } from "@formwork/engine/runtime/telemetry";
import { createStore } from "@formwork/engine/store/create-store";
import type { Store } from "@formwork/engine/store/store";

/** What a command does with a store that it opens itself: it records each change that it makes. */
type Opened = { store: Store; record: (action: string, about: About) => Promise<void> };

/** Opens the store at `url`, gives it to `use`, and closes it; `file` is that of SQLite. */
export async function withAudit<Value>(
  { url, file }: { url: string; file: string },
  use: (opened: Opened) => Promise<Value>,
): Promise<Value> {
  const telemetry = createTelemetry({ level: "error", service: "cli" });
  const store = await createStore({ url, file, clock, telemetry });
  let audit: Audit | undefined;
  await store.open();
  try {
    const log = createAudit({ store, telemetry });
    audit = log;
    const record = (action: string, about: About) =>
      log.record({ ...systemDraft(action, about), actor: systemActor() });
    return await use({ store, record });
  } finally {
    await audit?.stop();
    await store.close();
  }
}

/** Names who runs this command, as far as the machine knows: no one has signed in. */
function systemActor(): string {
  return `system user ${nameOfUser()} on ${hostname()}`;
}

/** Users of containers need not have a name. */
function nameOfUser(): string {
  try {
    return userInfo().username;
  } catch {
    return String(process.getuid?.() ?? "unknown");
  }
}
