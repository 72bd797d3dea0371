import type { SvgIconComponent } from "@mui/icons-material";
import Stack from "@mui/material/Stack";
import Typography from "@mui/material/Typography";
import type { ReactNode } from "react";

type EmptyStateProps = {
  icon: SvgIconComponent;
  title: string;
  children?: ReactNode;
  action?: ReactNode;
};

/** Says in place of the content why there is none, and what to do. */
export function EmptyState({ icon: Icon, title, children, action }: EmptyStateProps) {
  return (
    <Stack spacing={1} sx={{ alignItems: "center", textAlign: "center", px: 2, py: 8 }}>
      <Icon sx={{ fontSize: 36, color: "text.disabled" }} />
      <Typography variant="h2" component="p">
        {title}
      </Typography>
      {children !== undefined && (
        <Typography sx={{ color: "text.secondary", maxWidth: 460, overflowWrap: "anywhere" }}>
          {children}
        </Typography>
      )}
      {action !== undefined && <div style={{ paddingTop: 8 }}>{action}</div>}
    </Stack>
  );
}
