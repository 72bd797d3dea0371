/** Rules across settings, each answering its faults. A service follows those that concern it. */

/** The first admin is given whole, or not at all. */
export function wholeAdmin(values: {
  FORMWORK_ADMIN_EMAIL: string | null;
  FORMWORK_ADMIN_PASSWORD: string | null;
}): string[] {
  const isWhole =
    (values.FORMWORK_ADMIN_EMAIL === null) === (values.FORMWORK_ADMIN_PASSWORD === null);
  return isWhole
    ? []
    : ["FORMWORK_ADMIN_EMAIL and FORMWORK_ADMIN_PASSWORD are given together or not at all"];
}

/** Shorter ones would cost more than they save. */
export function soundLeases(values: {
  FORMWORK_LEASE: number;
  FORMWORK_RESCUE_INTERVAL: number;
}): string[] {
  return [
    ...(values.FORMWORK_LEASE < 1000 ? ["FORMWORK_LEASE has to be at least 1s"] : []),
    ...(values.FORMWORK_RESCUE_INTERVAL < 100
      ? ["FORMWORK_RESCUE_INTERVAL has to be at least 100ms"]
      : []),
  ];
}

/** A service of its own needs a store that other processes reach. */
export function sharedStore({ FORMWORK_STORE: url }: { FORMWORK_STORE: string }): string[] {
  if (!url.startsWith("sqlite:")) return [];
  return [
    "FORMWORK_STORE has to be mongodb://… for a service of its own; SQLite is for `formwork start`, which is one process",
  ];
}

/** A service of its own needs a bus that other processes reach. */
export function sharedBus({ FORMWORK_BUS: url }: { FORMWORK_BUS: string }): string[] {
  if (url !== "local:") return [];
  return [
    "FORMWORK_BUS has to be amqp://… for a service of its own; local: is for `formwork start`, which is one process",
  ];
}

/** Services of their own cannot make up a secret: it has to be the same for all of them. */
export function sharedSecret({
  FORMWORK_TOKEN_SECRET: secret,
}: {
  FORMWORK_TOKEN_SECRET: string | null;
}): string[] {
  return secret === null
    ? [
        "FORMWORK_TOKEN_SECRET is required: a text of at least 32 characters, the same for every service",
      ]
    : [];
}
