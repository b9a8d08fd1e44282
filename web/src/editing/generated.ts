/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
export type AssertClaimsInput = {
  claims: Array<ClaimInput>;
  documents?: Array<DocumentInput> | null | undefined;
  entities?: Array<EntityInput> | null | undefined;
  reason?: string | null | undefined;
};

export type AssessClaimInput = {
  citation?: string | null | undefined;
  citations?: Array<CitationInput> | null | undefined;
  claim: string;
  comment?: string | null | undefined;
  ground?: DisputeGround | null | undefined;
  verdict: AssessmentVerdict;
};

export type AssessmentVerdict =
  | 'DISPUTE'
  | 'ENDORSE';

export type AttributeInput = {
  about: string;
  date?: WhenInput | null | undefined;
  language?: string | null | undefined;
  nameKind?: NameKind | null | undefined;
  property: string;
  value: string;
};

export type Certainty =
  | 'CLAIMED'
  | 'EXPECTED'
  | 'INFERRED'
  | 'RUMOURED'
  | 'STATED';

export type CitationInput = {
  digest?: string | null | undefined;
  document: string;
  end?: number | null | undefined;
  field?: string | null | undefined;
  locator?: string | null | undefined;
  nth?: number | null | undefined;
  prefix?: string | null | undefined;
  quote?: string | null | undefined;
  record?: string | null | undefined;
  start?: number | null | undefined;
  suffix?: string | null | undefined;
};

export type ClaimInput = {
  certainty?: Certainty | null | undefined;
  citations: Array<CitationInput>;
  derivedFrom?: Array<string> | null | undefined;
  holds?: WhenInput | null | undefined;
  includedIn?: string | null | undefined;
  key?: string | null | undefined;
  reference?: string | null | undefined;
  says: StatementInput;
  statedBy?: string | null | undefined;
  status?: Status | null | undefined;
};

export type CommitAction =
  | 'ADD_DOCUMENT'
  | 'ASSERT'
  | 'ASSESS'
  | 'CORRECT'
  | 'DESCRIBE'
  | 'ERASE'
  | 'JUDGE'
  | 'LOAD'
  | 'MERGE'
  | 'RETRACT'
  | 'SPLIT'
  | 'UNDO';

export type CommitFilter = {
  about?: Array<string> | null | undefined;
  actions?: Array<CommitAction> | null | undefined;
  by?: Array<string> | null | undefined;
  claims?: Array<string> | null | undefined;
  documents?: Array<string> | null | undefined;
  from?: string | null | undefined;
  kinds?: Array<RelationshipKind> | null | undefined;
  to?: string | null | undefined;
};

export type Comparator =
  | 'ABOUT'
  | 'AT_LEAST'
  | 'EXACTLY'
  | 'LESS_THAN'
  | 'MORE_THAN'
  | 'UP_TO';

export type CorrectClaimInput = {
  certainty?: Certainty | null | undefined;
  citations?: Array<CitationInput> | null | undefined;
  claim: string;
  correct: StatementInput;
  derivedFrom?: Array<string> | null | undefined;
  holds?: WhenInput | null | undefined;
  includedIn?: string | null | undefined;
  reason: string;
  reference?: string | null | undefined;
  statedBy?: string | null | undefined;
  status?: Status | null | undefined;
};

export type DisputeGround =
  | 'CONTRADICTED'
  | 'NOT_IN_CITATION'
  | 'OTHER'
  | 'OUT_OF_CONTEXT'
  | 'WRONG_DATE'
  | 'WRONG_ENTITY'
  | 'WRONG_FIGURE'
  | 'WRONG_KIND';

export type DocumentInput = {
  attribution?: string | null | undefined;
  key?: string | null | undefined;
  licence?: string | null | undefined;
  replaces?: string | null | undefined;
  text?: string | null | undefined;
  textDigest?: string | null | undefined;
  textIsOpen?: boolean | null | undefined;
  title: string;
  url?: string | null | undefined;
};

export type EntityInput = {
  id?: string | null | undefined;
  identifiers?: Array<IdentifierInput> | null | undefined;
  key: string;
  kind: EntityKind;
  name: string;
  notSameAs?: Array<string> | null | undefined;
};

export type EntityKind =
  | 'AWARD'
  | 'DOCUMENT'
  | 'EVENT'
  | 'FUNDING_SOURCE'
  | 'ORGANISATION'
  | 'PERSON'
  | 'PLACE'
  | 'PROGRAMME'
  | 'SECTOR';

export type ExpectInput = {
  entity: string;
  revision: string;
};

export type IdentifierInput = {
  scheme: string;
  value: string;
};

export type IdentityVerdict =
  | 'DIFFERENT'
  | 'RELATED'
  | 'SAME'
  | 'UNSURE';

export type Instrument =
  | 'BUDGET'
  | 'EQUITY'
  | 'GRANT'
  | 'INVESTMENT'
  | 'IN_KIND'
  | 'LOAN'
  | 'OTHER'
  | 'RELIEF';

export type JudgeIdentityInput = {
  citations?: Array<CitationInput> | null | undefined;
  left: string;
  reason: string;
  right: string;
  verdict: IdentityVerdict;
};

export type MeasureInput = {
  about: string;
  figure: QuantityInput;
  metric: string;
  place?: string | null | undefined;
  scope?: string | null | undefined;
};

export type MergeEntitiesInput = {
  citations?: Array<CitationInput> | null | undefined;
  keep: string;
  merge: Array<string>;
  reason: string;
};

export type MoneyInput = {
  also?: Array<MoneyInput> | null | undefined;
  comparator?: Comparator | null | undefined;
  currency: string;
  max?: string | null | undefined;
  value: string;
  wording?: string | null | undefined;
};

export type NameKind =
  | 'ACRONYM'
  | 'ALIAS'
  | 'FORMER'
  | 'LABEL';

export type QuantityInput = {
  also?: Array<QuantityInput> | null | undefined;
  comparator?: Comparator | null | undefined;
  exclusiveMax?: boolean | null | undefined;
  exclusiveMin?: boolean | null | undefined;
  max?: string | null | undefined;
  unit: string;
  value?: string | null | undefined;
  wording?: string | null | undefined;
};

export type RelationshipInput = {
  amount?: MoneyInput | null | undefined;
  instrument?: Instrument | null | undefined;
  kind: RelationshipKind;
  object: string;
  purpose?: string | null | undefined;
  quantity?: QuantityInput | null | undefined;
  recipient?: string | null | undefined;
  role?: string | null | undefined;
  subject: string;
  via?: string | null | undefined;
};

export type RelationshipKind =
  | 'ACTIVE_IN_SECTOR'
  | 'ADJACENT_TO'
  | 'AFFILIATED_WITH'
  | 'ANNOUNCED'
  | 'AUTHORED'
  | 'BACKS'
  | 'CITES'
  | 'COMPARED_WITH'
  | 'CONTROLS'
  | 'COORDINATES'
  | 'COVERS'
  | 'DEPICTS'
  | 'EMPLOYED_BY'
  | 'EXPANDS'
  | 'FAMILY_OF'
  | 'FOUNDED'
  | 'FUNDS'
  | 'HOLDS_OFFICE_IN'
  | 'INVESTS_IN'
  | 'LAUNCHED'
  | 'LEADS'
  | 'LOCATED_IN'
  | 'MEMBER_OF'
  | 'MODELLED_ON'
  | 'OFFERS'
  | 'OPERATES'
  | 'ORGANISES'
  | 'OWNS'
  | 'PARTICIPATES_IN'
  | 'PARTNER_OF'
  | 'PART_OF'
  | 'PLEDGES_JOBS_IN'
  | 'PROMOTES'
  | 'PUBLISHED'
  | 'RELATED_TO'
  | 'SPOKE_ABOUT'
  | 'SPUN_OUT_OF'
  | 'SUCCEEDS'
  | 'SUPPORTS'
  | 'SUPPORTS_SECTOR'
  | 'WITHHOLDS';

