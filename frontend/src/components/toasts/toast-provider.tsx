import Alert from "@mui/material/Alert";
import Stack from "@mui/material/Stack";
import { type ReactNode, useCallback, useState } from "react";
import { useAutoDismiss } from "./use-auto-dismiss.ts";
import { type Toast, ToastContext } from "./use-toast.ts";

type ShownToast = Toast & { key: number };

let nextKey = 1;
const maxToasts = 4;
const errorDurationMs = 12_000;
const messageDurationMs = 7_000;

/**
 * Provides toasts: short messages at the lower edge, at most four at a time. Each closes after a few
 * seconds, but not while the pointer or the focus is on it.
 */
export function ToastProvider({ children }: { children: ReactNode }) {
  const [shown, setShown] = useState<ShownToast[]>([]);
  const show = useCallback(
    (toast: Toast) =>
      setShown((previous) => [...previous.slice(1 - maxToasts), { ...toast, key: nextKey++ }]),
    [],
  );
  const close = useCallback(
    (key: number) => setShown((previous) => previous.filter((toast) => toast.key !== key)),
    [],
  );
  return (
    <ToastContext value={show}>
      {children}
      <Stack role="status" aria-live="polite" spacing={1} sx={position}>
        {shown.map((toast) => (
          <ToastCard key={toast.key} toast={toast} onClose={() => close(toast.key)} />
        ))}
      </Stack>
    </ToastContext>
  );
}

const position = {
  position: "fixed",
  zIndex: "snackbar",
  right: { xs: 12, sm: 20 },
  left: { xs: 12, sm: "auto" },
  bottom: { xs: "calc(68px + env(safe-area-inset-bottom))", sm: 20 },
  width: { sm: 380 },
};

function ToastCard({ toast, onClose }: { toast: ShownToast; onClose: () => void }) {
  const holdHandlers = useAutoDismiss(
    onClose,
    toast.severity === "error" ? errorDurationMs : messageDurationMs,
  );
  return (
    <Alert
      severity={toast.severity ?? "info"}
      variant="standard"
      onClose={onClose}
      {...holdHandlers}
      sx={{
        bgcolor: "background.paper",
        border: 1,
        borderColor: "divider",
        boxShadow: 6,
        "& .MuiAlert-message": { flex: 1 },
      }}
    >
      <Stack direction="row" sx={{ alignItems: "center", justifyContent: "space-between", gap: 1 }}>
        <div>{toast.text}</div>
        {toast.action}
      </Stack>
    </Alert>
  );
}
