/** Space around the bars within the chart, in px: the axes, and room for the topmost number. */
export const plotBox = { top: 10, right: 10, bottom: 26, left: 46 } as const;
/** Height of the chart in px. */
export const chartHeightPx = 200;
