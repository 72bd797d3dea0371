/**
 * Keeps the bar with the main button of a form at the lower edge of a phone, within the parent of the
 * bar; in a wide window the bar stays in its place.
 */
export const stickyBar = {
  position: { xs: "sticky", md: "static" },
  bottom: 0,
  order: { xs: 1, md: 0 },
  zIndex: 2,
  py: { xs: 1.5, md: 0 },
  bgcolor: { xs: "background.default", md: "transparent" },
} as const;
