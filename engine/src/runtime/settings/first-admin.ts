/** The account that the settings name, made at start instead of by the set-up link. */
export type FirstAdmin = { email: string; password: string };

/** Requires both settings of the first admin, or neither; returns the faults. */
export function adminFaults(values: {
  FORMWORK_ADMIN_EMAIL?: string | null;
  FORMWORK_ADMIN_PASSWORD?: string | null;
}): string[] {
  const { FORMWORK_ADMIN_EMAIL: email, FORMWORK_ADMIN_PASSWORD: password } = values;
  if (email === undefined || password === undefined) return [];
  return (email === null) === (password === null)
    ? []
    : ["FORMWORK_ADMIN_EMAIL and FORMWORK_ADMIN_PASSWORD are given together or not at all"];
}

/** Returns the first admin of a config, or null where the settings name none. */
export function firstAdmin(config: {
  adminEmail: string | null;
  adminPassword: string | null;
}): FirstAdmin | null {
  const { adminEmail: email, adminPassword: password } = config;
  return email === null || password === null ? null : { email, password };
}
