import { createContext, useContext } from "react";
import type { Client } from "../api/client.ts";

/** What a part of a page needs that asks questions of its own: whom to ask, and whom to tell that nobody answers. */
export interface Asker {
  readonly client: Client;
  report(error: unknown): void;
}

export const AskingContext = createContext<Asker | null>(null);

export function useAsking(): Asker {
  const asker = useContext(AskingContext);
  if (!asker) throw new Error("nobody to ask");
  return asker;
}
