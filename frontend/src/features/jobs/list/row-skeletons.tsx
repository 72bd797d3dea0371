import Box from "@mui/material/Box";
import Skeleton from "@mui/material/Skeleton";

const rows = ["a", "b", "c", "d", "e", "f", "g", "h"];

/** The placeholder of the list while it loads. */
export function RowSkeletons() {
  return (
    <Box aria-busy aria-label="Loading the jobs" sx={{ borderTop: 1, borderColor: "divider" }}>
      {rows.map((row) => (
        <Box
          key={row}
          sx={{
            display: "flex",
            alignItems: "center",
            gap: 3,
            height: 56,
            px: 3,
            borderBottom: 1,
            borderColor: "divider",
          }}
        >
          <Skeleton variant="rounded" width={92} height={22} />
          <Box sx={{ flex: 1 }}>
            <Skeleton width="min(260px, 60%)" />
            <Skeleton width="min(160px, 40%)" height={14} />
          </Box>
          <Skeleton width={80} sx={{ display: { xs: "none", sm: "block" } }} />
        </Box>
      ))}
    </Box>
  );
}
