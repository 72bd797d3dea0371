import Alert from "@mui/material/Alert";
import Button from "@mui/material/Button";
import type { RunSource } from "./use-run-source.ts";

type VersionNoticeProps = Pick<RunSource, "template" | "newest" | "origin"> & {
  onUseNewest: () => void;
};

/** Says that the form shows an older version, which is the one that will run, and offers the newest. */
export function VersionNotice({ template, newest, origin, onUseNewest }: VersionNoticeProps) {
  if (template.version >= newest) return null;
  const isOfOrigin = origin?.template.version === template.version;
  return (
    <Alert
      severity="info"
      sx={{
        mb: 2.5,
        flexWrap: { xs: "wrap", sm: "nowrap" },
        "& .MuiAlert-message": { flex: 1, minWidth: 0 },
        "& .MuiAlert-action": { flexBasis: { xs: "100%", sm: "auto" }, justifyContent: "end" },
      }}
      action={
        <Button color="inherit" size="small" onClick={onUseNewest} sx={{ whiteSpace: "nowrap" }}>
          Use version {newest}
        </Button>
      }
    >
      Version {template.version}, the newest is {newest}.{" "}
      {isOfOrigin ? "The job was made with this one, and will run with it again." : null}
    </Alert>
  );
}
