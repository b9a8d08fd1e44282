import { addressOf, type Reading, readAddress } from "../model/address.ts";
import type { View } from "../model/view.ts";

/**
 * Undo and redo of views, kept in the browser's own history: every entry is the address of a view, so Back undoes too, and an
 * entry outlives a reload.
 */
export class ViewHistory {
  private index: number;
  private last: number;

  constructor(private readonly arrived: (view: View, unread: string[]) => void) {
    this.index = indexOf(history.state);
    this.last = this.index;
    history.replaceState({ index: this.index }, "");
    addEventListener("popstate", (event) => {
      this.index = indexOf(event.state);
      this.last = Math.max(this.last, this.index);
      const { view, unread } = this.read();
      arrived(view, unread);
    });
  }

  read(): Reading {
    return readAddress(location.pathname, location.search);
  }

  go(view: View) {
    const address = addressOf(view);
    if (address === location.pathname + location.search) return;
    this.last = ++this.index;
    history.pushState({ index: this.index }, "", address);
    this.arrived(view, []);
  }

  /** Changes where we are without a step of its own. */
  amend(view: View) {
    history.replaceState({ index: this.index }, "", addressOf(view));
    this.arrived(view, []);
  }

  get canUndo(): boolean {
    return this.index > 0;
  }

  get canRedo(): boolean {
    return this.index < this.last;
  }

  undo() {
    if (this.canUndo) history.back();
  }

  redo() {
    if (this.canRedo) history.forward();
  }
}

function indexOf(state: unknown): number {
  return (state as { index?: number } | null)?.index ?? 0;
}
