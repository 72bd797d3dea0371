import Link from "@mui/material/Link";

const style = {
  position: "absolute",
  left: 12,
  top: -60,
  zIndex: "tooltip",
  bgcolor: "background.paper",
  px: 2,
  py: 1,
  borderRadius: 1,
  border: 1,
  borderColor: "divider",
  "&:focus": { top: 12 },
};

/** Lets keyboard users skip the navigation; visible only while it has the focus. */
export function SkipLink() {
  return (
    <Link href="#main" sx={style}>
      Skip to the page
    </Link>
  );
}
