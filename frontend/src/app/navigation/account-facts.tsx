import type { User } from "@formwork/contracts/account";
import Box from "@mui/material/Box";
import Typography from "@mui/material/Typography";
import { ColorSchemeSwitch } from "../theme/color-scheme-switch.tsx";

/** Shows who is signed in, and the switch of the colour scheme. */
export function AccountFacts({ email, role }: Pick<User, "email" | "role">) {
  return (
    <>
      <Box sx={{ px: 2, pt: 1.5, pb: 1.5 }}>
        <Typography noWrap sx={{ fontWeight: 500 }}>
          {email}
        </Typography>
        <Typography variant="caption" sx={{ color: "text.secondary" }}>
          {role}
        </Typography>
      </Box>
      <Box sx={{ px: 2, pb: 1.5 }}>
        <ColorSchemeSwitch />
      </Box>
    </>
  );
}
