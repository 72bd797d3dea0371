import Box from "@mui/material/Box";
import { getUiOptions, type ObjectFieldTemplateProps } from "@rjsf/utils";

/** Hides a cell whose field is hidden, so that it leaves no gap. */
const hideIfEmpty = { "&:has(> [hidden]:only-child)": { display: "none" } };

/** The number of columns, of twelve, that a field spans by its `ui:width`. */
const spans: Record<string, number> = { half: 6, third: 4, "two-thirds": 8, quarter: 3 };

/** Lays out the fields of an object on a grid of twelve columns; on a phone each spans all. */
export function ObjectTemplate({ properties, uiSchema }: ObjectFieldTemplateProps) {
  if (properties.length === 0) return null;
  return (
    <Box
      sx={{
        display: "grid",
        gridTemplateColumns: "repeat(12, minmax(0, 1fr))",
        columnGap: 2,
        rowGap: 2.5,
      }}
    >
      {properties.map(({ name, content, hidden }) => (
        <Box
          key={name}
          hidden={hidden}
          sx={{
            ...hideIfEmpty,
            gridColumn: { xs: "span 12", sm: `span ${spanOf(uiSchema?.[name])}` },
            minWidth: 0,
          }}
        >
          {content}
        </Box>
      ))}
    </Box>
  );
}

function spanOf(uiSchema: ObjectFieldTemplateProps["uiSchema"]): number {
  const { width } = getUiOptions(uiSchema);
  return spans[String(width)] ?? 12;
}
