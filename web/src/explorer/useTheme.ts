import { useSyncExternalStore } from "react";
import type { Theme } from "../model/palette.ts";

const dark = matchMedia("(prefers-color-scheme: dark)");

function watch(changed: () => void) {
  dark.addEventListener("change", changed);
  return () => dark.removeEventListener("change", changed);
}

/** The system's theme, as it changes. */
export const useTheme = (): Theme => useSyncExternalStore(watch, () => (dark.matches ? "dark" : "light"));