export type RetractClaimsInput = {
  claims: Array<string>;
  onlyCitations?: Array<string> | null | undefined;
  reason: string;
};

export type Role =
  | 'ADMIN'
  | 'CONTRIBUTOR'
  | 'EDITOR'
  | 'READER';

export type SplitEntityInput = {
  citations?: Array<CitationInput> | null | undefined;
  entity: string;
  parts: Array<SplitPartInput>;
  reason: string;
};

export type SplitPartInput = {
  claims?: Array<string> | null | undefined;
  members?: Array<string> | null | undefined;
  new?: EntityInput | null | undefined;
  to?: string | null | undefined;
};

export type Standing =
  | 'CONTESTED'
  | 'DISPUTED'
  | 'ENDORSED'
  | 'UNASSESSED';

export type StatementInput =
  {   attribute: AttributeInput; measure?: never; relationship?: never; }
  |  { attribute?: never;   measure: MeasureInput; relationship?: never; }
  |  { attribute?: never; measure?: never;   relationship: RelationshipInput; };

export type Status =
  | 'ACTUAL'
  | 'ENDED'
  | 'PLANNED'
  | 'PROPOSED';

export type UndoCommitInput = {
  commit: string;
  reason: string;
};

export type UserErrorCode =
  | 'DUPLICATE_SUSPECTED'
  | 'EVIDENCE_REQUIRED'
  | 'IDEMPOTENCY_MISMATCH'
  | 'INVALID'
  | 'JUDGED_DIFFERENT'
  | 'NAME_NOT_CITED'
  | 'NOT_FOUND'
  | 'NOT_OPEN'
  | 'OWN_PROPOSAL'
  | 'PROPOSE_ONLY'
  | 'QUOTE_AMBIGUOUS'
  | 'QUOTE_NOT_FOUND'
  | 'REASON_REQUIRED'
  | 'RULE_BROKEN'
  | 'SPAN_MISMATCH'
  | 'STALE'
  | 'TEXT_NOT_HELD'
  | 'TOO_LARGE'
  | 'UNDO_BLOCKED';

export type WarningCode =
  | 'ALREADY_SAID'
  | 'CONFLICTS'
  | 'FIGURE_NOT_IN_QUOTE'
  | 'NAMES_NOT_IN_QUOTE'
  | 'NEARLY_SAID'
  | 'RETRACTED_BEFORE';

export type WhenInput = {
  basis?: string | null | undefined;
  edtf?: string | null | undefined;
  wording?: string | null | undefined;
};

export type WriteOptions = {
  dryRun?: boolean | null | undefined;
  expect?: Array<ExpectInput> | null | undefined;
  idempotencyKey?: string | null | undefined;
  propose?: boolean | null | undefined;
};

export type WhoFragment = { id: string, displayName: string | null };

export type RecordedFragment = { id: string, number: number, at: string, action: CommitAction, reason: string | null, editCount: number, by: { id: string, displayName: string | null }, acceptedBy: { id: string, displayName: string | null } | null, undoes: { id: string, number: number } | null, undoneBy: { id: string, number: number } | null };

export type FigureFragment = { comparator: Comparator, value: string | null, max: string | null, exclusiveMin: boolean, exclusiveMax: boolean, unit: string, wording: string | null };

export type RefusalFragment = { code: UserErrorCode, message: string, field: Array<string> | null, nearest: Array<string>, blockedBy: Array<{ id: string, number: number }> };

export type DoubtFragment = { code: WarningCode, message: string };

export type PlanFragment = { asserted: number, retracted: number, unchanged: number, cited: number, uncited: number, described: number, sentences: Array<{ id: string, sentence: string, citations: Array<{ quote: string | null, locator: string | null, document: { id: string, name: string } }> }>, userErrors: Array<{ code: UserErrorCode, message: string, field: Array<string> | null, nearest: Array<string>, blockedBy: Array<{ id: string, number: number }> }>, warnings: Array<{ code: WarningCode, message: string }> };

export type OutcomeFragment = { commit: { id: string, number: number } | null, proposal: { id: string } | null, plan: { asserted: number, retracted: number, unchanged: number, cited: number, uncited: number, described: number, sentences: Array<{ id: string, sentence: string, citations: Array<{ quote: string | null, locator: string | null, document: { id: string, name: string } }> }>, userErrors: Array<{ code: UserErrorCode, message: string, field: Array<string> | null, nearest: Array<string>, blockedBy: Array<{ id: string, number: number }> }>, warnings: Array<{ code: WarningCode, message: string }> } | null, userErrors: Array<{ code: UserErrorCode, message: string, field: Array<string> | null, nearest: Array<string>, blockedBy: Array<{ id: string, number: number }> }>, warnings: Array<{ code: WarningCode, message: string }> };

export type ViewerQueryVariables = Exact<{ [key: string]: never; }>;


export type ViewerQuery = { viewer: { role: Role, mayCommit: Array<string>, mayPropose: Array<string>, agent: { id: string, displayName: string | null } | null } };

export type ProposalsQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
}>;


export type ProposalsQuery = { proposals: { totalCount: number, pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ id: string, action: CommitAction, mutation: string, digest: string, at: string, reason: string | null, by: { id: string, displayName: string | null }, plan: { asserted: number, retracted: number, unchanged: number, cited: number, uncited: number, described: number, sentences: Array<{ id: string, sentence: string, citations: Array<{ quote: string | null, locator: string | null, document: { id: string, name: string } }> }>, userErrors: Array<{ code: UserErrorCode, message: string, field: Array<string> | null, nearest: Array<string>, blockedBy: Array<{ id: string, number: number }> }>, warnings: Array<{ code: WarningCode, message: string }> } | null }> } | null };

export type HistoryQueryVariables = Exact<{
  filter?: CommitFilter | null | undefined;
  first: number;
  after?: string | null | undefined;
}>;


export type HistoryQuery = { commits: { totalCount: number, pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ id: string, number: number, at: string, action: CommitAction, reason: string | null, editCount: number, by: { id: string, displayName: string | null }, acceptedBy: { id: string, displayName: string | null } | null, undoes: { id: string, number: number } | null, undoneBy: { id: string, number: number } | null }> } | null };

export type EditsQueryVariables = Exact<{
  commit: string;
  first: number;
  after?: string | null | undefined;
}>;


export type EditsQuery = { node: { edits: { totalCount: number, pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<
        | (
          { claim: { id: string, sentence: string } }
          & { __typename: 'ClaimAsserted' | 'ClaimCited' | 'ClaimRetracted' | 'ClaimUncited' }
        )
        | (
          { withdrawn: boolean, claim: { id: string, sentence: string }, assessment: { verdict: AssessmentVerdict } }
          & { __typename: 'ClaimAssessed' }
        )
        | (
          { document: { id: string, name: string } }
          & { __typename: 'DocumentAdded' }
        )
        | (
          { nameBefore: string | null, nameAfter: string, entity: { id: string } }
          & { __typename: 'EntityDescribed' }
        )
        | (
          { was: string }
          & { __typename: 'Erased' }
        )
        | (
          { withdrawn: boolean, decision: { left: string, right: string, judged: IdentityVerdict } }
          & { __typename: 'IdentityDecided' }
        )
      > } } | null };

type Editable_Attribute_Fragment = (
  { property: string, value: string, id: string, sentence: string, status: Status, certainty: Certainty, standing: Standing, recorded: string, retracted: string | null, about: { id: string }, date: { edtf: string | null, wording: string | null, basis: string | null } | null, holds: { edtf: string | null } | null, citations: Array<{ id: string, quote: string | null, locator: string | null, document: { id: string, name: string } }>, assessments: Array<{ id: string, verdict: AssessmentVerdict, ground: DisputeGround | null, comment: string | null, citation: { id: string } | null, commit: { at: string, by: { id: string, displayName: string | null } } }>, commit: { id: string, number: number, at: string, action: CommitAction, reason: string | null, editCount: number, by: { id: string, displayName: string | null }, acceptedBy: { id: string, displayName: string | null } | null, undoes: { id: string, number: number } | null, undoneBy: { id: string, number: number } | null }, revises: { id: string, sentence: string } | null, revisedBy: { id: string, sentence: string } | null }
  & { __typename: 'Attribute' }
);

