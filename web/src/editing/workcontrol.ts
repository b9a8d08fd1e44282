import { type Client, Failure } from "../api/client.ts";
import { signedIn, signIn, signOut } from "../api/session.ts";
import { LoadingIndicator, type Waiting } from "../control/loading.ts";
import { Store } from "../control/store.ts";
import { addressOfWork, readWork, type Work } from "../model/workaddress.ts";
import { ViewerDocument, type ViewerQuery } from "./generated.ts";

export type Viewer = ViewerQuery["viewer"];

export interface WorkState {
  work: Work;
  /** Who writes. Undefined before a key was given, or until the server has said whose it is. */
  viewer?: Viewer;
  waiting: Waiting;
  failure?: Failure;
  /** Counts what was written from here, so that whatever is shown is asked again. */
  writes: number;
}

/** The page of work without its looks: whose key it is, and what is shown. */
export class WorkControl {
  readonly store = new Store<WorkState>({ work: { show: "review" }, waiting: "no", writes: 0 });
  private readonly indicator = new LoadingIndicator((waiting) => this.store.set({ waiting }));

  constructor(readonly client: Client) {
    addEventListener("popstate", () => this.store.set({ work: readWork(location.search) }));
  }

  begin() {
    this.store.set({ work: readWork(location.search) });
    if (signedIn()) void this.greet();
  }

  move(work: Work) {
    history.pushState(null, "", addressOfWork(work));
    this.store.set({ work, failure: undefined });
  }

  async enter(key: string) {
    signIn(key);
    await this.greet();
  }

  readonly leave = () => {
    signOut();
    this.client.forget();
    this.store.set({ viewer: undefined, failure: undefined });
  };

  /** Tells that something was written. */
  readonly wrote = () => this.store.set({ writes: this.store.get().writes + 1 });

  report(error: unknown) {
    this.store.set({ failure: error instanceof Failure ? error : new Failure("refused", String(error)) });
  }

  private async greet() {
    this.indicator.begin();
    try {
      const { viewer } = await this.client.ask(ViewerDocument, {});
      this.store.set({ viewer, failure: undefined });
    } catch (error) {
      if (error instanceof Failure && error.code === "UNAUTHENTICATED") signOut();
      this.client.forget();
      this.report(error);
    }
    this.indicator.end();
  }
}
