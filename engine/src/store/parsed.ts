/** Returns the value of a JSON text; null for none. Its type is that of what was written. */
export function parsed(json: string | null) {
  return json === null ? null : JSON.parse(json);
}
