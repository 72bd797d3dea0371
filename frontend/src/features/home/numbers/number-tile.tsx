import Box from "@mui/material/Box";
import { TextLink } from "../../../components/link-components.tsx";
import { Sparkline } from "../../../components/sparkline/sparkline.tsx";

type TileProps = {
  name: string;
  /** The number with its unit; null while it is not known. */
  text: string | null;
  values: readonly number[];
  /** What the line shows, in words. */
  lineText: string;
  /** Which time number and line are of. */
  span: string;
  /** The address of the list that proves the number. */
  to: string;
};

/** Shows a number with its line; it links to the jobs behind it. */
export function NumberTile({ name, text, values, lineText, span, to }: TileProps) {
  return (
    <Box component="li" sx={tile}>
      <TextLink to={to} color="inherit" className="tile-link" sx={wholeTile}>
        <Box component="span" sx={nameStyle}>
          {name}
        </Box>
        <Box component="span" sx={numberStyle}>
          {text ?? "…"}
        </Box>
      </TextLink>
      <Sparkline values={values} label={lineText} />
      <Box sx={{ color: "text.secondary", fontSize: "0.6875rem" }}>{span}</Box>
    </Box>
  );
}

const tile = {
  position: "relative",
  minWidth: 0,
  px: 2,
  py: 1.5,
  border: 1,
  borderColor: "divider",
  borderRadius: 1,
  bgcolor: "background.paper",
  "&:hover": { borderColor: "primary.main" },
  "&:has(.tile-link:focus-visible)": { outline: 2, outlineColor: "primary.main" },
} as const;
const wholeTile = {
  display: "block",
  textDecoration: "none",
  outline: "none",
  "&::after": { content: '""', position: "absolute", inset: 0 },
} as const;
const nameStyle = { display: "block", color: "text.secondary", fontSize: "0.8125rem" } as const;
const numberStyle = {
  display: "block",
  fontSize: "1.375rem",
  fontWeight: 600,
  fontVariantNumeric: "tabular-nums",
  whiteSpace: "nowrap",
} as const;