type Editable_Measure_Fragment = (
  { metric: string, scope: string | null, id: string, sentence: string, status: Status, certainty: Certainty, standing: Standing, recorded: string, retracted: string | null, about: { id: string }, place: { id: string } | null, figure: { comparator: Comparator, value: string | null, max: string | null, exclusiveMin: boolean, exclusiveMax: boolean, unit: string, wording: string | null }, holds: { edtf: string | null } | null, citations: Array<{ id: string, quote: string | null, locator: string | null, document: { id: string, name: string } }>, assessments: Array<{ id: string, verdict: AssessmentVerdict, ground: DisputeGround | null, comment: string | null, citation: { id: string } | null, commit: { at: string, by: { id: string, displayName: string | null } } }>, commit: { id: string, number: number, at: string, action: CommitAction, reason: string | null, editCount: number, by: { id: string, displayName: string | null }, acceptedBy: { id: string, displayName: string | null } | null, undoes: { id: string, number: number } | null, undoneBy: { id: string, number: number } | null }, revises: { id: string, sentence: string } | null, revisedBy: { id: string, sentence: string } | null }
  & { __typename: 'Measure' }
);

type Editable_Relationship_Fragment = (
  { kind: RelationshipKind, role: string | null, purpose: string | null, instrument: Instrument | null, id: string, sentence: string, status: Status, certainty: Certainty, standing: Standing, recorded: string, retracted: string | null, subject: { id: string }, object: { id: string }, via: { id: string } | null, recipient: { id: string } | null, amount: { comparator: Comparator, value: string, max: string | null, currency: string, wording: string | null, also: Array<{ comparator: Comparator, value: string, max: string | null, currency: string, wording: string | null }> } | null, quantity: { comparator: Comparator, value: string | null, max: string | null, exclusiveMin: boolean, exclusiveMax: boolean, unit: string, wording: string | null } | null, holds: { edtf: string | null } | null, citations: Array<{ id: string, quote: string | null, locator: string | null, document: { id: string, name: string } }>, assessments: Array<{ id: string, verdict: AssessmentVerdict, ground: DisputeGround | null, comment: string | null, citation: { id: string } | null, commit: { at: string, by: { id: string, displayName: string | null } } }>, commit: { id: string, number: number, at: string, action: CommitAction, reason: string | null, editCount: number, by: { id: string, displayName: string | null }, acceptedBy: { id: string, displayName: string | null } | null, undoes: { id: string, number: number } | null, undoneBy: { id: string, number: number } | null }, revises: { id: string, sentence: string } | null, revisedBy: { id: string, sentence: string } | null }
  & { __typename: 'Relationship' }
);

export type EditableFragment =
  | Editable_Attribute_Fragment
  | Editable_Measure_Fragment
  | Editable_Relationship_Fragment
;

export type ClaimToEditQueryVariables = Exact<{
  id: string;
}>;


export type ClaimToEditQuery = { node:
    | (
      { property: string, value: string, id: string, sentence: string, status: Status, certainty: Certainty, standing: Standing, recorded: string, retracted: string | null, about: { id: string }, date: { edtf: string | null, wording: string | null, basis: string | null } | null, holds: { edtf: string | null } | null, citations: Array<{ id: string, quote: string | null, locator: string | null, document: { id: string, name: string } }>, assessments: Array<{ id: string, verdict: AssessmentVerdict, ground: DisputeGround | null, comment: string | null, citation: { id: string } | null, commit: { at: string, by: { id: string, displayName: string | null } } }>, commit: { id: string, number: number, at: string, action: CommitAction, reason: string | null, editCount: number, by: { id: string, displayName: string | null }, acceptedBy: { id: string, displayName: string | null } | null, undoes: { id: string, number: number } | null, undoneBy: { id: string, number: number } | null }, revises: { id: string, sentence: string } | null, revisedBy: { id: string, sentence: string } | null }
      & { __typename: 'Attribute' }
    )
    | (
      { metric: string, scope: string | null, id: string, sentence: string, status: Status, certainty: Certainty, standing: Standing, recorded: string, retracted: string | null, about: { id: string }, place: { id: string } | null, figure: { comparator: Comparator, value: string | null, max: string | null, exclusiveMin: boolean, exclusiveMax: boolean, unit: string, wording: string | null }, holds: { edtf: string | null } | null, citations: Array<{ id: string, quote: string | null, locator: string | null, document: { id: string, name: string } }>, assessments: Array<{ id: string, verdict: AssessmentVerdict, ground: DisputeGround | null, comment: string | null, citation: { id: string } | null, commit: { at: string, by: { id: string, displayName: string | null } } }>, commit: { id: string, number: number, at: string, action: CommitAction, reason: string | null, editCount: number, by: { id: string, displayName: string | null }, acceptedBy: { id: string, displayName: string | null } | null, undoes: { id: string, number: number } | null, undoneBy: { id: string, number: number } | null }, revises: { id: string, sentence: string } | null, revisedBy: { id: string, sentence: string } | null }
      & { __typename: 'Measure' }
    )
    | (
      { kind: RelationshipKind, role: string | null, purpose: string | null, instrument: Instrument | null, id: string, sentence: string, status: Status, certainty: Certainty, standing: Standing, recorded: string, retracted: string | null, subject: { id: string }, object: { id: string }, via: { id: string } | null, recipient: { id: string } | null, amount: { comparator: Comparator, value: string, max: string | null, currency: string, wording: string | null, also: Array<{ comparator: Comparator, value: string, max: string | null, currency: string, wording: string | null }> } | null, quantity: { comparator: Comparator, value: string | null, max: string | null, exclusiveMin: boolean, exclusiveMax: boolean, unit: string, wording: string | null } | null, holds: { edtf: string | null } | null, citations: Array<{ id: string, quote: string | null, locator: string | null, document: { id: string, name: string } }>, assessments: Array<{ id: string, verdict: AssessmentVerdict, ground: DisputeGround | null, comment: string | null, citation: { id: string } | null, commit: { at: string, by: { id: string, displayName: string | null } } }>, commit: { id: string, number: number, at: string, action: CommitAction, reason: string | null, editCount: number, by: { id: string, displayName: string | null }, acceptedBy: { id: string, displayName: string | null } | null, undoes: { id: string, number: number } | null, undoneBy: { id: string, number: number } | null }, revises: { id: string, sentence: string } | null, revisedBy: { id: string, sentence: string } | null }
      & { __typename: 'Relationship' }
    )
   | null };

export type DocumentToCiteQueryVariables = Exact<{
  id: string;
}>;


export type DocumentToCiteQuery = { entity:
    | { id: string, name: string }
    | { url: string | null, text: string | null, id: string, name: string }
   | null };

export type KindsQueryVariables = Exact<{ [key: string]: never; }>;


export type KindsQuery = { relationshipKinds: Array<{ kind: RelationshipKind, label: string }> };

export type SideQueryVariables = Exact<{
  id: string;
}>;


export type SideQuery = { entity: { id: string, name: string, kind: EntityKind, degree: number, aliases: Array<string>, revision: string, identifiers: Array<{ scheme: string, value: string }>, identity: { canonical: string, members: Array<string> }, relationships: { totalCount: number, nodes: Array<{ id: string, sentence: string }> } } | null };

export type EvidenceFragment = { quote: string | null, locator: string | null, start: number | null, end: number | null, digest: string | null, field: string | null, document: { id: string, name: string }, record: { key: string, hint: string } | null };

export type PairSideFragment = { id: string, name: string, kind: EntityKind, aliases: Array<string>, identifiers: Array<{ scheme: string, value: string }>, locations: { nodes: Array<{ id: string, name: string }> }, names: Array<{ claim: { datasets: Array<{ id: string, title: string }>, citations: Array<{ quote: string | null, locator: string | null, start: number | null, end: number | null, digest: string | null, field: string | null, document: { id: string, name: string }, record: { key: string, hint: string } | null }> } | null }>, relationships: { totalCount: number, nodes: Array<{ id: string, sentence: string, citations: Array<{ quote: string | null, locator: string | null, start: number | null, end: number | null, digest: string | null, field: string | null, document: { id: string, name: string }, record: { key: string, hint: string } | null }> }> } };

