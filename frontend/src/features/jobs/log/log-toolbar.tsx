import type { Job, LogLine } from "@formwork/contracts/job";
import AccessTime from "@mui/icons-material/AccessTime";
import FileDownloadOutlined from "@mui/icons-material/FileDownloadOutlined";
import Box from "@mui/material/Box";
import IconButton from "@mui/material/IconButton";
import InputBase from "@mui/material/InputBase";
import NativeSelect from "@mui/material/NativeSelect";
import Tooltip from "@mui/material/Tooltip";
import { useState } from "react";
import { useToast } from "../../../components/toasts/use-toast.ts";
import { problemText } from "../../../lib/api/errors/problem-text.ts";
import { downloadText } from "../../../lib/download.ts";
import { logAsText } from "./log-lines.ts";

type ToolbarProps = {
  job: Job;
  isEmpty: boolean;
  /** Resolves with the whole log. */
  readAll: () => Promise<readonly LogLine[]>;
  search: string;
  onSearch: (search: string) => void;
  attempt: number | null;
  onAttempt: (attempt: number | null) => void;
  times: boolean;
  onTimes: (times: boolean) => void;
};

/** Holds the search, the choice of attempt, the switch for times and the download of a log. */
export function LogToolbar({
  job,
  isEmpty,
  readAll,
  search,
  onSearch,
  attempt,
  onAttempt,
  times,
  onTimes,
}: ToolbarProps) {
  return (
    <Box sx={{ display: "flex", alignItems: "center", gap: 0.5, minWidth: 0 }}>
      <InputBase
        type="search"
        value={search}
        onChange={(event) => onSearch(event.target.value)}
        placeholder="Search"
        inputProps={{ "aria-label": "Search the log" }}
        sx={searchField}
      />
      {job.attempt > 1 && (
        <NativeSelect
          disableUnderline
          value={attempt === null ? "" : String(attempt)}
          onChange={(event) =>
            onAttempt(event.target.value === "" ? null : Number(event.target.value))
          }
          inputProps={{ "aria-label": "Attempt" }}
          sx={{ fontSize: "0.8125rem", px: 1 }}
        >
          <option value="">All attempts</option>
          {Array.from({ length: job.attempt }, (_none, index) => String(index + 1)).map(
            (number) => (
              <option key={number} value={number}>
                Attempt {number}
              </option>
            ),
          )}
        </NativeSelect>
      )}
      <Tooltip title={times ? "Hide the times" : "Show the times"}>
        <IconButton
          aria-label="Times"
          aria-pressed={times}
          color={times ? "primary" : "default"}
          onClick={() => onTimes(!times)}
        >
          <AccessTime sx={{ fontSize: 18 }} />
        </IconButton>
      </Tooltip>
      <DownloadButton job={job} isEmpty={isEmpty} readAll={readAll} />
    </Box>
  );
}

function DownloadButton({
  job,
  isEmpty,
  readAll,
}: Pick<ToolbarProps, "job" | "isEmpty" | "readAll">) {
  const toast = useToast();
  const [isReading, setReading] = useState(false);

  async function download() {
    setReading(true);
    try {
      downloadText(`job-${job.id}.log.txt`, logAsText(await readAll()));
    } catch (error) {
      toast({ severity: "error", text: problemText(error).detail });
    }
    setReading(false);
  }

  return (
    <Tooltip title="Download as text">
      <span>
        <IconButton
          aria-label="Download the log as text"
          disabled={isEmpty || isReading}
          onClick={() => void download()}
        >
          <FileDownloadOutlined sx={{ fontSize: 18 }} />
        </IconButton>
      </span>
    </Tooltip>
  );
}

const searchField = {
  fontSize: "0.8125rem",
  width: { xs: 96, sm: 160 },
  px: 1,
  height: 28,
  border: 1,
  borderColor: "divider",
  borderRadius: "6px",
  "&.Mui-focused": { borderColor: "primary.main" },
};
