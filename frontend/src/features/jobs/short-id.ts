/** The end of an id: ids sort by creation, so their beginnings are alike. */
export function shortId(id: string): string {
  return id.length <= 8 ? id : id.slice(-8);
}