export type PairsQueryVariables = Exact<{
  about?: string | null | undefined;
  first: number;
  after?: string | null | undefined;
}>;


export type PairsQuery = { identityCandidates: { totalCount: number, pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ score: number, for: Array<string>, against: Array<string>, left: { id: string, name: string, kind: EntityKind, aliases: Array<string>, identifiers: Array<{ scheme: string, value: string }>, locations: { nodes: Array<{ id: string, name: string }> }, names: Array<{ claim: { datasets: Array<{ id: string, title: string }>, citations: Array<{ quote: string | null, locator: string | null, start: number | null, end: number | null, digest: string | null, field: string | null, document: { id: string, name: string }, record: { key: string, hint: string } | null }> } | null }>, relationships: { totalCount: number, nodes: Array<{ id: string, sentence: string, citations: Array<{ quote: string | null, locator: string | null, start: number | null, end: number | null, digest: string | null, field: string | null, document: { id: string, name: string }, record: { key: string, hint: string } | null }> }> } }, right: { id: string, name: string, kind: EntityKind, aliases: Array<string>, identifiers: Array<{ scheme: string, value: string }>, locations: { nodes: Array<{ id: string, name: string }> }, names: Array<{ claim: { datasets: Array<{ id: string, title: string }>, citations: Array<{ quote: string | null, locator: string | null, start: number | null, end: number | null, digest: string | null, field: string | null, document: { id: string, name: string }, record: { key: string, hint: string } | null }> } | null }>, relationships: { totalCount: number, nodes: Array<{ id: string, sentence: string, citations: Array<{ quote: string | null, locator: string | null, start: number | null, end: number | null, digest: string | null, field: string | null, document: { id: string, name: string }, record: { key: string, hint: string } | null }> }> } } }> } | null };

export type AcceptProposalMutationVariables = Exact<{
  proposal: string;
  digest: string;
  decision?: string | null | undefined;
  options?: WriteOptions | null | undefined;
}>;


export type AcceptProposalMutation = { written: { commit: { id: string, number: number } | null, proposal: { id: string } | null, plan: { asserted: number, retracted: number, unchanged: number, cited: number, uncited: number, described: number, sentences: Array<{ id: string, sentence: string, citations: Array<{ quote: string | null, locator: string | null, document: { id: string, name: string } }> }>, userErrors: Array<{ code: UserErrorCode, message: string, field: Array<string> | null, nearest: Array<string>, blockedBy: Array<{ id: string, number: number }> }>, warnings: Array<{ code: WarningCode, message: string }> } | null, userErrors: Array<{ code: UserErrorCode, message: string, field: Array<string> | null, nearest: Array<string>, blockedBy: Array<{ id: string, number: number }> }>, warnings: Array<{ code: WarningCode, message: string }> } | null };

export type RejectProposalMutationVariables = Exact<{
  proposal: string;
  decision: string;
  options?: WriteOptions | null | undefined;
}>;


export type RejectProposalMutation = { written: { commit: { id: string, number: number } | null, proposal: { id: string } | null, plan: { asserted: number, retracted: number, unchanged: number, cited: number, uncited: number, described: number, sentences: Array<{ id: string, sentence: string, citations: Array<{ quote: string | null, locator: string | null, document: { id: string, name: string } }> }>, userErrors: Array<{ code: UserErrorCode, message: string, field: Array<string> | null, nearest: Array<string>, blockedBy: Array<{ id: string, number: number }> }>, warnings: Array<{ code: WarningCode, message: string }> } | null, userErrors: Array<{ code: UserErrorCode, message: string, field: Array<string> | null, nearest: Array<string>, blockedBy: Array<{ id: string, number: number }> }>, warnings: Array<{ code: WarningCode, message: string }> } | null };

export type WithdrawProposalMutationVariables = Exact<{
  proposal: string;
  options?: WriteOptions | null | undefined;
}>;


export type WithdrawProposalMutation = { written: { commit: { id: string, number: number } | null, proposal: { id: string } | null, plan: { asserted: number, retracted: number, unchanged: number, cited: number, uncited: number, described: number, sentences: Array<{ id: string, sentence: string, citations: Array<{ quote: string | null, locator: string | null, document: { id: string, name: string } }> }>, userErrors: Array<{ code: UserErrorCode, message: string, field: Array<string> | null, nearest: Array<string>, blockedBy: Array<{ id: string, number: number }> }>, warnings: Array<{ code: WarningCode, message: string }> } | null, userErrors: Array<{ code: UserErrorCode, message: string, field: Array<string> | null, nearest: Array<string>, blockedBy: Array<{ id: string, number: number }> }>, warnings: Array<{ code: WarningCode, message: string }> } | null };

export type UndoCommitMutationVariables = Exact<{
  input: UndoCommitInput;
  options?: WriteOptions | null | undefined;
}>;


export type UndoCommitMutation = { written: { commit: { id: string, number: number } | null, proposal: { id: string } | null, plan: { asserted: number, retracted: number, unchanged: number, cited: number, uncited: number, described: number, sentences: Array<{ id: string, sentence: string, citations: Array<{ quote: string | null, locator: string | null, document: { id: string, name: string } }> }>, userErrors: Array<{ code: UserErrorCode, message: string, field: Array<string> | null, nearest: Array<string>, blockedBy: Array<{ id: string, number: number }> }>, warnings: Array<{ code: WarningCode, message: string }> } | null, userErrors: Array<{ code: UserErrorCode, message: string, field: Array<string> | null, nearest: Array<string>, blockedBy: Array<{ id: string, number: number }> }>, warnings: Array<{ code: WarningCode, message: string }> } | null };

export type MergeEntitiesMutationVariables = Exact<{
  input: MergeEntitiesInput;
  options?: WriteOptions | null | undefined;
}>;


export type MergeEntitiesMutation = { written: { commit: { id: string, number: number } | null, proposal: { id: string } | null, plan: { asserted: number, retracted: number, unchanged: number, cited: number, uncited: number, described: number, sentences: Array<{ id: string, sentence: string, citations: Array<{ quote: string | null, locator: string | null, document: { id: string, name: string } }> }>, userErrors: Array<{ code: UserErrorCode, message: string, field: Array<string> | null, nearest: Array<string>, blockedBy: Array<{ id: string, number: number }> }>, warnings: Array<{ code: WarningCode, message: string }> } | null, userErrors: Array<{ code: UserErrorCode, message: string, field: Array<string> | null, nearest: Array<string>, blockedBy: Array<{ id: string, number: number }> }>, warnings: Array<{ code: WarningCode, message: string }> } | null };

export type JudgeIdentityMutationVariables = Exact<{
  input: JudgeIdentityInput;
  options?: WriteOptions | null | undefined;
}>;


export type JudgeIdentityMutation = { written: { commit: { id: string, number: number } | null, proposal: { id: string } | null, plan: { asserted: number, retracted: number, unchanged: number, cited: number, uncited: number, described: number, sentences: Array<{ id: string, sentence: string, citations: Array<{ quote: string | null, locator: string | null, document: { id: string, name: string } }> }>, userErrors: Array<{ code: UserErrorCode, message: string, field: Array<string> | null, nearest: Array<string>, blockedBy: Array<{ id: string, number: number }> }>, warnings: Array<{ code: WarningCode, message: string }> } | null, userErrors: Array<{ code: UserErrorCode, message: string, field: Array<string> | null, nearest: Array<string>, blockedBy: Array<{ id: string, number: number }> }>, warnings: Array<{ code: WarningCode, message: string }> } | null };

export type SplitEntityMutationVariables = Exact<{
  input: SplitEntityInput;
  options?: WriteOptions | null | undefined;
}>;


