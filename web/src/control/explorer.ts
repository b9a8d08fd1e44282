import { type Client, Failure } from "../api/client.ts";
import { askPicture, type Picture, type Step } from "../api/pictureanswer.ts";
import {
  type Answer,
  askAnswer,
  askBetween,
  askFacts,
  askKinds,
  askMoreFacts,
  askTied,
  askWays,
  askWelcome,
  type Between,
  type Facts,
  type Ways,
  type Welcome,
} from "../api/questions.ts";
import { Graph, type Thing } from "../model/graph.ts";
import { connection } from "../model/startquestions.ts";
import { emptyView, focusOf, isAnswered, isFresh, type View } from "../model/view.ts";
import { plural, Vocabulary } from "../model/words.ts";
import { ViewHistory } from "./history.ts";
import { backOff, LoadingIndicator, type Waiting } from "./loading.ts";
import { Store } from "./store.ts";

/** What is beside the picture: facts about one thing, claims that tie two, or the paths between two. */
export type Panel =
  | { show: "nothing" }
  | { show: "facts"; id: string; facts: Facts | null }
  | { show: "between"; a: string; b: string; between: Between }
  | { show: "answer"; question: string; answer: Answer | null }
  | { show: "ways"; from: Thing | null; to: Thing | null; ways: Ways };

export interface State {
  view: View;
  /** Everything the view's expansions brought, hidden things too. */
  graph: Graph;
  steps: Step[];
  /** Opened ids that the graph doesn't know, what the address says that can't be read, and how much the full picture left out. */
  unknown: string[];
  unread: string[];
  unopened: number;
  panel: Panel;
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
  private underway: Promise<void> = Promise.resolve();
  private retry?: ReturnType<typeof setTimeout>;

  constructor(readonly client: Client) {
    this.store = new Store<State>({
      view: emptyView,
      graph: new Graph(),
      steps: [],
      unknown: [],
      unread: [],
      unopened: 0,
      panel: { show: "nothing" },
      vocabulary: new Vocabulary(),
      waiting: "no",
      failedTries: 0,
      announcement: "",
    });
    this.indicator = new LoadingIndicator((waiting) => this.store.set({ waiting }));
    this.history = new ViewHistory((view, unread) => this.show(view, unread));
  }

  /** Shows what the address says. */
  begin() {
    const { view, unread } = this.history.read();
    this.show(view, unread);
  }

  /** Makes a move: a step that can be undone. */
  move(change: (view: View) => View) {
    this.history.go(change(this.store.get().view));
  }

  /** Adds the next page to the facts that are listed. */
  readonly showMore = async () => {
    // What is under way may be the picture, which a new question would end.
    await this.underway;
    const { panel, view } = this.store.get();
    if (panel.show !== "facts" || !panel.facts) return;
    const known = panel.facts;
    void this.load(async (signal) => {
      const facts = await askMoreFacts(this.client, view, known, signal);
      if (!signal.aborted) this.setPanel({ ...panel, facts });
    });
  };

  readonly tryAgain = () => {
    clearTimeout(this.retry);
    this.show(this.store.get().view, this.store.get().unread);
  };

  /** Stops waiting, and goes back to what is still on the screen. */
  readonly cancel = () => {
    this.loading.abort();
    this.indicator.end();
    this.history.amend(this.settled);
  };

  private show(view: View, unread: string[]) {
    this.store.set({ view, unread, failure: undefined });
    void this.load(async (signal) => {
      await allOf([this.loadKinds(), isFresh(view) ? this.loadWelcome() : undefined, this.loadView(view, signal)]);
      this.settled = view;
    });
  }

  /** Answers one question at a time: a new one ends the one before it. */
  private load(answer: (signal: AbortSignal) => Promise<void>): Promise<void> {
    this.underway = this.take(answer);
    return this.underway;
  }

  private async take(answer: (signal: AbortSignal) => Promise<void>) {
    this.loading.abort();
    clearTimeout(this.retry);
    const loading = new AbortController();
    this.loading = loading;
    this.indicator.begin();
    try {
      await answer(loading.signal);
      this.store.set({ failedTries: 0, failure: undefined });
    } catch (error) {
      if (loading.signal.aborted) return;
      loading.abort();
      this.report(error);
    }
    if (this.loading === loading) this.indicator.end();
  }

