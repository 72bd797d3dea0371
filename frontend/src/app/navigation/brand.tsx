import Box from "@mui/material/Box";
import { Link } from "react-router";
import icon from "../../components/icon.svg";
import { paths } from "../../lib/paths.ts";

/** Shows icon and name of the product as a link to the home page. */
export function Brand({ hideName = "none" }: { hideName?: "none" | "rail" }) {
  return (
    <Box
      component={Link}
      to={paths.home}
      aria-label="Formwork, home"
      sx={{
        display: "flex",
        alignItems: "center",
        gap: 1.25,
        color: "text.primary",
        textDecoration: "none",
        fontWeight: 650,
        fontSize: "0.9375rem",
        letterSpacing: "-0.01em",
      }}
    >
      <img src={icon} alt="" width={24} height={24} />
      <Box
        component="span"
        sx={hideName === "rail" ? { display: { sm: "none", lg: "inline" } } : {}}
      >
        Formwork
      </Box>
    </Box>
  );
}