export type SplitEntityMutation = { written: { commit: { id: string, number: number } | null, proposal: { id: string } | null, plan: { asserted: number, retracted: number, unchanged: number, cited: number, uncited: number, described: number, sentences: Array<{ id: string, sentence: string, citations: Array<{ quote: string | null, locator: string | null, document: { id: string, name: string } }> }>, userErrors: Array<{ code: UserErrorCode, message: string, field: Array<string> | null, nearest: Array<string>, blockedBy: Array<{ id: string, number: number }> }>, warnings: Array<{ code: WarningCode, message: string }> } | null, userErrors: Array<{ code: UserErrorCode, message: string, field: Array<string> | null, nearest: Array<string>, blockedBy: Array<{ id: string, number: number }> }>, warnings: Array<{ code: WarningCode, message: string }> } | null };

export type AssessClaimMutationVariables = Exact<{
  input: AssessClaimInput;
  options?: WriteOptions | null | undefined;
}>;


export type AssessClaimMutation = { written: { commit: { id: string, number: number } | null, proposal: { id: string } | null, plan: { asserted: number, retracted: number, unchanged: number, cited: number, uncited: number, described: number, sentences: Array<{ id: string, sentence: string, citations: Array<{ quote: string | null, locator: string | null, document: { id: string, name: string } }> }>, userErrors: Array<{ code: UserErrorCode, message: string, field: Array<string> | null, nearest: Array<string>, blockedBy: Array<{ id: string, number: number }> }>, warnings: Array<{ code: WarningCode, message: string }> } | null, userErrors: Array<{ code: UserErrorCode, message: string, field: Array<string> | null, nearest: Array<string>, blockedBy: Array<{ id: string, number: number }> }>, warnings: Array<{ code: WarningCode, message: string }> } | null };

export type WithdrawAssessmentMutationVariables = Exact<{
  assessment: string;
  reason: string;
  options?: WriteOptions | null | undefined;
}>;


export type WithdrawAssessmentMutation = { written: { commit: { id: string, number: number } | null, proposal: { id: string } | null, plan: { asserted: number, retracted: number, unchanged: number, cited: number, uncited: number, described: number, sentences: Array<{ id: string, sentence: string, citations: Array<{ quote: string | null, locator: string | null, document: { id: string, name: string } }> }>, userErrors: Array<{ code: UserErrorCode, message: string, field: Array<string> | null, nearest: Array<string>, blockedBy: Array<{ id: string, number: number }> }>, warnings: Array<{ code: WarningCode, message: string }> } | null, userErrors: Array<{ code: UserErrorCode, message: string, field: Array<string> | null, nearest: Array<string>, blockedBy: Array<{ id: string, number: number }> }>, warnings: Array<{ code: WarningCode, message: string }> } | null };

export type RetractClaimsMutationVariables = Exact<{
  input: RetractClaimsInput;
  options?: WriteOptions | null | undefined;
}>;


export type RetractClaimsMutation = { written: { commit: { id: string, number: number } | null, proposal: { id: string } | null, plan: { asserted: number, retracted: number, unchanged: number, cited: number, uncited: number, described: number, sentences: Array<{ id: string, sentence: string, citations: Array<{ quote: string | null, locator: string | null, document: { id: string, name: string } }> }>, userErrors: Array<{ code: UserErrorCode, message: string, field: Array<string> | null, nearest: Array<string>, blockedBy: Array<{ id: string, number: number }> }>, warnings: Array<{ code: WarningCode, message: string }> } | null, userErrors: Array<{ code: UserErrorCode, message: string, field: Array<string> | null, nearest: Array<string>, blockedBy: Array<{ id: string, number: number }> }>, warnings: Array<{ code: WarningCode, message: string }> } | null };

export type CorrectClaimMutationVariables = Exact<{
  input: CorrectClaimInput;
  options?: WriteOptions | null | undefined;
}>;


export type CorrectClaimMutation = { written: { commit: { id: string, number: number } | null, proposal: { id: string } | null, plan: { asserted: number, retracted: number, unchanged: number, cited: number, uncited: number, described: number, sentences: Array<{ id: string, sentence: string, citations: Array<{ quote: string | null, locator: string | null, document: { id: string, name: string } }> }>, userErrors: Array<{ code: UserErrorCode, message: string, field: Array<string> | null, nearest: Array<string>, blockedBy: Array<{ id: string, number: number }> }>, warnings: Array<{ code: WarningCode, message: string }> } | null, userErrors: Array<{ code: UserErrorCode, message: string, field: Array<string> | null, nearest: Array<string>, blockedBy: Array<{ id: string, number: number }> }>, warnings: Array<{ code: WarningCode, message: string }> } | null };

export type AssertClaimsMutationVariables = Exact<{
  input: AssertClaimsInput;
  options?: WriteOptions | null | undefined;
}>;


export type AssertClaimsMutation = { written: { commit: { id: string, number: number } | null, proposal: { id: string } | null, plan: { asserted: number, retracted: number, unchanged: number, cited: number, uncited: number, described: number, sentences: Array<{ id: string, sentence: string, citations: Array<{ quote: string | null, locator: string | null, document: { id: string, name: string } }> }>, userErrors: Array<{ code: UserErrorCode, message: string, field: Array<string> | null, nearest: Array<string>, blockedBy: Array<{ id: string, number: number }> }>, warnings: Array<{ code: WarningCode, message: string }> } | null, userErrors: Array<{ code: UserErrorCode, message: string, field: Array<string> | null, nearest: Array<string>, blockedBy: Array<{ id: string, number: number }> }>, warnings: Array<{ code: WarningCode, message: string }> } | null };

export class TypedDocumentString<TResult, TVariables>
  extends String
  implements DocumentTypeDecoration<TResult, TVariables>
{
  __apiType?: NonNullable<DocumentTypeDecoration<TResult, TVariables>['__apiType']>;
  private value: string;
  public __meta__?: Record<string, any> | undefined;

  constructor(value: string, __meta__?: Record<string, any> | undefined) {
    super(value);
    this.value = value;
    this.__meta__ = __meta__;
  }

  override toString(): string & DocumentTypeDecoration<TResult, TVariables> {
    return this.value;
  }
}
export const RefusalFragmentDoc = new TypedDocumentString(`
    fragment Refusal on UserError {
  code
  message
  field
  nearest
  blockedBy {
    id
    number
  }
}
    `, {"fragmentName":"Refusal"}) as unknown as TypedDocumentString<RefusalFragment, unknown>;
export const DoubtFragmentDoc = new TypedDocumentString(`
    fragment Doubt on Warning {
  code
  message
}
    `, {"fragmentName":"Doubt"}) as unknown as TypedDocumentString<DoubtFragment, unknown>;
export const PlanFragmentDoc = new TypedDocumentString(`
    fragment Plan on WritePlan {
  asserted
  retracted
  unchanged
  cited
  uncited
  described
  sentences {
    id
    sentence
    citations {
      quote
      locator
      document {
        id
        name
      }
    }
  }
  userErrors {
    ...Refusal
  }
  warnings {
    ...Doubt
  }
}
    fragment Refusal on UserError {
  code
  message
  field
  nearest
  blockedBy {
    id
    number
  }
}
fragment Doubt on Warning {
  code
  message
}`, {"fragmentName":"Plan"}) as unknown as TypedDocumentString<PlanFragment, unknown>;
export const OutcomeFragmentDoc = new TypedDocumentString(`
    fragment Outcome on WritePayload {
  commit {
    id
    number
  }
  proposal {
    id
  }
  plan {
    ...Plan
  }
  userErrors {
    ...Refusal
  }
  warnings {
    ...Doubt
  }
}
    fragment Refusal on UserError {
  code
  message
  field
  nearest
  blockedBy {
    id
    number
  }
}
fragment Doubt on Warning {
  code
  message
}
fragment Plan on WritePlan {
  asserted
  retracted
  unchanged
  cited
  uncited
  described
  sentences {
    id
    sentence
    citations {
      quote
      locator
      document {
        id
        name
      }
    }
  }
  userErrors {
    ...Refusal
  }
  warnings {
    ...Doubt
  }
}`, {"fragmentName":"Outcome"}) as unknown as TypedDocumentString<OutcomeFragment, unknown>;
export const WhoFragmentDoc = new TypedDocumentString(`
    fragment Who on Agent {
  id
  displayName
}
    `, {"fragmentName":"Who"}) as unknown as TypedDocumentString<WhoFragment, unknown>;
