import type { RunKind } from "@formwork/contracts/template";
import type { SvgIconComponent } from "@mui/icons-material";
import CodeIcon from "@mui/icons-material/DataObjectRounded";
import RemoteIcon from "@mui/icons-material/HubOutlined";
import CallIcon from "@mui/icons-material/LanguageRounded";
import CommandIcon from "@mui/icons-material/TerminalRounded";
import Box from "@mui/material/Box";

const kinds: Record<RunKind, { icon: SvgIconComponent; words: string }> = {
  http: { icon: CallIcon, words: "Calls a URL" },
  command: { icon: CommandIcon, words: "Runs a program on the worker" },
  module: { icon: CodeIcon, words: "Runs a function on the worker" },
  remote: { icon: RemoteIcon, words: "Waits for a remote worker" },
};

/** What a template does, in a few words. */
export function kindDescription(kind: RunKind): string {
  return kinds[kind].words;
}

/** The sign of what a template does. */
export function KindIcon({ kind }: { kind: RunKind }) {
  const { icon: Icon, words } = kinds[kind];
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
      title={words}
    >
      <Icon sx={{ fontSize: 20 }} titleAccess={words} />
    </Box>
  );
}
