import type { AlertColor } from "@mui/material/Alert";
import { createContext, type ReactNode, useContext } from "react";

/** A short message; `info` unless a severity is given. */
export type Toast = { text: ReactNode; severity?: AlertColor; action?: ReactNode };

/** Carries the function that shows a toast; outside `ToastProvider` it does nothing. */
export const ToastContext = createContext<(toast: Toast) => void>(() => {});

/** Returns the function that shows a toast. */
export function useToast(): (toast: Toast) => void {
  return useContext(ToastContext);
}