export const RecordedFragmentDoc = new TypedDocumentString(`
    fragment Recorded on Commit {
  id
  number
  at
  action
  reason
  editCount
  by {
    ...Who
  }
  acceptedBy {
    ...Who
  }
  undoes {
    id
    number
  }
  undoneBy {
    id
    number
  }
}
    fragment Who on Agent {
  id
  displayName
}`, {"fragmentName":"Recorded"}) as unknown as TypedDocumentString<RecordedFragment, unknown>;
export const FigureFragmentDoc = new TypedDocumentString(`
    fragment Figure on Quantity {
  comparator
  value
  max
  exclusiveMin
  exclusiveMax
  unit
  wording
}
    `, {"fragmentName":"Figure"}) as unknown as TypedDocumentString<FigureFragment, unknown>;
export const EditableFragmentDoc = new TypedDocumentString(`
    fragment Editable on Claim {
  __typename
  id
  sentence
  status
  certainty
  standing
  recorded
  retracted
  holds {
    edtf
  }
  citations {
    id
    quote
    locator
    document {
      id
      name
    }
  }
  assessments(first: 50) {
    id
    verdict
    ground
    comment
    citation {
      id
    }
    commit {
      at
      by {
        ...Who
      }
    }
  }
  commit {
    ...Recorded
  }
  revises {
    id
    sentence
  }
  revisedBy {
    id
    sentence
  }
  ... on Relationship {
    kind
    subject {
      id
    }
    object {
      id
    }
    role
    purpose
    instrument
    via {
      id
    }
    recipient {
      id
    }
    amount {
      comparator
      value
      max
      currency
      wording
      also {
        comparator
        value
        max
        currency
        wording
      }
    }
    quantity {
      ...Figure
    }
  }
  ... on Measure {
    about {
      id
    }
    metric
    scope
    place {
      id
    }
    figure {
      ...Figure
    }
  }
  ... on Attribute {
    about {
      id
    }
    property
    value
    date {
      edtf
      wording
      basis
    }
  }
}
    fragment Who on Agent {
  id
  displayName
}
fragment Recorded on Commit {
  id
  number
  at
  action
  reason
  editCount
  by {
    ...Who
  }
  acceptedBy {
    ...Who
  }
  undoes {
    id
    number
  }
  undoneBy {
    id
    number
  }
}
fragment Figure on Quantity {
  comparator
  value
  max
  exclusiveMin
  exclusiveMax
  unit
  wording
}`, {"fragmentName":"Editable"}) as unknown as TypedDocumentString<EditableFragment, unknown>;
export const EvidenceFragmentDoc = new TypedDocumentString(`
    fragment Evidence on Citation {
  document {
    id
    name
  }
  quote
  locator
  start
  end
  digest
  field
  record {
    key
    hint
  }
}
    `, {"fragmentName":"Evidence"}) as unknown as TypedDocumentString<EvidenceFragment, unknown>;
