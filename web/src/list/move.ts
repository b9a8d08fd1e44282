import type { ListView } from "../model/listview.ts";

/** Goes to another list. */
export type Move = (change: (view: ListView) => ListView) => void;
