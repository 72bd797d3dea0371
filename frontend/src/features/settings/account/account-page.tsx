import Stack from "@mui/material/Stack";
import { PasswordCard } from "./password-card.tsx";
import { ProviderCard } from "./provider-card.tsx";
import { SessionsCard } from "./sessions-card.tsx";

/** The page of the own account: where one is signed in, the password, and the link to a provider. */
export function AccountPage() {
  return (
    <Stack spacing={2}>
      <SessionsCard />
      <PasswordCard />
      <ProviderCard />
    </Stack>
  );
}
