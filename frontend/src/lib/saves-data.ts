/** What Chromium tells of the connection; other browsers tell nothing. */
type Connection = { saveData?: boolean; effectiveType?: string };

const slowTypes: ReadonlySet<string> = new Set(["slow-2g", "2g", "3g"]);

/** Returns true where the user wants to save data, or the connection is slow. */
export function savesData(from: object = navigator): boolean {
  // The types of the DOM do not know the Network Information API, which has no standard.
  const { connection } = from as { connection?: Connection };
  return connection?.saveData === true || slowTypes.has(connection?.effectiveType ?? "");
}
