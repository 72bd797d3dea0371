/** What a text of JSON holds; null for none. Its reader knows what was written. */
export function parsed(json: string | null) {
  return json === null ? null : JSON.parse(json);
}
