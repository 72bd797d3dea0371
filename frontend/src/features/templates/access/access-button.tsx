import Link from "@mui/material/Link";
import { useState } from "react";
import { lazyPart } from "../../../components/lazy/lazy-part.tsx";

const AccessDialog = lazyPart(async () => (await import("./access-dialog.tsx")).AccessDialog, 0);

/** Opens the dialog that says who may see and run a template. */
export function AccessButton({ name, title }: { name: string; title: string }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Link
        component="button"
        type="button"
        color="inherit"
        aria-haspopup="dialog"
        onClick={() => setOpen(true)}
        sx={{ font: "inherit", verticalAlign: "baseline" }}
      >
        Access
      </Link>
      {isOpen && <AccessDialog {...{ name, title }} onClose={() => setOpen(false)} />}
    </>
  );
}
