import Stack from "@mui/material/Stack";
import { PasswordCard } from "./password-card.tsx";
import { SessionsCard } from "./sessions-card.tsx";

/** The page of the own account: where one is signed in, and the password. */
export function AccountPage() {
  return (
    <Stack spacing={2}>
      <SessionsCard />
      <PasswordCard />
    </Stack>
  );
}
