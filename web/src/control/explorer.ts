import { type Client, Failure } from "../api/client.ts";
import {
  askBetween,
  askFacts,
  askPicture,
  askWays,
  askWelcome,
  type Fact,
  type Facts,
  type Picture,
  type Step,
  type Ways,
  type Welcome,
} from "../api/questions.ts";
import { Graph, type Thing } from "../model/graph.ts";
import { emptyView, focusOf, type View } from "../model/view.ts";
import { plural, Vocabulary } from "../model/words.ts";
import { ViewHistory } from "./history.ts";
import { backOff, LoadingIndicator, type Waiting } from "./loading.ts";
import { Store } from "./store.ts";

/** What is beside the picture: facts about one thing, claims that tie two, or the paths between two. */
export type Panel =
  | { show: "nothing" }
  | { show: "facts"; id: string; facts: Facts | null }
  | { show: "between"; a: string; b: string; facts: Fact[] }
  | { show: "ways"; from: Thing | null; to: Thing | null; ways: Ways };

export interface State {
  view: View;
  /** Everything the view's expansions brought, hidden things too. */
  graph: Graph;
  steps: Step[];
  unknown: string[];
  panel: Panel;
  pages: number;
  welcome?: Welcome;
  vocabulary: Vocabulary;
  waiting: Waiting;
  /** Why the last question was refused. */
  failure?: Failure;
  /** How often the server was tried in vain; 0 while it answers. */
  failedTries: number;
  /** Read out to those who can't see the picture. */
  announcement: string;
}

/** The explorer without its looks: it turns views into questions, and answers into state. */
export class Explorer {
  readonly store: Store<State>;
  readonly history: ViewHistory;
  private readonly indicator: LoadingIndicator;
  private loading = new AbortController();
  private settled: View = emptyView;
  private retry?: ReturnType<typeof setTimeout>;

  constructor(readonly client: Client) {
    this.store = new Store<State>({
      view: emptyView,
      graph: new Graph(),
      steps: [],
      unknown: [],
      panel: { show: "nothing" },
      pages: 1,
      vocabulary: new Vocabulary(),
      waiting: "no",
      failedTries: 0,
      announcement: "",
    });
    this.indicator = new LoadingIndicator((waiting) => this.store.set({ waiting }));
    this.history = new ViewHistory((view) => this.show(view));
  }

  /** Shows what the address says. */
  begin() {
    this.show(this.history.view());
  }

  /** Makes a move: a step that can be undone. */
  move(change: (view: View) => View) {
    this.history.go(change(this.store.get().view));
  }

  readonly showMore = () => {
    this.store.set({ pages: this.store.get().pages + 1 });
    void this.load(this.store.get().view);
  };

  readonly tryAgain = () => {
    clearTimeout(this.retry);
    void this.load(this.store.get().view);
  };

  /** Stops waiting, and goes back to what is still on the screen. */
  readonly cancel = () => {
    this.loading.abort();
    this.indicator.end();
    this.history.amend(this.settled);
  };

  private show(view: View) {
    this.store.set({ view, pages: 1, failure: undefined });
    void this.load(view);
  }

  private async load(view: View) {
    this.loading.abort();
    clearTimeout(this.retry);
    const loading = new AbortController();
    this.loading = loading;
    this.indicator.begin();
    try {
      await Promise.all([this.loadWelcome(), this.loadView(view, loading.signal)]);
      this.settled = view;
      this.store.set({ failedTries: 0, failure: undefined });
    } catch (error) {
      if (loading.signal.aborted) return;
      loading.abort();
      this.report(error);
    }
    if (this.loading === loading) this.indicator.end();
  }

  private async loadWelcome() {
    const { welcome: known, failedTries } = this.store.get();
    if (known && failedTries === 0) return;
    const welcome = await askWelcome(this.client);
    this.store.set({ welcome, vocabulary: new Vocabulary(welcome.relationshipKinds) });
  }

  private async loadView(view: View, signal: AbortSignal) {
    const picture = askPicture(this.client, view, signal);
    const panel = this.askPanel(view, signal).then((answer) => {
      // Facts don't wait for the picture: they are what people came for.
      if (!signal.aborted && answer.show !== "ways") this.setPanel(answer);
      return answer;
    });
    const [drawn, beside] = await Promise.all([picture, panel]);
    if (signal.aborted) return;
    if (beside.show === "ways") drawWay(drawn, beside.ways, view.way);
    this.store.set({ graph: drawn.graph, steps: drawn.steps, unknown: drawn.unknown });
    if (beside.show === "ways") this.setPanel(beside);
  }

  private setPanel(panel: Panel) {
    performance.mark("answer");
    this.store.set({ panel, announcement: summary(panel) });
  }

  private async askPanel(view: View, signal: AbortSignal): Promise<Panel> {
    if (view.line.length === 2)
      return { show: "between", a: view.line[0]!, b: view.line[1]!, facts: await askBetween(this.client, view, signal) };
    if (view.selected.length === 2) {
      const { from, to, paths } = await askWays(this.client, view, signal);
      return { show: "ways", from, to, ways: paths ?? { paths: [], searchedTo: 0, truncated: false } };
    }
    const id = focusOf(view);
    if (!id) return { show: "nothing" };
    return { show: "facts", id, facts: await askFacts(this.client, view, id, this.store.get().pages, signal) };
  }

  /** Says why a question went unanswered. While the server is gone, it is tried again and again. */
  report(error: unknown) {
    clearTimeout(this.retry);
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

  announce(announcement: string) {
    this.store.set({ announcement });
  }
}

/** Adds the chosen path to the picture, so that its steps can be seen and not only read. */
function drawWay(picture: Picture, ways: Ways, chosen: number) {
  const way = ways.paths[chosen] ?? ways.paths[0];
  if (!way) return;
  for (const thing of way.entities) picture.graph.addThing(thing);
  picture.graph.chain = way.entities.map((thing) => thing.id);
  for (const step of way.steps) for (const tie of step.relationships) picture.graph.addTie(tie);
}

/** What came, for those who hear it rather than see it. */
function summary(panel: Panel): string {
  if (panel.show === "between") return plural(panel.facts.length, "fact");
  if (panel.show === "ways") return panel.ways.paths.length ? plural(panel.ways.paths.length, "path") : "No path";
  if (panel.show === "nothing" || !panel.facts) return "";
  const { subject, matching, total } = panel.facts;
  return `${subject.name}: ${matching === total ? "" : `${matching} of `}${plural(total, "fact")}`;
}
