import Alert, { type AlertColor } from "@mui/material/Alert";
import Stack from "@mui/material/Stack";
import { createContext, type ReactNode, useCallback, useContext, useState } from "react";
import { useAutoDismiss } from "./use-auto-dismiss.ts";

export type Toast = { text: ReactNode; severity?: AlertColor; action?: ReactNode };
type Shown = Toast & { key: number };

const ToastContext = createContext<(toast: Toast) => void>(() => {});
let nextKey = 1;

/**
 * Shows short messages at the lower edge: at most four, each for a few seconds unless the pointer
 * or the focus is on it.
 */
export function ToastProvider({ children }: { children: ReactNode }) {
  const [shown, setShown] = useState<Shown[]>([]);
  const show = useCallback(
    (toast: Toast) => setShown((before) => [...before.slice(-3), { ...toast, key: nextKey++ }]),
    [],
  );
  const close = useCallback(
    (key: number) => setShown((before) => before.filter((toast) => toast.key !== key)),
    [],
  );
  return (
    <ToastContext value={show}>
      {children}
      <Stack role="status" aria-live="polite" spacing={1} sx={place}>
        {shown.map((toast) => (
          <ToastCard key={toast.key} toast={toast} onClose={() => close(toast.key)} />
        ))}
      </Stack>
    </ToastContext>
  );
}

/** Gives the function that shows a toast. */
export function useToast(): (toast: Toast) => void {
  return useContext(ToastContext);
}

const place = {
  position: "fixed",
  zIndex: "snackbar",
  right: { xs: 12, sm: 20 },
  left: { xs: 12, sm: "auto" },
  bottom: { xs: "calc(68px + env(safe-area-inset-bottom))", sm: 20 },
  width: { sm: 380 },
};

function ToastCard({ toast, onClose }: { toast: Shown; onClose: () => void }) {
  const hold = useAutoDismiss(onClose, toast.severity === "error" ? 12_000 : 7_000);
  return (
    <Alert
      severity={toast.severity ?? "info"}
      variant="standard"
      onClose={onClose}
      {...hold}
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
