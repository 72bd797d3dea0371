import Alert from "@mui/material/Alert";
import Button from "@mui/material/Button";
import Divider from "@mui/material/Divider";
import { useMutation } from "@tanstack/react-query";
import { client } from "../../../lib/api/client.ts";
import { formError } from "../form-error.ts";
import { returnPlace } from "./return-place.ts";

/** Leads to the OpenID provider, and from there back to the page that asked for the sign-in. */
export function ProviderButton({ name, returnTo }: { name: string; returnTo: string | null }) {
  const begin = useMutation({
    mutationFn: () => client.call("auth.provider-begin"),
    onSuccess({ url }) {
      returnPlace.keep(returnTo);
      window.location.assign(url);
    },
  });
  const message = formError(begin.error);
  return (
    <>
      {message !== null && (
        <Alert severity="error" sx={{ mb: 2 }}>
          {message}
        </Alert>
      )}
      <Button
        fullWidth
        variant="outlined"
        size="medium"
        loading={begin.isPending || begin.isSuccess}
        onClick={() => begin.mutate()}
        sx={{ overflowWrap: "anywhere" }}
      >
        Sign in with {name}
      </Button>
      <Divider sx={{ my: 2, color: "text.secondary", typography: "body2" }}>or</Divider>
    </>
  );
}
