import { notBarred } from "@formwork/contracts/policies/templates";
import { expect } from "chai";
import { systemClock } from "../../runtime/clock.ts";
import { silentTelemetry } from "../../runtime/telemetry.ts";
import { onEachStore } from "../../testing/on-each-store.ts";
import { createSightings } from "../sightings.ts";
import { createUsers } from "../users.ts";
import { sessionTimes } from "./session-times.ts";
import { createSessions } from "./sessions.ts";

const ada = {
  id: "u1",
  email: "ada@example.org",
  role: "admin",
  createdAt: "2026-01-01T00:00:00.000Z",
  passwordHash: "hash-1",
} as const;

describe("stored sessions", () => {
  onEachStore((use) => {
    const sessions = () =>
      createSessions({
        barredFor: async () => notBarred,
        store: use(),
        users: createUsers({ store: use() }),
        clock: systemClock,
        secret: "a secret of more than thirty-two letters",
        sightings: createSightings({
          ...{ store: use(), clock: systemClock, telemetry: silentTelemetry() },
        }),
        telemetry: silentTelemetry(),
        times: sessionTimes(),
      });

    it("are good until they are closed, each by itself", async () => {
      await createUsers({ store: use() }).insertFirst(ada);
      const [one, other] = [await sessions().open(ada), await sessions().open(ada)];
      const principal = await sessions().find(one.token);
      expect(principal).to.include({ id: "u1", role: "admin", email: "ada@example.org" });
      const sessionId = principal?.sessionId ?? expect.fail("no session");
      await sessions().close(sessionId);
      await sessions().close(sessionId);
      expect(await sessions().find(one.token)).to.equal(null);
      expect(await sessions().find(other.token)).to.include({ id: "u1" });
    });
  });
});
