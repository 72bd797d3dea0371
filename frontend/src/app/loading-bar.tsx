import Box from "@mui/material/Box";
import LinearProgress from "@mui/material/LinearProgress";

/**
 * Shows a thin bar at the top while code or the session is loading. With it the words of the page
 * about that stay, which `loading-words.css` shows.
 */
export function LoadingBar() {
  return (
    <Box className="loading-bar" sx={{ position: "fixed", inset: "0 0 auto 0", zIndex: "tooltip" }}>
      <LinearProgress aria-label="Loading" sx={{ height: 2 }} />
    </Box>
  );
}
