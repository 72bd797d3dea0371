import type { RunKind } from "@formwork/contracts/run";
import type { SvgIconComponent } from "@mui/icons-material";
import CodeIcon from "@mui/icons-material/DataObjectRounded";
import RemoteIcon from "@mui/icons-material/HubOutlined";
import CallIcon from "@mui/icons-material/LanguageRounded";
import CommandIcon from "@mui/icons-material/TerminalRounded";
import Box from "@mui/material/Box";

const kinds: Record<RunKind, { icon: SvgIconComponent; description: string }> = {
  http: { icon: CallIcon, description: "Calls a URL" },
  command: { icon: CommandIcon, description: "Runs a program on the worker" },
  module: { icon: CodeIcon, description: "Runs a function on the worker" },
  remote: { icon: RemoteIcon, description: "Run by a program elsewhere" },
};

/** Describes how a template runs its jobs, in a few words. */
export function kindDescription(kind: RunKind): string {
  return kinds[kind].description;
}

/** Shows the icon of how a template runs its jobs. */
export function KindIcon({ kind }: { kind: RunKind }) {
  const { icon: Icon, description } = kinds[kind];
  return (
    <Box
      sx={{
        display: "grid",
        placeItems: "center",
        width: 36,
        height: 36,
        flex: "none",
        borderRadius: 1,
        color: "primary.main",
        bgcolor: "action.hover",
      }}
      title={description}
    >
      <Icon sx={{ fontSize: 20 }} titleAccess={description} />
    </Box>
  );
}
