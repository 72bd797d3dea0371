type TemporalApi = typeof import("temporal-polyfill").Temporal;

/**
 * The Temporal API: the browser's own, or a polyfill of 19 kB that is fetched only where the
 * browser has none.
 */
export const Temporal: TemporalApi =
  (globalThis as { Temporal?: TemporalApi }).Temporal ??
  (await import("temporal-polyfill/implementation")).Temporal;
