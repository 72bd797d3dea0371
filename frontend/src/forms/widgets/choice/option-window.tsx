import Box from "@mui/material/Box";
import { useVirtualizer } from "@tanstack/react-virtual";
import {
  Children,
  createContext,
  type HTMLAttributes,
  type ReactNode,
  type Ref,
  useCallback,
  useContext,
  useEffect,
  useRef,
} from "react";

/** Takes the function that scrolls to an option by its place in the list that is shown. */
export const ScrollToOptionContext = createContext<{
  current: ((place: number) => void) | null;
}>({ current: null });

const optionHeightPx = 36;
const maxHeightPx = 320;

type OptionWindowProps = HTMLAttributes<HTMLDivElement> & {
  ref?: Ref<HTMLDivElement>;
  children?: ReactNode;
  /** What MUI passes to every slot. */
  ownerState?: unknown;
};

/** Shows the list of an Autocomplete in a window, in which only the visible options are drawn. */
export function OptionWindow({ children, ref, ownerState: _, ...list }: OptionWindowProps) {
  const options = Children.toArray(children);
  const scroller = useRef<HTMLDivElement>(null);
  const scrollTo = useContext(ScrollToOptionContext);
  const virtualizer = useVirtualizer({
    count: options.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => optionHeightPx,
    overscan: 10,
  });
  useEffect(() => {
    scrollTo.current = (place) => virtualizer.scrollToIndex(place);
    return () => {
      scrollTo.current = null;
    };
  }, [scrollTo, virtualizer]);
  // MUI highlights the selected option again whenever it gets the element, so it gets it once.
  const setElement = useCallback(
    (element: HTMLDivElement | null) => {
      scroller.current = element;
      if (typeof ref === "function") ref(element);
      else if (ref) ref.current = element;
    },
    [ref],
  );
  const drawn = virtualizer.getVirtualItems();
  return (
    <Box {...list} ref={setElement} sx={listStyles}>
      {/* The options flow, so that MUI finds where each one stands when it scrolls to it. */}
      <Box
        role="presentation"
        sx={{ boxSizing: "border-box" }}
        style={{ height: virtualizer.getTotalSize(), paddingTop: drawn[0]?.start ?? 0 }}
      >
        {drawn.map(({ index }) => (
          <Box role="presentation" key={index} data-index={index} ref={virtualizer.measureElement}>
            {options[index]}
          </Box>
        ))}
      </Box>
    </Box>
  );
}

/** The styles that MUI gives to its own list. */
const listStyles = {
  position: "relative",
  maxHeight: maxHeightPx,
  overflow: "auto",
  "& [role=option]": {
    minHeight: optionHeightPx,
    px: 1.75,
    py: 0.75,
    display: "flex",
    alignItems: "center",
    cursor: "pointer",
    overflowWrap: "anywhere",
    "&.Mui-focused": { bgcolor: "action.hover" },
    "&[aria-selected=true]": { bgcolor: "action.selected" },
    "&[aria-disabled=true]": { opacity: 0.5, pointerEvents: "none" },
  },
} as const;