  private async loadKinds() {
    if (this.store.get().vocabulary.known) return;
    this.store.set({ vocabulary: new Vocabulary((await askKinds(this.client)).relationshipKinds) });
  }

  private async loadWelcome() {
    const { welcome: known, failedTries } = this.store.get();
    if (known && failedTries === 0) return;
    const welcome = await askWelcome(this.client);
    this.store.set({ welcome });
    const ends = connection(welcome);
    if (ends && (await askTied(this.client, { from: ends.person.id, to: ends.funded.id })))
      this.store.set({ welcome: { ...welcome, tied: true } });
  }

  private async loadView(view: View, signal: AbortSignal) {
    const asked = this.askPanel(view, signal);
    const picture = asking(view)
      ? asked.then((panel) => askPicture(this.client, drawnFor(view, panel), signal))
      : askPicture(this.client, view, signal);
    const panel = asked.then((answer) => {
      // Facts don't wait for the picture: they are what people came for.
      if (!signal.aborted && answer.show !== "ways") this.setPanel(answer);
      return answer;
    });
    const [drawn, beside] = await allOf([picture, panel]);
    if (signal.aborted) return;
    if (beside.show === "ways") drawWay(drawn, beside, view.way);
    this.store.set({ graph: drawn.graph, steps: drawn.steps, unknown: drawn.unknown, unopened: drawn.unopened });
    if (beside.show === "ways") this.setPanel(beside);
  }

  private setPanel(panel: Panel) {
    performance.mark("answer");
    this.store.set({ panel, announcement: summary(panel) });
  }

  private async askPanel(view: View, signal: AbortSignal): Promise<Panel> {
    if (isAnswered(view)) return { show: "answer", question: view.question, answer: await askAnswer(this.client, view.question, signal) };
    if (view.line.length === 2)
      return { show: "between", a: view.line[0]!, b: view.line[1]!, between: await askBetween(this.client, view, signal) };
    if (view.selected.length === 2) {
      const { from, to, paths } = await askWays(this.client, view, signal);
      return { show: "ways", from, to, ways: paths ?? { paths: [], searchedTo: 0, truncated: false } };
    }
    const id = focusOf(view);
    if (!id) return { show: "nothing" };
    return { show: "facts", id, facts: await askFacts(this.client, view, id, signal) };
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

/** Waits for all, and fails as the first that failed: what one question could not be answered, the others may still have been. */
async function allOf<T extends readonly unknown[]>(asked: readonly [...T]) {
  await Promise.allSettled(asked);
  return Promise.all(asked);
}

/** Adds the chosen path to the picture, so that its steps can be seen and not only read. */
function drawWay(picture: Picture, { from, to, ways }: Extract<Panel, { show: "ways" }>, chosen: number) {
  const way = ways.paths[chosen] ?? ways.paths[0];
  if (!way) {
    // No path: the two ends still stand there, to go on from.
    for (const end of [from, to]) if (end) picture.graph.addThing(end);
    return;
  }
  for (const thing of way.entities) picture.graph.addThing(thing);
  picture.graph.chain = way.entities.map((thing) => thing.id);
  for (const step of way.steps) for (const tie of step.relationships) picture.graph.addTie(tie);
}

/** Whether what is drawn hangs on the answer. */
const asking = (view: View): boolean => isAnswered(view) && view.opened.length === 0;

/** What an answer's picture shows: the first thing that the question names, or else that the answer does. */
function drawnFor(view: View, panel: Panel): View {
  if (panel.show !== "answer" || !panel.answer) return view;
  const { understood, entities } = panel.answer;
  const first = understood.find((taken) => taken.entity)?.entity?.id ?? entities[0]?.id;
  return first ? { ...view, opened: [first] } : view;
}

/** What came, for those who hear it rather than see it. */
function summary(panel: Panel): string {
  if (panel.show === "answer") return panel.answer?.sentence ?? "";
  if (panel.show === "between") return plural(panel.between.total, "fact");
  if (panel.show === "ways") return panel.ways.paths.length ? plural(panel.ways.paths.length, "path") : "No path";
  if (panel.show === "nothing" || !panel.facts) return "";
  const { subject, matching, total } = panel.facts;
  return `${subject.name}: ${matching === total ? "" : `${matching} of `}${plural(total, "fact")}`;
}
