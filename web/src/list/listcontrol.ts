import { type Client, Failure } from "../api/client.ts";
import { askKinds } from "../api/questions.ts";
import { backOff, LoadingIndicator, type Waiting } from "../control/loading.ts";
import { Store } from "../control/store.ts";
import { addressOfList, emptyList, type ListView, readList } from "../model/listview.ts";
import { Vocabulary } from "../model/words.ts";
import { askList, askRows, type ListAnswer } from "./listanswer.ts";

/** The most rows that are put on paper: some forty pages. */
const mostPrinted = 2000;

export interface ListState {
  view: ListView;
  unread: string[];
  /** The last answer stays until the next is here. */
  answer?: ListAnswer;
  vocabulary: Vocabulary;
  waiting: Waiting;
  failure?: Failure;
  failedTries: number;
}

/** The list without its looks: it turns addresses into questions, and answers into state. */
export class ListControl {
  readonly store = new Store<ListState>({ view: emptyList, unread: [], vocabulary: new Vocabulary(), waiting: "no", failedTries: 0 });
  private readonly indicator = new LoadingIndicator((waiting) => this.store.set({ waiting }));
  private loading = new AbortController();
  private retry?: ReturnType<typeof setTimeout>;

  constructor(readonly client: Client) {
    addEventListener("popstate", () => this.begin());
  }

  /** Shows what the address says. */
  begin() {
    this.show(readList(location.search));
  }

  /** Goes to another list: a step that Back takes back. */
  move(change: (view: ListView) => ListView) {
    const view = change(this.store.get().view);
    history.pushState(null, "", addressOfList(view));
    this.show({ view, unread: [] });
  }

  readonly showMore = () => {
    const { answer } = this.store.get();
    if (!answer?.rows.onward) return;
    void this.load(async (signal) => {
      const next = await askRows(this.client, answer.view, answer.rows.onward, signal);
      this.store.set({ answer: { ...answer, rows: { ...next, rows: [...answer.rows.rows, ...next.rows] } } });
    });
  };

  /** Adds pages until all rows are there, or as many as a person may want on paper: the page says how many of how many. */
  readonly showAll = async () => {
    await this.load(async (signal) => {
      let { answer } = this.store.get();
      while (answer?.rows.onward && answer.rows.rows.length < mostPrinted) {
        const next = await askRows(this.client, answer.view, answer.rows.onward, signal);
        answer = { ...answer, rows: { ...next, rows: [...answer.rows.rows, ...next.rows] } };
      }
      this.store.set({ answer });
    });
    // React draws what was set before it lets go of the thread.
    await new Promise((resolve) => requestAnimationFrame(resolve));
  };

  readonly tryAgain = () => this.show(this.store.get());

  private show({ view, unread }: Pick<ListState, "view" | "unread">) {
    this.store.set({ view, unread });
    void this.load(async (signal) => {
      const [vocabulary, answer] = await Promise.all([this.vocabulary(), askList(this.client, view, signal)]);
      performance.mark("list-answer");
      if (!signal.aborted) this.store.set({ vocabulary, answer });
    });
  }

  private async vocabulary(): Promise<Vocabulary> {
    const { vocabulary } = this.store.get();
    return vocabulary.known ? vocabulary : new Vocabulary((await askKinds(this.client)).relationshipKinds);
  }

  private async load(answer: (signal: AbortSignal) => Promise<void>) {
    this.loading.abort();
    clearTimeout(this.retry);
    const loading = new AbortController();
    this.loading = loading;
    this.indicator.begin();
    try {
      await answer(loading.signal);
      this.store.set({ failure: undefined, failedTries: 0 });
    } catch (error) {
      if (loading.signal.aborted) return;
      this.report(error);
    }
    if (this.loading === loading) this.indicator.end();
  }

  /** Says why a question went unanswered. While the server is gone, it is tried again and again. */
  report(error: unknown) {
    const failure = error instanceof Failure ? error : new Failure("refused", String(error));
    if (failure.kind === "refused") {
      this.store.set({ failure, failedTries: 0 });
      return;
    }
    const failedTries = this.store.get().failedTries + 1;
    this.store.set({ failedTries });
    this.client.forget();
    this.retry = setTimeout(this.tryAgain, backOff(failedTries) * 1000);
  }
}
