import { type FormEvent, type ReactNode, useRef, useState } from "react";
import { Failure, type Operation } from "../api/client.ts";
import { useWork, useWorkState } from "./context.ts";
import type { OutcomeFragment, WriteOptions } from "./generated.ts";
import { PlanView } from "./PlanView.tsx";

interface Written {
  written: OutcomeFragment | null;
}

interface WriteFormProps<V extends { options?: unknown }> {
  /** The name of the mutation, by which the server says who may commit it. */
  mutation: string;
  document: Operation<Written, V>;
  /** What to write, without its options; undefined while something is missing. */
  variables: Omit<V, "options"> | undefined;
  /** What the button that writes says: Merge. */
  does: string;
  /** A decision on a proposal is never itself proposed, and shows its plan already. */
  direct?: boolean;
  onWritten?: (outcome: OutcomeFragment) => void;
  children: ReactNode;
}

type Stage = { at: "filling" } | { at: "asking" } | { at: "planned" | "done"; outcome: OutcomeFragment };

/**
 * A write in two steps: what it would do, and then doing it. Every try of one write has one key, so that a reply that was lost
 * is asked for again and nothing is written twice. Who may not commit proposes.
 */
export function WriteForm<V extends { options?: unknown }>(props: WriteFormProps<V>) {
  const { mutation, document, variables, does, direct, onWritten, children } = props;
  const control = useWork();
  const { viewer } = useWorkState();
  const [stage, setStage] = useState<Stage>({ at: "filling" });
  const [failure, setFailure] = useState<string>();
  const key = useRef({ of: "", is: "" });
  const propose = !direct && !viewer?.mayCommit.includes(mutation);
  const wanted = JSON.stringify(variables);
  const planned = stage.at === "planned" && key.current.of === wanted;

  const send = async (options: WriteOptions): Promise<OutcomeFragment | undefined> => {
    setStage({ at: "asking" });
    setFailure(undefined);
    try {
      const { written } = await control.client.write(document, { ...variables, options } as unknown as V);
      if (written) return written;
      setFailure("The server answered nothing. Try again: nothing is written twice.");
    } catch (error) {
      const again = error instanceof Failure && error.kind !== "refused" ? " Try again: nothing is written twice." : "";
      setFailure(`${error instanceof Error ? error.message : String(error)}${again}`);
    }
    setStage({ at: "filling" });
    return undefined;
  };

  const preview = async () => {
    const outcome = await send({ dryRun: true });
    if (!outcome) return;
    if (key.current.of !== wanted) key.current = { of: wanted, is: crypto.randomUUID() };
    setStage({ at: "planned", outcome });
  };

  const write = async () => {
    if (key.current.of !== wanted) key.current = { of: wanted, is: crypto.randomUUID() };
    const outcome = await send({ idempotencyKey: key.current.is, ...(propose && { propose }) });
    if (!outcome) return;
    const refused = outcome.userErrors.length > 0;
    setStage({ at: refused ? "planned" : "done", outcome });
    if (refused) return;
    key.current = { of: "", is: "" };
    control.wrote();
    onWritten?.(outcome);
  };

  const submit = (event: FormEvent) => {
    event.preventDefault();
    void (direct || planned ? write() : preview());
  };

  const refused = stage.at === "planned" && planned && refusals(stage.outcome).length > 0;
  const says = direct || planned ? (propose ? `Propose: ${does.toLowerCase()}` : does) : `${does}: see what it would do`;
  return (
    <form className="write" onSubmit={submit}>
      {children}
      {stage.at === "planned" && planned && <PlanView outcome={stage.outcome} />}
      {stage.at === "done" && <p role="status">{doneIn(stage.outcome)}</p>}
      {failure && (
        <p className="refusal" role="alert">
          {failure}
        </p>
      )}
      <button type="submit" className="button" disabled={!variables || stage.at === "asking" || (refused && !direct)}>
        {stage.at === "asking" ? "Asking …" : says}
      </button>
    </form>
  );
}

const refusals = (outcome: OutcomeFragment) => [...outcome.userErrors, ...(outcome.plan?.userErrors ?? [])];

function doneIn({ commit, proposal }: OutcomeFragment): string {
  if (commit) return `Written: commit ${commit.number}.`;
  if (proposal) return "Proposed. An editor decides.";
  return "Nothing had to change.";
}
