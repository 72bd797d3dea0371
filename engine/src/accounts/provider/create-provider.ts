import { DomainError, fail } from "../../errors.ts";
import type { Clock } from "../../runtime/clock.ts";
import type { ProviderConfig } from "../../runtime/settings/provider-settings.ts";
import type { Telemetry } from "../../runtime/telemetry.ts";
import type { Table } from "../../store/table.ts";
import type { StoredUser, UserRow } from "../account-tables.ts";
import type { SignInLimits } from "../passwords/sign-in-limits.ts";
import type { Admins } from "../people/admins.ts";
import type { NewSignIn, Origin } from "../sessions/signed-in.ts";
import { linkUser } from "./link-user.ts";
import type { Callback, OpenId } from "./openid.ts";
import type { LinkFor } from "./pending-sign-ins.ts";
import type { Provider } from "./provider.ts";
import { providerUser } from "./provider-user.ts";
import type { ProviderClaims } from "./role-of-claims.ts";

type Deps = {
  users: Table<UserRow>;
  admins: Admins;
  onIdle?: ((userId: string) => void) | undefined;
  limits: SignInLimits;
  clock: Clock;
  telemetry: Telemetry;
  secret: string;
  /** Opens a session. */
  open: (user: StoredUser, from: Origin) => Promise<NewSignIn>;
};

/** Joins the verbs of signing in with the provider that the settings name, if they name one. */
export function createProvider(deps: Deps, config: ProviderConfig | null): Provider {
  return config === null
    ? { name: null, begin: noProvider, finish: noProvider, link: noProvider }
    : ofConfig(deps, config);
}

async function noProvider(): Promise<never> {
  return fail("not-found", "No OpenID provider is set (FORMWORK_OIDC_ISSUER)");
}

function ofConfig(deps: Deps, config: ProviderConfig): Provider {
  const { limits, clock, telemetry } = deps;
  let libraries: ReturnType<typeof load> | undefined;

  /** Loads the libraries of the protocol and of sealed cookies, with the first sign-in. */
  async function load() {
    const [{ createOpenId }, { faultOfSignIn }, { createPendingSignIns }] = await Promise.all([
      import("./openid.ts"),
      import("./fault-of-sign-in.ts"),
      import("./pending-sign-ins.ts"),
    ]);
    const openId = createOpenId(config, { now: clock.monotonic });
    return { openId, faultOfSignIn, pendings: createPendingSignIns(deps) };
  }

  function loaded() {
    libraries ??= load();
    return libraries;
  }

  /** Does what talks to the provider; says in words what went wrong, and in the log why. */
  async function talk<Result>(work: (openId: OpenId) => Promise<Result>): Promise<Result> {
    const { openId, faultOfSignIn } = await loaded();
    return work(openId).catch((error: unknown) => {
      const { code, message, reason } = faultOfSignIn(error, config.name);
      telemetry.log.warn("account.provider-failed", { code, reason });
      throw new DomainError(code, message);
    });
  }
  /**
   * Returns what the provider says of who came back to this browser. `isOwn` tells whether what was
   * begun is what is being finished.
   */
  async function comeBack(
    { redirectUri, parameters, pending: tokens }: Callback & { pending: readonly string[] },
    isOwn: (link: LinkFor | undefined) => boolean,
  ): Promise<ProviderClaims> {
    const { pendings } = await loaded();
    const pending = await pendings.open(tokens);
    if (pending === null || !isOwn(pending.link))
      return fail(
        "sign-in-failed",
        "This sign-in did not begin in this browser, or took longer than ten minutes. Begin again",
      );
    return talk((openId) => openId.finish({ redirectUri, parameters }, pending));
  }
  return {
    name: config.name,
    async begin({ redirectUri, address, link }) {
      const tries = await limits.takeAddress(address);
      const { url, pending } = await talk((openId) => openId.begin(redirectUri, link));
      await tries.putBack();
      const { pendings } = await loaded();
      return { url, pending: await pendings.seal(pending) };
    },
    async finish({ redirectUri, parameters, pending, ...from }) {
      const tries = await limits.takeAddress(from.address);
      const callback = { redirectUri, parameters, pending };
      const claims = await comeBack(callback, (link) => link === undefined);
      await from.intend?.();
      const user = await providerUser({ ...deps, config, now: clock.now() }, claims);
      await tries.putBack();
      telemetry.log.info("account.signed-in", { userId: user.id, address: from.address });
      return deps.open(user, from);
    },
    async link({ principal: { id, sessionId }, address, ...callback }) {
      const tries = await limits.takeAddress(address);
      const claims = await comeBack(
        callback,
        (link) => link?.userId === id && link.sessionId === sessionId,
      );
      await linkUser({ ...deps, config }, id, claims);
      await tries.putBack();
      telemetry.log.info("account.linked", { userId: id, address });
    },
  };
}
