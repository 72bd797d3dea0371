/**
 * Returns the keys of a service from its settings, the one that seals first. An installation without
 * a key that seals uses the secret of its tokens, as older versions did, and goes on reading that.
 */
export function sealKeysOf(config: {
  sealKey: string | null;
  sealKeysRead: readonly string[];
  secret: string | null;
}): string[] {
  const { sealKey, sealKeysRead, secret } = config;
  return [sealKey, secret, ...sealKeysRead].filter((key) => key !== null);
}

/** Requires a key that seals of a worker; returns the faults. */
export function sealKeyFaults(values: {
  FORMWORK_SEAL_KEY?: string | null;
  FORMWORK_TOKEN_SECRET?: string | null;
}): string[] {
  const { FORMWORK_SEAL_KEY: key, FORMWORK_TOKEN_SECRET: secret } = values;
  if (key !== null || secret !== null) return [];
  return [
    "FORMWORK_SEAL_KEY is required: a text of at least 32 characters without blanks and commas, the same for every service",
  ];
}
