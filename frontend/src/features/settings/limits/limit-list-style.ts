/** Styles of a list of limits, with a line between two of them. */
export const list = {
  ...{ m: 0, p: 0, listStyle: "none" },
  "& > li + li": { borderTop: 1, borderColor: "divider" },
} as const;

/** Styles of one of its rows: what is limited, and beside it the field. On a phone one below the other. */
export const row = {
  display: "grid",
  gap: { xs: 1.5, sm: 2 },
  gridTemplateColumns: { xs: "minmax(0, 1fr)", sm: "minmax(0, 1fr) 400px" },
  py: 2,
} as const;
