import Alert from "@mui/material/Alert";
import Box from "@mui/material/Box";
import TextField from "@mui/material/TextField";
import Typography from "@mui/material/Typography";
import { type FormEvent, useState } from "react";
import { Card } from "../../../components/cards/card.tsx";
import { WaitButton } from "../../../components/wait-button.tsx";
import { refusalText } from "../../../lib/api/errors/problem-text.ts";
import { useMe } from "../../../lib/api/people/use-me.ts";
import { useConnect, useProviderName } from "./use-provider-link.ts";

/** Lets the user sign in with the OpenID provider as well; there is no card where none is set. */
export function ProviderCard() {
  const name = useProviderName();
  const me = useMe().data;
  if (name === null || !me) return null;
  return (
    <Card title={`Sign in with ${name}`}>
      {me.linked ? (
        <Typography variant="body2" color="text.secondary">
          Connected: you may sign in with {name}. Your role is then what {name} says. An admin can
          remove the connection.
        </Typography>
      ) : (
        <Connect name={name} email={me.email} />
      )}
    </Card>
  );
}

/** A session alone connects nothing: somebody else may have found it open. */
function Connect({ name, email }: { name: string; email: string }) {
  const [current, setCurrent] = useState("");
  const connect = useConnect();
  function submit(event: FormEvent) {
    event.preventDefault();
    connect.mutate(current);
  }
  return (
    <Box component="form" noValidate onSubmit={submit} sx={form}>
      <Typography variant="body2" color="text.secondary">
        Connect your account at {name}, and sign in with either. Your role is then what {name} says
        at each sign-in with it.
      </Typography>
      {connect.isError && <Alert severity="error">{refusalText(connect.error).detail}</Alert>}
      {/* Tells a password manager whose password it is. */}
      <input type="text" name="username" autoComplete="username" value={email} readOnly hidden />
      <TextField
        type="password"
        value={current}
        onChange={({ target }) => setCurrent(target.value)}
        label="Your password"
        slotProps={{ htmlInput: { autoComplete: "current-password", maxLength: 256 } }}
      />
      <div>
        <WaitButton
          error={connect.error}
          type="submit"
          variant="outlined"
          disabled={current === ""}
          loading={connect.isPending || connect.isSuccess}
        >
          Connect {name}
        </WaitButton>
      </div>
    </Box>
  );
}

const form = { display: "grid", gap: 2, maxWidth: 380, pt: 1 } as const;
