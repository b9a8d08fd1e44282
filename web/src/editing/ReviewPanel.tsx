import { useRef, useState } from "react";
import { useCardKeys } from "./cardkeys.ts";
import { useAnswer, useWorkState } from "./context.ts";
import {
  AcceptProposalDocument,
  ProposalsDocument,
  type ProposalsQuery,
  RejectProposalDocument,
  WithdrawProposalDocument,
} from "./generated.ts";
import { PlanView } from "./PlanView.tsx";
import { When, Who } from "./Who.tsx";
import { WriteForm } from "./WriteForm.tsx";

const page = 20;

type Proposal = NonNullable<ProposalsQuery["proposals"]>["nodes"][number];

/** The proposals that wait, oldest first. J and K go to the next and the one before. */
export function ReviewPanel() {
  const list = useRef<HTMLOListElement>(null);
  const [after, setAfter] = useState<string>();
  const answer = useAnswer(ProposalsDocument, { first: page, after });
  const found = answer?.proposals;
  useCardKeys(list);
  if (!found) return null;
  if (found.totalCount === 0) return <p className="none">No proposal waits. What contributors propose comes here.</p>;
  return (
    <>
      <p>
        {found.nodes.length} of {found.totalCount} shown, oldest first. <kbd>J</kbd> and <kbd>K</kbd> go through them.
      </p>
      <ol ref={list} className="cards">
        {found.nodes.map((proposal) => (
          <ProposalCard key={proposal.id} proposal={proposal} />
        ))}
      </ol>
      {found.pageInfo.hasNextPage && (
        <button type="button" className="button" onClick={() => setAfter(found.pageInfo.endCursor ?? undefined)}>
          Next {page}
        </button>
      )}
    </>
  );
}

function ProposalCard({ proposal }: { proposal: Proposal }) {
  const { viewer } = useWorkState();
  const [decision, setDecision] = useState("");
  const { id, digest, plan } = proposal;
  const own = proposal.by.id === viewer?.agent?.id;
  const decides = viewer?.mayCommit.includes("acceptProposal");
  return (
    <li tabIndex={-1}>
      <h2>{proposal.action.toLowerCase().replaceAll("_", " ")}</h2>
      <p className="muted">
        <Who agent={proposal.by} />, <When at={proposal.at} />
      </p>
      {proposal.reason && <p>“{proposal.reason}”</p>}
      {plan && <PlanView outcome={{ plan, userErrors: [], warnings: [] }} />}
      {decides && (
        <>
          <label>
            What you say of it
            <input value={decision} onChange={(event) => setDecision(event.target.value)} />
          </label>
          <div className="buttons">
            <WriteForm
              direct
              does="Accept"
              mutation="acceptProposal"
              document={AcceptProposalDocument}
              variables={{ proposal: id, digest, decision: decision.trim() || null }}
            >
              {null}
            </WriteForm>
            <WriteForm
              direct
              does="Refuse"
              mutation="rejectProposal"
              document={RejectProposalDocument}
              variables={decision.trim() ? { proposal: id, decision: decision.trim() } : undefined}
            >
              {!decision.trim() && <p className="muted">To refuse it, say why.</p>}
            </WriteForm>
          </div>
        </>
      )}
      {own && (
        <WriteForm direct does="Withdraw" mutation="withdrawProposal" document={WithdrawProposalDocument} variables={{ proposal: id }}>
          {null}
        </WriteForm>
      )}
    </li>
  );
}
