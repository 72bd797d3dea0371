import { once } from "node:events";
import { type ClientRequest, get } from "node:http";
import {
  accountsOn,
  ada,
  codeOf,
  setUpAda,
} from "../../../engine/src/accounts/testing/accounts-on.ts";
import { ratesOn } from "../../../engine/src/rates/testing/rates-on.ts";
import type { SocketLimits } from "../../../notifier/src/socket-limits.ts";
import type { GatewayUnderTest } from "../../../notifier/src/testing/a-gateway.ts";
import type { RunningApp } from "../../../scheduler/src/testing/start-app.ts";
import { accountAttacks } from "../../support/account-attacks.ts";
import { type Guard, importWithout } from "../../support/without-guard.ts";

type Gateway = typeof import("../../../notifier/src/testing/a-gateway.ts");
type App = typeof import("../../../scheduler/src/testing/start-app.ts");
type Create = typeof import("../../../engine/src/rates/create-rates.ts");
type Accounts = typeof import("../../../engine/src/accounts/create-accounts.ts");

const accepted = (statuses: number[]) => (statuses.includes(429) ? "refused" : "accepted");

describe("a guard of limits", () => {
  const { store, bites } = accountAttacks();

  it(
    "counts guesses of a password over all processes",
    bites(
      {
        file: "engine/src/rates/create-rates.ts",
        find: "createSharedBucket({ id, rows, now })",
        replace: "createSharedBucket({ id: id + Math.random(), rows, now })",
      },
      async (guards) => {
        const { createRates } = await importWithout<Create>(
          "engine/src/rates/create-rates.ts",
          guards,
        );
        const { createAccounts } = await importWithout<Accounts>(
          "engine/src/accounts/create-accounts.ts",
          [],
        );
        const aProcess = () =>
          accountsOn(store(), (deps) =>
            createAccounts({
              ...deps,
              rates: ratesOn(store(), { now: deps.clock.now, create: createRates }),
            }),
          ).accounts;
        const processes = [aProcess(), aProcess()];
        if (processes[0] !== undefined) await setUpAda(processes[0]);
        const guess = { ...ada, password: "a wrong password" };
        const codes = await Promise.all(
          processes.flatMap(({ signIn }) => Array.from({ length: 8 }, () => codeOf(signIn(guess)))),
        );
        return codes.includes("too-many-requests") ? "refused" : "accepted";
      },
    ),
  );

  /** Makes an attack on a server that may lack guards, under some limits. */
  function onServer(limits: object, attack: (app: RunningApp) => Promise<string>) {
    return async (guards: readonly Guard[]) => {
      const { startApp } = await importWithout<App>("scheduler/src/testing/start-app.ts", guards);
      const app = await startApp();
      try {
        await app.ask("/api/v1/settings/limits", { method: "PUT", body: limits });
        return await attack(app);
      } finally {
        await app.stop();
      }
    };
  }
  const aJob = { template: "echo", payload: { text: "x" } };

  it(
    "refuses a flood of submits",
    bites(
      {
        file: "scheduler/src/http/mount.ts",
        find: "        limitCalls(deps.engine, row),\n",
        replace: "",
      },
      onServer({ submitsPerMinute: 5 }, async ({ ask }) => {
        const submit = () => ask("/api/v1/jobs", { method: "POST", body: aJob });
        return accepted(
          (await Promise.all(Array.from({ length: 9 }, submit))).map(({ status }) => status),
        );
      }),
    ),
  );

  it(
    "counts every job of a batch",
    bites(
      {
        file: "scheduler/src/http/request/limit-calls.ts",
        find: "Array.isArray(said) ? said.length : Number(said)",
        replace: "1",
      },
      onServer({ submitsPerMinute: 5 }, async ({ ask }) => {
        const body = { jobs: Array.from({ length: 20 }, () => aJob) };
        const submit = () => ask("/api/v1/jobs/batch", { method: "POST", body });
        return accepted([(await submit()).status, (await submit()).status]);
      }),
    ),
  );

  it(
    "refuses who tries token after token",
    bites(
      {
        file: "scheduler/src/http/mount.ts",
        find: "        limitStrangers(deps.engine),\n",
        replace: "",
      },
      onServer({ requestsPerMinute: 5 }, async ({ ask }) => {
        const guess = (_: unknown, n: number) => ask("/api/v1/jobs", { token: `guess-${n}` });
        return accepted(
          (await Promise.all(Array.from({ length: 9 }, guess))).map(({ status }) => status),
        );
      }),
    ),
  );

  it(
    "believes no address that a caller names itself",
    bites(
      { file: "scheduler/src/app.ts", find: "proxy: proxies > 0", replace: "proxy: true" },
      onServer({ requestsPerMinute: 3 }, async ({ ask }) => {
        const statuses = [];
        for (let n = 0; n < 6; n++) {
          const headers = { "x-forwarded-for": `192.0.2.${n}` };
          statuses.push((await ask("/api/v1/setup", { token: null, headers })).status);
        }
        return accepted(statuses);
      }),
    ),
  );

  it(
    "bounds the streams that a caller has open",
    bites(
      {
        file: "scheduler/src/http/request/limit-streams.ts",
        find: "if (!quota.acquire(owner))",
        replace: "if (!quota.acquire(String(Math.random())))",
      },
      onServer({ subscriptionsPerMinute: null }, async ({ ask, url, token }) => {
        const { json } = await ask("/api/v1/jobs", { method: "POST", body: aJob });
        const open: ClientRequest[] = [];
        const openStream = async () => {
          const request = get(`${url}/api/v1/jobs/${json.id}/logs/stream`, {
            ...{ headers: { authorization: `Bearer ${token}` }, agent: false },
          });
          open.push(request.on("error", () => undefined));
          const [response] = await once(request, "response");
          return response.resume().statusCode;
        };
        const statuses = await Promise.all(Array.from({ length: 55 }, openStream));
        for (const request of open) request.destroy();
        return accepted(statuses);
      }),
    ),
  );

  /** Makes an attack on a gateway of sockets that may lack guards. */
  function onGateway(
    limits: Partial<SocketLimits>,
    attack: (gateway: GatewayUnderTest) => Promise<string>,
  ) {
    return async (guards: readonly Guard[]) => {
      const { startGateway } = await importWithout<Gateway>(
        "notifier/src/testing/a-gateway.ts",
        guards,
      );
      const gateway = await startGateway(limits);
      try {
        return await attack(gateway);
      } finally {
        await gateway.dispose();
      }
    };
  }

  it(
    "bounds the sockets of a user",
    bites(
      {
        file: "notifier/src/entrance/handshake.ts",
        find: "if (!quota.acquire(principal.id))",
        replace: "if (!quota.acquire(String(Math.random())))",
      },
      onGateway({}, (gateway) =>
        Promise.all(Array.from({ length: 21 }, () => gateway.connect())).then(
          () => "accepted",
          () => "refused",
        ),
      ),
    ),
  );

  it(
    "bounds the sockets that a user opens in a minute",
    bites(
      {
        file: "notifier/src/entrance/handshake.ts",
        find: "if (!rate.take(principal.id))",
        replace: "if (!rate.take(String(Math.random())))",
      },
      onGateway({ connectsPerMinute: 5 }, async (gateway) => {
        for (let n = 0; n < 15; n++) {
          const refused = await gateway.connect().then(
            ({ socket }) => void socket.disconnect(),
            () => true,
          );
          if (refused === true) return "refused";
        }
        return "accepted";
      }),
    ),
  );

  it(
    "bounds the messages of a socket",
    bites(
      {
        file: "notifier/src/client/handle-messages.ts",
        find: "if (bucket.take(clock.monotonic()))",
        replace: "if (bucket.take(0, 0))",
      },
      onGateway({}, async (gateway) => {
        const { subscribe } = await gateway.connect();
        const replies = await Promise.all(Array.from({ length: 90 }, () => subscribe(["jobs"])));
        return replies.every(({ ok }) => ok) ? "accepted" : "refused";
      }),
    ),
  );
});
