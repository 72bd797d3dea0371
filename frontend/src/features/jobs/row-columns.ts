/** The columns of the list in a wide window, shared by its head and its rows. */
export const columns = { md: "124px minmax(220px, 2fr) minmax(150px, 1.4fr) 72px 150px 96px 40px" };

/** What row and head have in common. */
export const rowGrid = { display: "grid", gridTemplateColumns: columns, columnGap: 2, alignItems: "center", px: { xs: 2, sm: 3 } } as const;