export const PairSideFragmentDoc = new TypedDocumentString(`
    fragment PairSide on Entity {
  id
  name
  kind
  aliases
  identifiers {
    scheme
    value
  }
  locations(first: 3) {
    nodes {
      id
      name
    }
  }
  names(first: 1) {
    claim {
      datasets {
        id
        title
      }
      citations {
        ...Evidence
      }
    }
  }
  relationships(first: 4) {
    totalCount
    nodes {
      id
      sentence
      citations {
        ...Evidence
      }
    }
  }
}
    fragment Evidence on Citation {
  document {
    id
    name
  }
  quote
  locator
  start
  end
  digest
  field
  record {
    key
    hint
  }
}`, {"fragmentName":"PairSide"}) as unknown as TypedDocumentString<PairSideFragment, unknown>;
export const ViewerDocument = new TypedDocumentString(`
    query Viewer {
  viewer {
    agent {
      ...Who
    }
    role
    mayCommit
    mayPropose
  }
}
    fragment Who on Agent {
  id
  displayName
}`) as unknown as TypedDocumentString<ViewerQuery, ViewerQueryVariables>;
export const ProposalsDocument = new TypedDocumentString(`
    query Proposals($first: Int!, $after: String) {
  proposals(first: $first, after: $after) {
    totalCount
    pageInfo {
      hasNextPage
      endCursor
    }
    nodes {
      id
      action
      mutation
      digest
      at
      reason
      by {
        ...Who
      }
      plan {
        ...Plan
      }
    }
  }
}
    fragment Who on Agent {
  id
  displayName
}
fragment Refusal on UserError {
  code
  message
  field
  nearest
  blockedBy {
    id
    number
  }
}
fragment Doubt on Warning {
  code
  message
}
fragment Plan on WritePlan {
  asserted
  retracted
  unchanged
  cited
  uncited
  described
  sentences {
    id
    sentence
    citations {
      quote
      locator
      document {
        id
        name
      }
    }
  }
  userErrors {
    ...Refusal
  }
  warnings {
    ...Doubt
  }
}`) as unknown as TypedDocumentString<ProposalsQuery, ProposalsQueryVariables>;
export const HistoryDocument = new TypedDocumentString(`
    query History($filter: CommitFilter, $first: Int!, $after: String) {
  commits(filter: $filter, first: $first, after: $after) {
    totalCount
    pageInfo {
      hasNextPage
      endCursor
    }
    nodes {
      ...Recorded
    }
  }
}
    fragment Who on Agent {
  id
  displayName
}
fragment Recorded on Commit {
  id
  number
  at
  action
  reason
  editCount
  by {
    ...Who
  }
  acceptedBy {
    ...Who
  }
  undoes {
    id
    number
  }
  undoneBy {
    id
    number
  }
}`) as unknown as TypedDocumentString<HistoryQuery, HistoryQueryVariables>;
export const EditsDocument = new TypedDocumentString(`
    query Edits($commit: ID!, $first: Int!, $after: String) {
  node(id: $commit) {
    ... on Commit {
      edits(first: $first, after: $after) {
        totalCount
        pageInfo {
          hasNextPage
          endCursor
        }
        nodes {
          __typename
          ... on ClaimAsserted {
            claim {
              id
              sentence
            }
          }
          ... on ClaimRetracted {
            claim {
              id
              sentence
            }
          }
          ... on ClaimCited {
            claim {
              id
              sentence
            }
          }
          ... on ClaimUncited {
            claim {
              id
              sentence
            }
          }
          ... on ClaimAssessed {
            claim {
              id
              sentence
            }
            withdrawn
            assessment {
              verdict
            }
          }
          ... on EntityDescribed {
            entity {
              id
            }
            nameBefore
            nameAfter
          }
          ... on IdentityDecided {
            withdrawn
            decision {
              left
              right
              judged
            }
          }
          ... on DocumentAdded {
            document {
              id
              name
            }
          }
          ... on Erased {
            was
          }
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<EditsQuery, EditsQueryVariables>;
export const ClaimToEditDocument = new TypedDocumentString(`
    query ClaimToEdit($id: ID!) {
  node(id: $id) {
    ...Editable
  }
}
    fragment Who on Agent {
  id
  displayName
}
fragment Recorded on Commit {
  id
  number
  at
  action
  reason
  editCount
  by {
    ...Who
  }
  acceptedBy {
    ...Who
  }
  undoes {
    id
    number
  }
  undoneBy {
    id
    number
  }
}
fragment Figure on Quantity {
  comparator
  value
  max
  exclusiveMin
  exclusiveMax
  unit
  wording
}
fragment Editable on Claim {
  __typename
  id
  sentence
  status
  certainty
  standing
  recorded
  retracted
  holds {
    edtf
  }
  citations {
    id
    quote
    locator
    document {
      id
      name
    }
  }
  assessments(first: 50) {
    id
    verdict
    ground
    comment
    citation {
      id
    }
    commit {
      at
      by {
        ...Who
      }
    }
  }
  commit {
    ...Recorded
  }
  revises {
    id
    sentence
  }
  revisedBy {
    id
    sentence
  }
  ... on Relationship {
    kind
    subject {
      id
    }
    object {
      id
    }
    role
    purpose
    instrument
    via {
      id
    }
    recipient {
      id
    }
    amount {
      comparator
      value
      max
      currency
      wording
      also {
        comparator
        value
        max
        currency
        wording
      }
    }
    quantity {
      ...Figure
    }
  }
  ... on Measure {
    about {
      id
    }
    metric
    scope
    place {
      id
    }
    figure {
      ...Figure
    }
  }
  ... on Attribute {
    about {
      id
    }
    property
    value
    date {
      edtf
      wording
      basis
    }
  }
}`) as unknown as TypedDocumentString<ClaimToEditQuery, ClaimToEditQueryVariables>;
export const DocumentToCiteDocument = new TypedDocumentString(`
    query DocumentToCite($id: ID!) {
  entity(id: $id) {
    id
    name
    ... on Document {
      url
      text
    }
  }
}
    `) as unknown as TypedDocumentString<DocumentToCiteQuery, DocumentToCiteQueryVariables>;
export const KindsDocument = new TypedDocumentString(`
    query Kinds {
  relationshipKinds {
    kind
    label
  }
}
    `) as unknown as TypedDocumentString<KindsQuery, KindsQueryVariables>;
export const SideDocument = new TypedDocumentString(`
    query Side($id: ID!) {
  entity(id: $id) {
    id
    name
    kind
    degree
    aliases
    revision
    identifiers {
      scheme
      value
    }
    identity {
      canonical
      members
    }
    relationships(first: 5) {
      totalCount
      nodes {
        id
        sentence
      }
    }
  }
}
    `) as unknown as TypedDocumentString<SideQuery, SideQueryVariables>;
export const PairsDocument = new TypedDocumentString(`
    query Pairs($about: ID, $first: Int!, $after: String) {
  identityCandidates(about: $about, first: $first, after: $after) {
    totalCount
    pageInfo {
      hasNextPage
      endCursor
    }
    nodes {
      score
      for
      against
      left {
        ...PairSide
      }
      right {
        ...PairSide
      }
    }
  }
}
    fragment Evidence on Citation {
  document {
    id
    name
  }
  quote
  locator
  start
  end
  digest
  field
  record {
    key
    hint
  }
}
fragment PairSide on Entity {
  id
  name
  kind
  aliases
  identifiers {
    scheme
    value
  }
  locations(first: 3) {
    nodes {
      id
      name
    }
  }
  names(first: 1) {
    claim {
      datasets {
        id
        title
      }
      citations {
        ...Evidence
      }
    }
  }
  relationships(first: 4) {
    totalCount
    nodes {
      id
      sentence
      citations {
        ...Evidence
      }
    }
  }
}`) as unknown as TypedDocumentString<PairsQuery, PairsQueryVariables>;
export const AcceptProposalDocument = new TypedDocumentString(`
    mutation AcceptProposal($proposal: ID!, $digest: String!, $decision: String, $options: WriteOptions) {
  written: acceptProposal(
    proposal: $proposal
    digest: $digest
    decision: $decision
    options: $options
  ) {
    ...Outcome
  }
}
    fragment Refusal on UserError {
  code
  message
  field
  nearest
  blockedBy {
    id
    number
  }
}
fragment Doubt on Warning {
  code
  message
}
fragment Plan on WritePlan {
  asserted
  retracted
  unchanged
  cited
  uncited
  described
  sentences {
    id
    sentence
    citations {
      quote
      locator
      document {
        id
        name
      }
    }
  }
  userErrors {
    ...Refusal
  }
  warnings {
    ...Doubt
  }
}
fragment Outcome on WritePayload {
  commit {
    id
    number
  }
  proposal {
    id
  }
  plan {
    ...Plan
  }
  userErrors {
    ...Refusal
  }
  warnings {
    ...Doubt
  }
}`) as unknown as TypedDocumentString<AcceptProposalMutation, AcceptProposalMutationVariables>;
export const RejectProposalDocument = new TypedDocumentString(`
    mutation RejectProposal($proposal: ID!, $decision: String!, $options: WriteOptions) {
  written: rejectProposal(
    proposal: $proposal
    decision: $decision
    options: $options
  ) {
    ...Outcome
  }
}
    fragment Refusal on UserError {
  code
  message
  field
  nearest
  blockedBy {
    id
    number
  }
}
fragment Doubt on Warning {
  code
  message
}
fragment Plan on WritePlan {
  asserted
  retracted
  unchanged
  cited
  uncited
  described
  sentences {
    id
    sentence
    citations {
      quote
      locator
      document {
        id
        name
      }
    }
  }
  userErrors {
    ...Refusal
  }
  warnings {
    ...Doubt
  }
}
fragment Outcome on WritePayload {
  commit {
    id
    number
  }
  proposal {
    id
  }
  plan {
    ...Plan
  }
  userErrors {
    ...Refusal
  }
  warnings {
    ...Doubt
  }
}`) as unknown as TypedDocumentString<RejectProposalMutation, RejectProposalMutationVariables>;
export const WithdrawProposalDocument = new TypedDocumentString(`
    mutation WithdrawProposal($proposal: ID!, $options: WriteOptions) {
  written: withdrawProposal(proposal: $proposal, options: $options) {
    ...Outcome
  }
}
    fragment Refusal on UserError {
  code
  message
  field
  nearest
  blockedBy {
    id
    number
  }
}
fragment Doubt on Warning {
  code
  message
}
fragment Plan on WritePlan {
  asserted
  retracted
  unchanged
  cited
  uncited
  described
  sentences {
    id
    sentence
    citations {
      quote
      locator
      document {
        id
        name
      }
    }
  }
  userErrors {
    ...Refusal
  }
  warnings {
    ...Doubt
  }
}
fragment Outcome on WritePayload {
  commit {
    id
    number
  }
  proposal {
    id
  }
  plan {
    ...Plan
  }
  userErrors {
    ...Refusal
  }
  warnings {
    ...Doubt
  }
}`) as unknown as TypedDocumentString<WithdrawProposalMutation, WithdrawProposalMutationVariables>;
export const UndoCommitDocument = new TypedDocumentString(`
    mutation UndoCommit($input: UndoCommitInput!, $options: WriteOptions) {
  written: undoCommit(input: $input, options: $options) {
    ...Outcome
  }
}
    fragment Refusal on UserError {
  code
  message
  field
  nearest
  blockedBy {
    id
    number
  }
}
fragment Doubt on Warning {
  code
  message
}
fragment Plan on WritePlan {
  asserted
  retracted
  unchanged
  cited
  uncited
  described
  sentences {
    id
    sentence
    citations {
      quote
      locator
      document {
        id
        name
      }
    }
  }
  userErrors {
    ...Refusal
  }
  warnings {
    ...Doubt
  }
}
fragment Outcome on WritePayload {
  commit {
    id
    number
  }
  proposal {
    id
  }
  plan {
    ...Plan
  }
  userErrors {
    ...Refusal
  }
  warnings {
    ...Doubt
  }
}`) as unknown as TypedDocumentString<UndoCommitMutation, UndoCommitMutationVariables>;
export const MergeEntitiesDocument = new TypedDocumentString(`
    mutation MergeEntities($input: MergeEntitiesInput!, $options: WriteOptions) {
  written: mergeEntities(input: $input, options: $options) {
    ...Outcome
  }
}
    fragment Refusal on UserError {
  code
  message
  field
  nearest
  blockedBy {
    id
    number
  }
}
fragment Doubt on Warning {
  code
  message
}
fragment Plan on WritePlan {
  asserted
  retracted
  unchanged
  cited
  uncited
  described
  sentences {
    id
    sentence
    citations {
      quote
      locator
      document {
        id
        name
      }
    }
  }
  userErrors {
    ...Refusal
  }
  warnings {
    ...Doubt
  }
}
fragment Outcome on WritePayload {
  commit {
    id
    number
  }
  proposal {
    id
  }
  plan {
    ...Plan
  }
  userErrors {
    ...Refusal
  }
  warnings {
    ...Doubt
  }
}`) as unknown as TypedDocumentString<MergeEntitiesMutation, MergeEntitiesMutationVariables>;
export const JudgeIdentityDocument = new TypedDocumentString(`
    mutation JudgeIdentity($input: JudgeIdentityInput!, $options: WriteOptions) {
  written: judgeIdentity(input: $input, options: $options) {
    ...Outcome
  }
}
    fragment Refusal on UserError {
  code
  message
  field
  nearest
  blockedBy {
    id
    number
  }
}
fragment Doubt on Warning {
  code
  message
}
fragment Plan on WritePlan {
  asserted
  retracted
  unchanged
  cited
  uncited
  described
  sentences {
    id
    sentence
    citations {
      quote
      locator
      document {
        id
        name
      }
    }
  }
  userErrors {
    ...Refusal
  }
  warnings {
    ...Doubt
  }
}
fragment Outcome on WritePayload {
  commit {
    id
    number
  }
  proposal {
    id
  }
  plan {
    ...Plan
  }
  userErrors {
    ...Refusal
  }
  warnings {
    ...Doubt
  }
}`) as unknown as TypedDocumentString<JudgeIdentityMutation, JudgeIdentityMutationVariables>;
export const SplitEntityDocument = new TypedDocumentString(`
    mutation SplitEntity($input: SplitEntityInput!, $options: WriteOptions) {
  written: splitEntity(input: $input, options: $options) {
    ...Outcome
  }
}
    fragment Refusal on UserError {
  code
  message
  field
  nearest
  blockedBy {
    id
    number
  }
}
fragment Doubt on Warning {
  code
  message
}
fragment Plan on WritePlan {
  asserted
  retracted
  unchanged
  cited
  uncited
  described
  sentences {
    id
    sentence
    citations {
      quote
      locator
      document {
        id
        name
      }
    }
  }
  userErrors {
    ...Refusal
  }
  warnings {
    ...Doubt
  }
}
fragment Outcome on WritePayload {
  commit {
    id
    number
  }
  proposal {
    id
  }
  plan {
    ...Plan
  }
  userErrors {
    ...Refusal
  }
  warnings {
    ...Doubt
  }
}`) as unknown as TypedDocumentString<SplitEntityMutation, SplitEntityMutationVariables>;
export const AssessClaimDocument = new TypedDocumentString(`
    mutation AssessClaim($input: AssessClaimInput!, $options: WriteOptions) {
  written: assessClaim(input: $input, options: $options) {
    ...Outcome
  }
}
    fragment Refusal on UserError {
  code
  message
  field
  nearest
  blockedBy {
    id
    number
  }
}
fragment Doubt on Warning {
  code
  message
}
fragment Plan on WritePlan {
  asserted
  retracted
  unchanged
  cited
  uncited
  described
  sentences {
    id
    sentence
    citations {
      quote
      locator
      document {
        id
        name
      }
    }
  }
  userErrors {
    ...Refusal
  }
  warnings {
    ...Doubt
  }
}
fragment Outcome on WritePayload {
  commit {
    id
    number
  }
  proposal {
    id
  }
  plan {
    ...Plan
  }
  userErrors {
    ...Refusal
  }
  warnings {
    ...Doubt
  }
}`) as unknown as TypedDocumentString<AssessClaimMutation, AssessClaimMutationVariables>;
export const WithdrawAssessmentDocument = new TypedDocumentString(`
    mutation WithdrawAssessment($assessment: ID!, $reason: String!, $options: WriteOptions) {
  written: withdrawAssessment(
    assessment: $assessment
    reason: $reason
    options: $options
  ) {
    ...Outcome
  }
}
    fragment Refusal on UserError {
  code
  message
  field
  nearest
  blockedBy {
    id
    number
  }
}
fragment Doubt on Warning {
  code
  message
}
fragment Plan on WritePlan {
  asserted
  retracted
  unchanged
  cited
  uncited
  described
  sentences {
    id
    sentence
    citations {
      quote
      locator
      document {
        id
        name
      }
    }
  }
  userErrors {
    ...Refusal
  }
  warnings {
    ...Doubt
  }
}
fragment Outcome on WritePayload {
  commit {
    id
    number
  }
  proposal {
    id
  }
  plan {
    ...Plan
  }
  userErrors {
    ...Refusal
  }
  warnings {
    ...Doubt
  }
}`) as unknown as TypedDocumentString<WithdrawAssessmentMutation, WithdrawAssessmentMutationVariables>;
export const RetractClaimsDocument = new TypedDocumentString(`
    mutation RetractClaims($input: RetractClaimsInput!, $options: WriteOptions) {
  written: retractClaims(input: $input, options: $options) {
    ...Outcome
  }
}
    fragment Refusal on UserError {
  code
  message
  field
  nearest
  blockedBy {
    id
    number
  }
}
fragment Doubt on Warning {
  code
  message
}
fragment Plan on WritePlan {
  asserted
  retracted
  unchanged
  cited
  uncited
  described
  sentences {
    id
    sentence
    citations {
      quote
      locator
      document {
        id
        name
      }
    }
  }
  userErrors {
    ...Refusal
  }
  warnings {
    ...Doubt
  }
}
fragment Outcome on WritePayload {
  commit {
    id
    number
  }
  proposal {
    id
  }
  plan {
    ...Plan
  }
  userErrors {
    ...Refusal
  }
  warnings {
    ...Doubt
  }
}`) as unknown as TypedDocumentString<RetractClaimsMutation, RetractClaimsMutationVariables>;
export const CorrectClaimDocument = new TypedDocumentString(`
    mutation CorrectClaim($input: CorrectClaimInput!, $options: WriteOptions) {
  written: correctClaim(input: $input, options: $options) {
    ...Outcome
  }
}
    fragment Refusal on UserError {
  code
  message
  field
  nearest
  blockedBy {
    id
    number
  }
}
fragment Doubt on Warning {
  code
  message
}
fragment Plan on WritePlan {
  asserted
  retracted
  unchanged
  cited
  uncited
  described
  sentences {
    id
    sentence
    citations {
      quote
      locator
      document {
        id
        name
      }
    }
  }
  userErrors {
    ...Refusal
  }
  warnings {
    ...Doubt
  }
}
fragment Outcome on WritePayload {
  commit {
    id
    number
  }
  proposal {
    id
  }
  plan {
    ...Plan
  }
  userErrors {
    ...Refusal
  }
  warnings {
    ...Doubt
  }
}`) as unknown as TypedDocumentString<CorrectClaimMutation, CorrectClaimMutationVariables>;
export const AssertClaimsDocument = new TypedDocumentString(`
    mutation AssertClaims($input: AssertClaimsInput!, $options: WriteOptions) {
  written: assertClaims(input: $input, options: $options) {
    ...Outcome
  }
}
    fragment Refusal on UserError {
  code
  message
  field
  nearest
  blockedBy {
    id
    number
  }
}
fragment Doubt on Warning {
  code
  message
}
fragment Plan on WritePlan {
  asserted
  retracted
  unchanged
  cited
  uncited
  described
  sentences {
    id
    sentence
    citations {
      quote
      locator
      document {
        id
        name
      }
    }
  }
  userErrors {
    ...Refusal
  }
  warnings {
    ...Doubt
  }
}
fragment Outcome on WritePayload {
  commit {
    id
    number
  }
  proposal {
    id
  }
  plan {
    ...Plan
  }
  userErrors {
    ...Refusal
  }
  warnings {
    ...Doubt
  }
}`) as unknown as TypedDocumentString<AssertClaimsMutation, AssertClaimsMutationVariables>;