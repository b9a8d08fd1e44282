import { useSyncExternalStore } from "react";
import { Store } from "../control/store.ts";
import { addressOfData, type DataView, readDataAddress } from "../model/dataaddress.ts";

/** Which data set the page is of, as its address says. */
const shown = new Store<DataView>(readDataAddress(location.search));

addEventListener("popstate", () => shown.set({ set: readDataAddress(location.search).set }));

export const useDataView = (): DataView => useSyncExternalStore(shown.watch, shown.get);

/** Goes to another view: a step that Back takes back. */
export function show(view: DataView) {
  history.pushState(null, "", addressOfData(view));
  shown.set({ set: view.set });
}
