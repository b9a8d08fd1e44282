import { useState } from "react";
import { at } from "../model/base.ts";
import { plural } from "../model/words.ts";
import { useAnswer } from "./context.ts";
import { EditsDocument, type EditsQuery } from "./generated.ts";
import { WorkLink } from "./WorkLink.tsx";

const page = 50;

type Edit = Extract<NonNullable<EditsQuery["node"]>, { edits: unknown }>["edits"]["nodes"][number];

/** What one commit changed, a page at a time. */
export function EditList({ commit }: { commit: string }) {
  const [after, setAfter] = useState<string>();
  const node = useAnswer(EditsDocument, { commit, first: page, after })?.node;
  if (!node || !("edits" in node)) return null;
  const { nodes, totalCount, pageInfo } = node.edits;
  return (
    <>
      <ul className="edits">
        {nodes.map((edit, index) => (
          <li key={index}>
            <EditLine edit={edit} />
          </li>
        ))}
      </ul>
      {nodes.length < totalCount && (
        <p className="muted">
          {nodes.length} of {plural(totalCount, "edit")} shown.
        </p>
      )}
      {pageInfo.hasNextPage && (
        <button type="button" className="link" onClick={() => setAfter(pageInfo.endCursor ?? undefined)}>
          Next {page}
        </button>
      )}
    </>
  );
}

const claimEdits: Readonly<Record<string, string>> = {
  ClaimAsserted: "Asserted",
  ClaimRetracted: "Retracted",
  ClaimCited: "Cited once more",
  ClaimUncited: "One citation less",
};

function EditLine({ edit }: { edit: Edit }) {
  switch (edit.__typename) {
    case "ClaimAsserted":
    case "ClaimRetracted":
    case "ClaimCited":
    case "ClaimUncited":
      return <ClaimEdit does={claimEdits[edit.__typename]!} claim={edit.claim} />;
    case "ClaimAssessed": {
      const verdict = edit.assessment.verdict === "ENDORSE" ? "Endorsed" : "Disputed";
      return <ClaimEdit does={edit.withdrawn ? `No longer ${verdict.toLowerCase()}` : verdict} claim={edit.claim} />;
    }
    case "EntityDescribed":
      return (
        <>
          {edit.nameBefore ? `Described: ${edit.nameBefore}, now ` : "New: "}
          <a href={at(`/entity/${edit.entity.id}`)}>{edit.nameAfter}</a>
        </>
      );
    case "IdentityDecided": {
      const { left, right, judged } = edit.decision;
      return <>{`${edit.withdrawn ? "Taken back" : "Judged"} ${judged.toLowerCase()}: ${left} and ${right}`}</>;
    }
    case "DocumentAdded":
      return <>Added: {edit.document.name}</>;
    case "Erased":
      return <>Erased for good: {edit.was}</>;
  }
}

const ClaimEdit = ({ does, claim }: { does: string; claim: { id: string; sentence: string } }) => (
  <>
    {does}:{" "}
    <WorkLink to={{ show: "claim", id: claim.id }}>
      <span className="sentence">{claim.sentence}</span>
    </WorkLink>
  </>
);
