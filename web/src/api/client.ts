import type { DocumentTypeDecoration } from "@graphql-typed-document-node/core";
import { at } from "../model/base.ts";

/** An operation's text, with the types of its answer and its variables. */
export type Operation<T, V> = DocumentTypeDecoration<T, V> & { toString(): string };

/** Why no answer came. gone: no server; busy: it asks to try again later; refused: it answered with an error. */
export type FailureKind = "gone" | "busy" | "refused";

export class Failure extends Error {
  constructor(
    readonly kind: FailureKind,
    message: string,
    readonly code?: string,
    readonly requestId?: string,
  ) {
    super(message);
  }
}

interface Answer<T> {
  data?: T | null;
  errors?: { message: string; extensions?: { code?: string; requestId?: string } }[];
}

/** How many questions of one page are under way: a server with few slots refuses a crowd, and the others answer no later. */
const atOnce = 3;

/** Lets so many act at a time, in the order in which they came. */
export class Turns {
  private readonly waiting: (() => void)[] = [];
  private busy = 0;

  constructor(private readonly most: number) {}

  async take<T>(act: () => Promise<T>): Promise<T> {
    if (this.busy >= this.most) await new Promise<void>((go) => this.waiting.push(go));
    else this.busy++;
    try {
      return await act();
    } finally {
      const next = this.waiting.shift();
      if (next) next();
      else this.busy--;
    }
  }
}

/** The one place that talks GraphQL. Answers are kept, so that undo, redo and going back ask nothing again. */
export class Client {
  private readonly kept = new Map<string, unknown>();
  private readonly turns = new Turns(atOnce);

  constructor(
    private readonly url = at("/graphql"),
    private readonly limit = 200,
    /** The key of whoever asks; undefined for a reader without one. */
    private readonly key: () => string | undefined = () => undefined,
  ) {}

  /** Throws a Failure, or the AbortError of the signal. */
  async ask<T, V>(document: Operation<T, V>, variables: V, signal?: AbortSignal): Promise<T> {
    const body = JSON.stringify({ query: document.toString(), variables });
    const kept = this.kept.get(body);
    if (kept !== undefined) return kept as T;
    const data = await this.send<T>(body, signal);
    this.keep(body, data);
    return data;
  }

  /** Like ask, but where the graph knows no such thing or could not answer in time, the other answer is given. */
  async askOr<T, V>(document: Operation<T, V>, variables: V, otherwise: Partial<T>, signal?: AbortSignal): Promise<Partial<T>> {
    try {
      return await this.ask(document, variables, signal);
    } catch (error) {
      if (error instanceof Failure && (error.code === "NOT_FOUND" || error.code === "PATH_LIMIT")) return otherwise;
      throw error;
    }
  }

  /** Asks what may have changed since: nothing kept answers it, and the answer is not kept. */
  askAnew<T, V>(document: Operation<T, V>, variables: V, signal?: AbortSignal): Promise<T> {
    return this.send<T>(JSON.stringify({ query: document.toString(), variables }), signal);
  }

  /** Sends a mutation. Whatever was kept before is forgotten, for it may no longer be so. */
  async write<T, V>(document: Operation<T, V>, variables: V): Promise<T> {
    try {
      return await this.askAnew(document, variables);
    } finally {
      this.forget();
    }
  }

  /** Forgets every answer: what was kept may be from before the server was restarted. */
  forget() {
    this.kept.clear();
  }

  private keep(body: string, data: unknown) {
    const oldest = this.kept.keys().next().value;
    if (this.kept.size >= this.limit && oldest !== undefined) this.kept.delete(oldest);
    this.kept.set(body, data);
  }

  /** A server that is busy for a moment is no reason to bother a reader. */
  private async reachAnyway(body: string, signal?: AbortSignal): Promise<Response> {
    for (const pause of writes(body) ? [] : patience) {
      const response = await reach(this.url, body, this.key(), signal);
      if (response.status !== 503) return response;
      await new Promise((resolve) => setTimeout(resolve, pause));
      signal?.throwIfAborted();
    }
    return reach(this.url, body, this.key(), signal);
  }

  private async send<T>(body: string, signal?: AbortSignal): Promise<T> {
    const response = await this.turns.take(() => this.reachAnyway(body, signal));
    const requestId = response.headers.get("X-Request-Id") ?? undefined;
    if (response.status === 502 || response.status === 503 || response.status === 504)
      throw new Failure("busy", "The server is busy.", undefined, requestId);
    const answer = await parse<T>(response, requestId);
    const error = answer.errors?.[0];
    if (error) throw new Failure("refused", error.message, error.extensions?.code, error.extensions?.requestId ?? requestId);
    if (answer.data == null) throw new Failure("refused", `The server answered ${response.status} and no data.`, undefined, requestId);
    return answer.data;
  }
}

/** Milliseconds before a question that a busy server refused is asked again; after the last the refusal stands. */
const patience = [500, 1500];

/** What writes is sent once: whether to send it again is for whoever wrote it. */
const writes = (body: string): boolean => /^\{"query":"(\\n|\s)*mutation/.test(body);

async function reach(url: string, body: string, key?: string, signal?: AbortSignal): Promise<Response> {
  try {
    return await fetch(url, {
      method: "POST",
      headers: {
        "Content-Type": "application/json",
        Accept: "application/graphql-response+json, application/json;q=0.9",
        ...(key && { Authorization: `Bearer ${key}` }),
      },
      body,
      signal,
    });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new Failure("gone", "The server can't be reached.");
  }
}

async function parse<T>(response: Response, requestId?: string): Promise<Answer<T>> {
  try {
    return (await response.json()) as Answer<T>;
  } catch {
    throw new Failure("refused", `The server answered ${response.status} and no JSON.`, undefined, requestId);
  }
}
