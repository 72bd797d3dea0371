/** The columns of the list in a wide window, shared by its head and its rows. */
export const columns = { md: "124px minmax(220px, 2.2fr) minmax(130px, 1fr) 84px 150px 96px 40px" };

/** What row and head have in common. */
export const rowGrid = { display: "grid", gridTemplateColumns: columns, columnGap: 2, alignItems: "center", px: { xs: 2, sm: 3 } } as const;
