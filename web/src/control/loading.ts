/** How long an answer has been awaited: at once nothing shows, then a thin line, then a way to give up. */
export type Waiting = "no" | "soon" | "seen" | "long";

export const seenAfter = 150;
export const longAfter = 2000;

export class LoadingIndicator {
  private timers: ReturnType<typeof setTimeout>[] = [];

  constructor(private readonly changed: (waiting: Waiting) => void) {}

  begin() {
    this.clear();
    this.changed("soon");
    this.timers = [setTimeout(() => this.changed("seen"), seenAfter), setTimeout(() => this.changed("long"), longAfter)];
  }

  end() {
    this.clear();
    this.changed("no");
  }

  private clear() {
    for (const timer of this.timers) clearTimeout(timer);
  }
}

/** Seconds until the next try after so many that failed: 1, 2, 4 … 30. */
export const backOff = (failed: number): number => Math.min(30, 2 ** (failed - 1));
