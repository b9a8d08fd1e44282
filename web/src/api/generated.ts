/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
export type AmountFilter = {
  currency: string;
  max?: string | null | undefined;
  min?: string | null | undefined;
};

export type AnswerStatus =
  | 'AMBIGUOUS'
  | 'ANSWERED'
  | 'NOTHING'
  | 'NOT_UNDERSTOOD'
  | 'PARTLY';

export type Certainty =
  | 'CLAIMED'
  | 'EXPECTED'
  | 'INFERRED'
  | 'RUMOURED'
  | 'STATED';

export type ClaimFilter = {
  certainty?: Array<Certainty> | null | undefined;
  datasets?: Array<string> | null | undefined;
  documents?: Array<string> | null | undefined;
  includeRetracted?: boolean | null | undefined;
  includeUndated?: boolean | null | undefined;
  knownAt?: string | null | undefined;
  recordedBy?: Array<string> | null | undefined;
  reference?: string | null | undefined;
  standing?: Array<Standing> | null | undefined;
  statedBy?: Array<string> | null | undefined;
  statedUntil?: string | null | undefined;
  status?: Array<Status> | null | undefined;
  validAt?: string | null | undefined;
};

export type Comparator =
  | 'ABOUT'
  | 'AT_LEAST'
  | 'EXACTLY'
  | 'LESS_THAN'
  | 'MORE_THAN'
  | 'UP_TO';

export type Direction =
  | 'BOTH'
  | 'IN'
  | 'OUT';

export type EntityFilter = {
  and?: Array<EntityFilter> | null | undefined;
  datasets?: Array<string> | null | undefined;
  has?: Array<HasRelationship> | null | undefined;
  hasNo?: Array<HasRelationship> | null | undefined;
  identifiers?: Array<IdentifierInput> | null | undefined;
  ids?: Array<string> | null | undefined;
  kinds?: Array<EntityKind> | null | undefined;
  minDegree?: number | null | undefined;
  name?: string | null | undefined;
  not?: EntityFilter | null | undefined;
  or?: Array<EntityFilter> | null | undefined;
  placeTypes?: Array<PlaceType> | null | undefined;
  within?: string | null | undefined;
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

export type GroupBy =
  | 'DATASET'
  | 'INSTRUMENT'
  | 'KIND'
  | 'OBJECT'
  | 'PLACE'
  | 'PROGRAMME'
  | 'RECIPIENT'
  | 'SECTOR'
  | 'STATUS'
  | 'SUBJECT'
  | 'VIA'
  | 'YEAR';

export type HasRelationship = {
  direction?: Direction | null | undefined;
  filter?: RelationshipFilter | null | undefined;
  kinds?: Array<RelationshipKind> | null | undefined;
  to?: EntityFilter | null | undefined;
};

export type IdentifierInput = {
  scheme: string;
  value: string;
};

export type Instrument =
  | 'BUDGET'
  | 'EQUITY'
  | 'GRANT'
  | 'INVESTMENT'
  | 'IN_KIND'
  | 'LOAN'
  | 'OTHER'
  | 'RELIEF';

export type MeasureFilter = {
  certainty?: Array<Certainty> | null | undefined;
  comparator?: Array<Comparator> | null | undefined;
  datasets?: Array<string> | null | undefined;
  documents?: Array<string> | null | undefined;
  includeRetracted?: boolean | null | undefined;
  includeUndated?: boolean | null | undefined;
  knownAt?: string | null | undefined;
  max?: string | null | undefined;
  min?: string | null | undefined;
  place?: string | null | undefined;
  recordedBy?: Array<string> | null | undefined;
  reference?: string | null | undefined;
  standing?: Array<Standing> | null | undefined;
  statedBy?: Array<string> | null | undefined;
  statedUntil?: string | null | undefined;
  status?: Array<Status> | null | undefined;
  unit?: string | null | undefined;
  validAt?: string | null | undefined;
};

export type OrderDirection =
  | 'ASC'
  | 'DESC';

export type PlaceType =
  | 'AREA'
  | 'BUILDING'
  | 'CAMPUS'
  | 'CITY'
  | 'COMBINED_AUTHORITY'
  | 'CONSTITUENCY'
  | 'COUNTRY'
  | 'COUNTY'
  | 'DISTRICT'
  | 'LOCAL_AUTHORITY'
  | 'OTHER'
  | 'REGION'
  | 'STATION'
  | 'WARD';

export type RelationshipFilter = {
  amount?: AmountFilter | null | undefined;
  certainty?: Array<Certainty> | null | undefined;
  datasets?: Array<string> | null | undefined;
  documents?: Array<string> | null | undefined;
  includeRetracted?: boolean | null | undefined;
  includeUndated?: boolean | null | undefined;
  instrument?: Array<Instrument> | null | undefined;
  knownAt?: string | null | undefined;
  object?: EntityFilter | null | undefined;
  place?: string | null | undefined;
  recipient?: EntityFilter | null | undefined;
  recordedBy?: Array<string> | null | undefined;
  reference?: string | null | undefined;
  role?: string | null | undefined;
  standing?: Array<Standing> | null | undefined;
  statedBy?: Array<string> | null | undefined;
  statedUntil?: string | null | undefined;
  status?: Array<Status> | null | undefined;
  subject?: EntityFilter | null | undefined;
  through?: EntityFilter | null | undefined;
  validAt?: string | null | undefined;
  via?: Array<string> | null | undefined;
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

export type RelationshipOrder = {
  direction?: OrderDirection;
  field: RelationshipOrderField;
};

export type RelationshipOrderField =
  | 'AMOUNT'
  | 'HOLDS'
  | 'RECORDED'
  | 'STATED';

export type Standing =
  | 'CONTESTED'
  | 'DISPUTED'
  | 'ENDORSED'
  | 'UNASSESSED';

export type Status =
  | 'ACTUAL'
  | 'ENDED'
  | 'PLANNED'
  | 'PROPOSED';

export type ThingFragment = { id: string, name: string, kind: EntityKind, degree: number };

export type TieFragment = { id: string, kind: RelationshipKind, certainty: Certainty, status: Status, sentence: string, subject: { id: string }, object: { id: string }, amount: { comparator: Comparator, value: string, max: string | null, currency: string } | null, conflicts: Array<{ id: string }> };

export type TimeFragment = { edtf: string | null, earliest: string | null, latest: string | null, wording: string | null, basis: string | null };

export type SourceFragment = { start: number | null, end: number | null, digest: string | null, locator: string | null, quote: string | null, verified: boolean | null, field: string | null, document: { id: string, name: string }, record: { key: string, hint: string } | null };

type Fact_Attribute_Fragment = (
  { property: string, id: string, sentence: string, certainty: Certainty, status: Status, recorded: string, retracted: string | null, about: { id: string, name: string, kind: EntityKind, degree: number }, holds: { edtf: string | null, earliest: string | null, latest: string | null, wording: string | null, basis: string | null } | null, stated: { edtf: string | null, earliest: string | null, latest: string | null, wording: string | null, basis: string | null } | null, statedBy: { id: string, name: string } | null, citations: Array<{ start: number | null, end: number | null, digest: string | null, locator: string | null, quote: string | null, verified: boolean | null, field: string | null, document: { id: string, name: string }, record: { key: string, hint: string } | null }>, derivedFrom: Array<{ id: string, sentence: string }>, conflicts: Array<{ id: string, reason: string }> }
  & { __typename: 'Attribute' }
);

type Fact_Measure_Fragment = (
  { metric: string, scope: string | null, id: string, sentence: string, certainty: Certainty, status: Status, recorded: string, retracted: string | null, about: { id: string, name: string, kind: EntityKind, degree: number }, place: { id: string, name: string, kind: EntityKind, degree: number } | null, holds: { edtf: string | null, earliest: string | null, latest: string | null, wording: string | null, basis: string | null } | null, stated: { edtf: string | null, earliest: string | null, latest: string | null, wording: string | null, basis: string | null } | null, statedBy: { id: string, name: string } | null, citations: Array<{ start: number | null, end: number | null, digest: string | null, locator: string | null, quote: string | null, verified: boolean | null, field: string | null, document: { id: string, name: string }, record: { key: string, hint: string } | null }>, derivedFrom: Array<{ id: string, sentence: string }>, conflicts: Array<{ id: string, reason: string }> }
  & { __typename: 'Measure' }
);

type Fact_Relationship_Fragment = (
  { kind: RelationshipKind, role: string | null, purpose: string | null, instrument: Instrument | null, id: string, sentence: string, certainty: Certainty, status: Status, recorded: string, retracted: string | null, subject: { id: string, name: string, kind: EntityKind, degree: number }, object: { id: string, name: string, kind: EntityKind, degree: number }, via: { id: string, name: string, kind: EntityKind, degree: number } | null, recipient: { id: string, name: string, kind: EntityKind, degree: number } | null, amount: { comparator: Comparator, value: string, max: string | null, currency: string, wording: string | null } | null, holds: { edtf: string | null, earliest: string | null, latest: string | null, wording: string | null, basis: string | null } | null, stated: { edtf: string | null, earliest: string | null, latest: string | null, wording: string | null, basis: string | null } | null, statedBy: { id: string, name: string } | null, citations: Array<{ start: number | null, end: number | null, digest: string | null, locator: string | null, quote: string | null, verified: boolean | null, field: string | null, document: { id: string, name: string }, record: { key: string, hint: string } | null }>, derivedFrom: Array<{ id: string, sentence: string }>, conflicts: Array<{ id: string, reason: string }> }
  & { __typename: 'Relationship' }
);

export type FactFragment =
  | Fact_Attribute_Fragment
  | Fact_Measure_Fragment
  | Fact_Relationship_Fragment
;

export type WaysFragment = { searchedTo: number, truncated: boolean, paths: Array<{ length: number, why: string, entities: Array<{ id: string, name: string, kind: EntityKind, degree: number }>, steps: Array<{ from: { id: string, name: string }, to: { id: string, name: string }, relationships: Array<(
        { id: string, kind: RelationshipKind, certainty: Certainty, status: Status, sentence: string, role: string | null, purpose: string | null, instrument: Instrument | null, recorded: string, retracted: string | null, subject: { id: string, name: string, kind: EntityKind, degree: number }, object: { id: string, name: string, kind: EntityKind, degree: number }, amount: { comparator: Comparator, value: string, max: string | null, currency: string, wording: string | null } | null, conflicts: Array<{ id: string, reason: string }>, via: { id: string, name: string, kind: EntityKind, degree: number } | null, recipient: { id: string, name: string, kind: EntityKind, degree: number } | null, holds: { edtf: string | null, earliest: string | null, latest: string | null, wording: string | null, basis: string | null } | null, stated: { edtf: string | null, earliest: string | null, latest: string | null, wording: string | null, basis: string | null } | null, statedBy: { id: string, name: string } | null, citations: Array<{ start: number | null, end: number | null, digest: string | null, locator: string | null, quote: string | null, verified: boolean | null, field: string | null, document: { id: string, name: string }, record: { key: string, hint: string } | null }>, derivedFrom: Array<{ id: string, sentence: string }> }
        & { __typename: 'Relationship' }
      )> }> }> };

export type CommitCountQueryVariables = Exact<{ [key: string]: never; }>;


export type CommitCountQuery = { commits: { totalCount: number } | null };

export type KindsQueryVariables = Exact<{ [key: string]: never; }>;


export type KindsQuery = { relationshipKinds: Array<{ kind: RelationshipKind, label: string, inverse: string, symmetric: boolean }> };

export type WelcomeQueryVariables = Exact<{ [key: string]: never; }>;


export type WelcomeQuery = { stats: { entities: number, relationships: number, measures: number, attributes: number, documents: number }, funding: { rows: Array<{ count: number, key: Array<{ entity: { id: string, name: string, kind: EntityKind } | null }> }> } | null, places: { rows: Array<{ count: number, key: Array<{ entity: { id: string, name: string, kind: EntityKind } | null }> }> } | null, people: { nodes: Array<{ id: string, name: string }> } | null };

export type TiedQueryVariables = Exact<{
  from: string;
  to: string;
}>;


export type TiedQuery = { paths: { paths: Array<{ length: number }> } | null };

export type AboutQueryVariables = Exact<{
  id: string;
}>;


export type AboutQuery = { entity: { attributes: { nodes: Array<(
        { property: string, id: string, sentence: string, certainty: Certainty, status: Status, recorded: string, retracted: string | null, about: { id: string, name: string, kind: EntityKind, degree: number }, holds: { edtf: string | null, earliest: string | null, latest: string | null, wording: string | null, basis: string | null } | null, stated: { edtf: string | null, earliest: string | null, latest: string | null, wording: string | null, basis: string | null } | null, statedBy: { id: string, name: string } | null, citations: Array<{ start: number | null, end: number | null, digest: string | null, locator: string | null, quote: string | null, verified: boolean | null, field: string | null, document: { id: string, name: string }, record: { key: string, hint: string } | null }>, derivedFrom: Array<{ id: string, sentence: string }>, conflicts: Array<{ id: string, reason: string }> }
        & { __typename: 'Attribute' }
      )> } } | null };

export type SuggestQueryVariables = Exact<{
  text: string;
}>;


export type SuggestQuery = { search: { edges: Array<{ matched: string, score: number, node:
        | { description: string | null, id: string, name: string, kind: EntityKind, degree: number, identifiers: Array<{ scheme: string, value: string }>, standsIn: { nodes: Array<{ name: string }> } }
        | { placeType: PlaceType, description: string | null, id: string, name: string, kind: EntityKind, degree: number, containedIn: Array<{ name: string }>, identifiers: Array<{ scheme: string, value: string }>, standsIn: { nodes: Array<{ name: string }> } }
       }> } | null };

export type ExpansionQueryVariables = Exact<{
  id: string;
  drawn: Array<string> | string;
  kinds?: Array<RelationshipKind> | RelationshipKind | null | undefined;
  things?: Array<EntityKind> | EntityKind | null | undefined;
  to: EntityFilter;
  filter?: RelationshipFilter | null | undefined;
  first: number;
}>;


export type ExpansionQuery = { entity: { id: string, name: string, kind: EntityKind, degree: number, relationshipCounts: Array<{ kind: RelationshipKind, count: number }>, all: { totalCount: number }, left: { totalCount: number }, fresh: { edges: Array<{ relationshipCount: number, node: { id: string, name: string, kind: EntityKind, degree: number }, relationships: Array<{ id: string, kind: RelationshipKind, certainty: Certainty, status: Status, sentence: string, subject: { id: string }, object: { id: string }, amount: { comparator: Comparator, value: string, max: string | null, currency: string } | null, conflicts: Array<{ id: string }> }> }> }, known: { edges: Array<{ relationshipCount: number, node: { id: string, name: string, kind: EntityKind, degree: number }, relationships: Array<{ id: string, kind: RelationshipKind, certainty: Certainty, status: Status, sentence: string, subject: { id: string }, object: { id: string }, amount: { comparator: Comparator, value: string, max: string | null, currency: string } | null, conflicts: Array<{ id: string }> }> }> } } | null };

export type MoneyQueryVariables = Exact<{
  kinds: Array<RelationshipKind> | RelationshipKind;
  given: RelationshipFilter;
  received: RelationshipFilter;
  first: number;
}>;


export type MoneyQuery = { given: { partial: boolean, rows: Array<{ count: number, unstated: number, totals: Array<{ currency: string, low: string, high: string | null }>, key: Array<{ value: string, entity: { id: string } | null }> }> } | null, received: { partial: boolean, rows: Array<{ count: number, unstated: number, totals: Array<{ currency: string, low: string, high: string | null }>, key: Array<{ value: string, entity: { id: string } | null }> }> } | null };

export type SumFragment = { count: number, unstated: number, totals: Array<{ currency: string, low: string, high: string | null }>, key: Array<{ value: string, entity: { id: string } | null }> };

export type FactsQueryVariables = Exact<{
  id: string;
  kinds?: Array<RelationshipKind> | RelationshipKind | null | undefined;
  relationshipFilter?: RelationshipFilter | null | undefined;
  direction: Direction;
  outFilter?: RelationshipFilter | null | undefined;
  narrow: boolean;
  inFilter?: RelationshipFilter | null | undefined;
  measureFilter?: MeasureFilter | null | undefined;
  claimFilter?: ClaimFilter | null | undefined;
  first: number;
  figures: number;
}>;


export type FactsQuery = { entity:
    | { iri: string, description: string | null, aliases: Array<string>, id: string, name: string, kind: EntityKind, degree: number, identifiers: Array<{ scheme: string, value: string, uri: string | null }>, relationshipCounts: Array<{ kind: RelationshipKind, direction: Direction, count: number }>, relationships: { totalCount: number, pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<(
          { kind: RelationshipKind, role: string | null, purpose: string | null, instrument: Instrument | null, id: string, sentence: string, certainty: Certainty, status: Status, recorded: string, retracted: string | null, subject: { id: string, name: string, kind: EntityKind, degree: number }, object: { id: string, name: string, kind: EntityKind, degree: number }, via: { id: string, name: string, kind: EntityKind, degree: number } | null, recipient: { id: string, name: string, kind: EntityKind, degree: number } | null, amount: { comparator: Comparator, value: string, max: string | null, currency: string, wording: string | null } | null, holds: { edtf: string | null, earliest: string | null, latest: string | null, wording: string | null, basis: string | null } | null, stated: { edtf: string | null, earliest: string | null, latest: string | null, wording: string | null, basis: string | null } | null, statedBy: { id: string, name: string } | null, citations: Array<{ start: number | null, end: number | null, digest: string | null, locator: string | null, quote: string | null, verified: boolean | null, field: string | null, document: { id: string, name: string }, record: { key: string, hint: string } | null }>, derivedFrom: Array<{ id: string, sentence: string }>, conflicts: Array<{ id: string, reason: string }> }
          & { __typename: 'Relationship' }
        )> }, inward?: { totalCount: number, pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<(
          { kind: RelationshipKind, role: string | null, purpose: string | null, instrument: Instrument | null, id: string, sentence: string, certainty: Certainty, status: Status, recorded: string, retracted: string | null, subject: { id: string, name: string, kind: EntityKind, degree: number }, object: { id: string, name: string, kind: EntityKind, degree: number }, via: { id: string, name: string, kind: EntityKind, degree: number } | null, recipient: { id: string, name: string, kind: EntityKind, degree: number } | null, amount: { comparator: Comparator, value: string, max: string | null, currency: string, wording: string | null } | null, holds: { edtf: string | null, earliest: string | null, latest: string | null, wording: string | null, basis: string | null } | null, stated: { edtf: string | null, earliest: string | null, latest: string | null, wording: string | null, basis: string | null } | null, statedBy: { id: string, name: string } | null, citations: Array<{ start: number | null, end: number | null, digest: string | null, locator: string | null, quote: string | null, verified: boolean | null, field: string | null, document: { id: string, name: string }, record: { key: string, hint: string } | null }>, derivedFrom: Array<{ id: string, sentence: string }>, conflicts: Array<{ id: string, reason: string }> }
          & { __typename: 'Relationship' }
        )> }, measures: { totalCount: number, pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<(
          { metric: string, scope: string | null, id: string, sentence: string, certainty: Certainty, status: Status, recorded: string, retracted: string | null, about: { id: string, name: string, kind: EntityKind, degree: number }, place: { id: string, name: string, kind: EntityKind, degree: number } | null, holds: { edtf: string | null, earliest: string | null, latest: string | null, wording: string | null, basis: string | null } | null, stated: { edtf: string | null, earliest: string | null, latest: string | null, wording: string | null, basis: string | null } | null, statedBy: { id: string, name: string } | null, citations: Array<{ start: number | null, end: number | null, digest: string | null, locator: string | null, quote: string | null, verified: boolean | null, field: string | null, document: { id: string, name: string }, record: { key: string, hint: string } | null }>, derivedFrom: Array<{ id: string, sentence: string }>, conflicts: Array<{ id: string, reason: string }> }
          & { __typename: 'Measure' }
        )> }, attributes: { totalCount: number, pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<(
          { property: string, id: string, sentence: string, certainty: Certainty, status: Status, recorded: string, retracted: string | null, about: { id: string, name: string, kind: EntityKind, degree: number }, holds: { edtf: string | null, earliest: string | null, latest: string | null, wording: string | null, basis: string | null } | null, stated: { edtf: string | null, earliest: string | null, latest: string | null, wording: string | null, basis: string | null } | null, statedBy: { id: string, name: string } | null, citations: Array<{ start: number | null, end: number | null, digest: string | null, locator: string | null, quote: string | null, verified: boolean | null, field: string | null, document: { id: string, name: string }, record: { key: string, hint: string } | null }>, derivedFrom: Array<{ id: string, sentence: string }>, conflicts: Array<{ id: string, reason: string }> }
          & { __typename: 'Attribute' }
        )> }, allRelationships: { totalCount: number }, datedFirst: { nodes: Array<{ holds: { edtf: string | null, earliest: string | null, latest: string | null, wording: string | null, basis: string | null } | null }> }, datedLast: { nodes: Array<{ holds: { edtf: string | null, earliest: string | null, latest: string | null, wording: string | null, basis: string | null } | null }> }, allMeasures: { totalCount: number }, allAttributes: { totalCount: number }, ofPerson: { totalCount: number }, ofOrganisation: { totalCount: number }, ofPlace: { totalCount: number }, ofProgramme: { totalCount: number }, ofFundingSource: { totalCount: number }, ofEvent: { totalCount: number }, ofSector: { totalCount: number }, ofDocument: { totalCount: number } }
    | { publisher: string | null, url: string | null, iri: string, description: string | null, aliases: Array<string>, id: string, name: string, kind: EntityKind, degree: number, published: { edtf: string | null, earliest: string | null, latest: string | null, wording: string | null, basis: string | null } | null, identifiers: Array<{ scheme: string, value: string, uri: string | null }>, relationshipCounts: Array<{ kind: RelationshipKind, direction: Direction, count: number }>, relationships: { totalCount: number, pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<(
          { kind: RelationshipKind, role: string | null, purpose: string | null, instrument: Instrument | null, id: string, sentence: string, certainty: Certainty, status: Status, recorded: string, retracted: string | null, subject: { id: string, name: string, kind: EntityKind, degree: number }, object: { id: string, name: string, kind: EntityKind, degree: number }, via: { id: string, name: string, kind: EntityKind, degree: number } | null, recipient: { id: string, name: string, kind: EntityKind, degree: number } | null, amount: { comparator: Comparator, value: string, max: string | null, currency: string, wording: string | null } | null, holds: { edtf: string | null, earliest: string | null, latest: string | null, wording: string | null, basis: string | null } | null, stated: { edtf: string | null, earliest: string | null, latest: string | null, wording: string | null, basis: string | null } | null, statedBy: { id: string, name: string } | null, citations: Array<{ start: number | null, end: number | null, digest: string | null, locator: string | null, quote: string | null, verified: boolean | null, field: string | null, document: { id: string, name: string }, record: { key: string, hint: string } | null }>, derivedFrom: Array<{ id: string, sentence: string }>, conflicts: Array<{ id: string, reason: string }> }
          & { __typename: 'Relationship' }
        )> }, inward?: { totalCount: number, pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<(
          { kind: RelationshipKind, role: string | null, purpose: string | null, instrument: Instrument | null, id: string, sentence: string, certainty: Certainty, status: Status, recorded: string, retracted: string | null, subject: { id: string, name: string, kind: EntityKind, degree: number }, object: { id: string, name: string, kind: EntityKind, degree: number }, via: { id: string, name: string, kind: EntityKind, degree: number } | null, recipient: { id: string, name: string, kind: EntityKind, degree: number } | null, amount: { comparator: Comparator, value: string, max: string | null, currency: string, wording: string | null } | null, holds: { edtf: string | null, earliest: string | null, latest: string | null, wording: string | null, basis: string | null } | null, stated: { edtf: string | null, earliest: string | null, latest: string | null, wording: string | null, basis: string | null } | null, statedBy: { id: string, name: string } | null, citations: Array<{ start: number | null, end: number | null, digest: string | null, locator: string | null, quote: string | null, verified: boolean | null, field: string | null, document: { id: string, name: string }, record: { key: string, hint: string } | null }>, derivedFrom: Array<{ id: string, sentence: string }>, conflicts: Array<{ id: string, reason: string }> }
          & { __typename: 'Relationship' }
        )> }, measures: { totalCount: number, pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<(
          { metric: string, scope: string | null, id: string, sentence: string, certainty: Certainty, status: Status, recorded: string, retracted: string | null, about: { id: string, name: string, kind: EntityKind, degree: number }, place: { id: string, name: string, kind: EntityKind, degree: number } | null, holds: { edtf: string | null, earliest: string | null, latest: string | null, wording: string | null, basis: string | null } | null, stated: { edtf: string | null, earliest: string | null, latest: string | null, wording: string | null, basis: string | null } | null, statedBy: { id: string, name: string } | null, citations: Array<{ start: number | null, end: number | null, digest: string | null, locator: string | null, quote: string | null, verified: boolean | null, field: string | null, document: { id: string, name: string }, record: { key: string, hint: string } | null }>, derivedFrom: Array<{ id: string, sentence: string }>, conflicts: Array<{ id: string, reason: string }> }
          & { __typename: 'Measure' }
        )> }, attributes: { totalCount: number, pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<(
          { property: string, id: string, sentence: string, certainty: Certainty, status: Status, recorded: string, retracted: string | null, about: { id: string, name: string, kind: EntityKind, degree: number }, holds: { edtf: string | null, earliest: string | null, latest: string | null, wording: string | null, basis: string | null } | null, stated: { edtf: string | null, earliest: string | null, latest: string | null, wording: string | null, basis: string | null } | null, statedBy: { id: string, name: string } | null, citations: Array<{ start: number | null, end: number | null, digest: string | null, locator: string | null, quote: string | null, verified: boolean | null, field: string | null, document: { id: string, name: string }, record: { key: string, hint: string } | null }>, derivedFrom: Array<{ id: string, sentence: string }>, conflicts: Array<{ id: string, reason: string }> }
          & { __typename: 'Attribute' }
        )> }, allRelationships: { totalCount: number }, datedFirst: { nodes: Array<{ holds: { edtf: string | null, earliest: string | null, latest: string | null, wording: string | null, basis: string | null } | null }> }, datedLast: { nodes: Array<{ holds: { edtf: string | null, earliest: string | null, latest: string | null, wording: string | null, basis: string | null } | null }> }, allMeasures: { totalCount: number }, allAttributes: { totalCount: number }, ofPerson: { totalCount: number }, ofOrganisation: { totalCount: number }, ofPlace: { totalCount: number }, ofProgramme: { totalCount: number }, ofFundingSource: { totalCount: number }, ofEvent: { totalCount: number }, ofSector: { totalCount: number }, ofDocument: { totalCount: number } }
    | { iri: string, description: string | null, aliases: Array<string>, id: string, name: string, kind: EntityKind, degree: number, held: { edtf: string | null, earliest: string | null, latest: string | null, wording: string | null, basis: string | null } | null, identifiers: Array<{ scheme: string, value: string, uri: string | null }>, relationshipCounts: Array<{ kind: RelationshipKind, direction: Direction, count: number }>, relationships: { totalCount: number, pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<(
          { kind: RelationshipKind, role: string | null, purpose: string | null, instrument: Instrument | null, id: string, sentence: string, certainty: Certainty, status: Status, recorded: string, retracted: string | null, subject: { id: string, name: string, kind: EntityKind, degree: number }, object: { id: string, name: string, kind: EntityKind, degree: number }, via: { id: string, name: string, kind: EntityKind, degree: number } | null, recipient: { id: string, name: string, kind: EntityKind, degree: number } | null, amount: { comparator: Comparator, value: string, max: string | null, currency: string, wording: string | null } | null, holds: { edtf: string | null, earliest: string | null, latest: string | null, wording: string | null, basis: string | null } | null, stated: { edtf: string | null, earliest: string | null, latest: string | null, wording: string | null, basis: string | null } | null, statedBy: { id: string, name: string } | null, citations: Array<{ start: number | null, end: number | null, digest: string | null, locator: string | null, quote: string | null, verified: boolean | null, field: string | null, document: { id: string, name: string }, record: { key: string, hint: string } | null }>, derivedFrom: Array<{ id: string, sentence: string }>, conflicts: Array<{ id: string, reason: string }> }
          & { __typename: 'Relationship' }
        )> }, inward?: { totalCount: number, pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<(
          { kind: RelationshipKind, role: string | null, purpose: string | null, instrument: Instrument | null, id: string, sentence: string, certainty: Certainty, status: Status, recorded: string, retracted: string | null, subject: { id: string, name: string, kind: EntityKind, degree: number }, object: { id: string, name: string, kind: EntityKind, degree: number }, via: { id: string, name: string, kind: EntityKind, degree: number } | null, recipient: { id: string, name: string, kind: EntityKind, degree: number } | null, amount: { comparator: Comparator, value: string, max: string | null, currency: string, wording: string | null } | null, holds: { edtf: string | null, earliest: string | null, latest: string | null, wording: string | null, basis: string | null } | null, stated: { edtf: string | null, earliest: string | null, latest: string | null, wording: string | null, basis: string | null } | null, statedBy: { id: string, name: string } | null, citations: Array<{ start: number | null, end: number | null, digest: string | null, locator: string | null, quote: string | null, verified: boolean | null, field: string | null, document: { id: string, name: string }, record: { key: string, hint: string } | null }>, derivedFrom: Array<{ id: string, sentence: string }>, conflicts: Array<{ id: string, reason: string }> }
          & { __typename: 'Relationship' }
        )> }, measures: { totalCount: number, pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<(
          { metric: string, scope: string | null, id: string, sentence: string, certainty: Certainty, status: Status, recorded: string, retracted: string | null, about: { id: string, name: string, kind: EntityKind, degree: number }, place: { id: string, name: string, kind: EntityKind, degree: number } | null, holds: { edtf: string | null, earliest: string | null, latest: string | null, wording: string | null, basis: string | null } | null, stated: { edtf: string | null, earliest: string | null, latest: string | null, wording: string | null, basis: string | null } | null, statedBy: { id: string, name: string } | null, citations: Array<{ start: number | null, end: number | null, digest: string | null, locator: string | null, quote: string | null, verified: boolean | null, field: string | null, document: { id: string, name: string }, record: { key: string, hint: string } | null }>, derivedFrom: Array<{ id: string, sentence: string }>, conflicts: Array<{ id: string, reason: string }> }
          & { __typename: 'Measure' }
        )> }, attributes: { totalCount: number, pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<(
          { property: string, id: string, sentence: string, certainty: Certainty, status: Status, recorded: string, retracted: string | null, about: { id: string, name: string, kind: EntityKind, degree: number }, holds: { edtf: string | null, earliest: string | null, latest: string | null, wording: string | null, basis: string | null } | null, stated: { edtf: string | null, earliest: string | null, latest: string | null, wording: string | null, basis: string | null } | null, statedBy: { id: string, name: string } | null, citations: Array<{ start: number | null, end: number | null, digest: string | null, locator: string | null, quote: string | null, verified: boolean | null, field: string | null, document: { id: string, name: string }, record: { key: string, hint: string } | null }>, derivedFrom: Array<{ id: string, sentence: string }>, conflicts: Array<{ id: string, reason: string }> }
          & { __typename: 'Attribute' }
        )> }, allRelationships: { totalCount: number }, datedFirst: { nodes: Array<{ holds: { edtf: string | null, earliest: string | null, latest: string | null, wording: string | null, basis: string | null } | null }> }, datedLast: { nodes: Array<{ holds: { edtf: string | null, earliest: string | null, latest: string | null, wording: string | null, basis: string | null } | null }> }, allMeasures: { totalCount: number }, allAttributes: { totalCount: number }, ofPerson: { totalCount: number }, ofOrganisation: { totalCount: number }, ofPlace: { totalCount: number }, ofProgramme: { totalCount: number }, ofFundingSource: { totalCount: number }, ofEvent: { totalCount: number }, ofSector: { totalCount: number }, ofDocument: { totalCount: number } }
    | { placeType: PlaceType, iri: string, description: string | null, aliases: Array<string>, id: string, name: string, kind: EntityKind, degree: number, containedIn: Array<{ id: string, name: string, placeType: PlaceType }>, identifiers: Array<{ scheme: string, value: string, uri: string | null }>, relationshipCounts: Array<{ kind: RelationshipKind, direction: Direction, count: number }>, relationships: { totalCount: number, pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<(
          { kind: RelationshipKind, role: string | null, purpose: string | null, instrument: Instrument | null, id: string, sentence: string, certainty: Certainty, status: Status, recorded: string, retracted: string | null, subject: { id: string, name: string, kind: EntityKind, degree: number }, object: { id: string, name: string, kind: EntityKind, degree: number }, via: { id: string, name: string, kind: EntityKind, degree: number } | null, recipient: { id: string, name: string, kind: EntityKind, degree: number } | null, amount: { comparator: Comparator, value: string, max: string | null, currency: string, wording: string | null } | null, holds: { edtf: string | null, earliest: string | null, latest: string | null, wording: string | null, basis: string | null } | null, stated: { edtf: string | null, earliest: string | null, latest: string | null, wording: string | null, basis: string | null } | null, statedBy: { id: string, name: string } | null, citations: Array<{ start: number | null, end: number | null, digest: string | null, locator: string | null, quote: string | null, verified: boolean | null, field: string | null, document: { id: string, name: string }, record: { key: string, hint: string } | null }>, derivedFrom: Array<{ id: string, sentence: string }>, conflicts: Array<{ id: string, reason: string }> }
          & { __typename: 'Relationship' }
        )> }, inward?: { totalCount: number, pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<(
          { kind: RelationshipKind, role: string | null, purpose: string | null, instrument: Instrument | null, id: string, sentence: string, certainty: Certainty, status: Status, recorded: string, retracted: string | null, subject: { id: string, name: string, kind: EntityKind, degree: number }, object: { id: string, name: string, kind: EntityKind, degree: number }, via: { id: string, name: string, kind: EntityKind, degree: number } | null, recipient: { id: string, name: string, kind: EntityKind, degree: number } | null, amount: { comparator: Comparator, value: string, max: string | null, currency: string, wording: string | null } | null, holds: { edtf: string | null, earliest: string | null, latest: string | null, wording: string | null, basis: string | null } | null, stated: { edtf: string | null, earliest: string | null, latest: string | null, wording: string | null, basis: string | null } | null, statedBy: { id: string, name: string } | null, citations: Array<{ start: number | null, end: number | null, digest: string | null, locator: string | null, quote: string | null, verified: boolean | null, field: string | null, document: { id: string, name: string }, record: { key: string, hint: string } | null }>, derivedFrom: Array<{ id: string, sentence: string }>, conflicts: Array<{ id: string, reason: string }> }
          & { __typename: 'Relationship' }
        )> }, measures: { totalCount: number, pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<(
          { metric: string, scope: string | null, id: string, sentence: string, certainty: Certainty, status: Status, recorded: string, retracted: string | null, about: { id: string, name: string, kind: EntityKind, degree: number }, place: { id: string, name: string, kind: EntityKind, degree: number } | null, holds: { edtf: string | null, earliest: string | null, latest: string | null, wording: string | null, basis: string | null } | null, stated: { edtf: string | null, earliest: string | null, latest: string | null, wording: string | null, basis: string | null } | null, statedBy: { id: string, name: string } | null, citations: Array<{ start: number | null, end: number | null, digest: string | null, locator: string | null, quote: string | null, verified: boolean | null, field: string | null, document: { id: string, name: string }, record: { key: string, hint: string } | null }>, derivedFrom: Array<{ id: string, sentence: string }>, conflicts: Array<{ id: string, reason: string }> }
          & { __typename: 'Measure' }
        )> }, attributes: { totalCount: number, pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<(
          { property: string, id: string, sentence: string, certainty: Certainty, status: Status, recorded: string, retracted: string | null, about: { id: string, name: string, kind: EntityKind, degree: number }, holds: { edtf: string | null, earliest: string | null, latest: string | null, wording: string | null, basis: string | null } | null, stated: { edtf: string | null, earliest: string | null, latest: string | null, wording: string | null, basis: string | null } | null, statedBy: { id: string, name: string } | null, citations: Array<{ start: number | null, end: number | null, digest: string | null, locator: string | null, quote: string | null, verified: boolean | null, field: string | null, document: { id: string, name: string }, record: { key: string, hint: string } | null }>, derivedFrom: Array<{ id: string, sentence: string }>, conflicts: Array<{ id: string, reason: string }> }
          & { __typename: 'Attribute' }
        )> }, allRelationships: { totalCount: number }, datedFirst: { nodes: Array<{ holds: { edtf: string | null, earliest: string | null, latest: string | null, wording: string | null, basis: string | null } | null }> }, datedLast: { nodes: Array<{ holds: { edtf: string | null, earliest: string | null, latest: string | null, wording: string | null, basis: string | null } | null }> }, allMeasures: { totalCount: number }, allAttributes: { totalCount: number }, ofPerson: { totalCount: number }, ofOrganisation: { totalCount: number }, ofPlace: { totalCount: number }, ofProgramme: { totalCount: number }, ofFundingSource: { totalCount: number }, ofEvent: { totalCount: number }, ofSector: { totalCount: number }, ofDocument: { totalCount: number } }
   | null };

export type OnwardFragment = { hasNextPage: boolean, endCursor: string | null };

export type MoreFactsQueryVariables = Exact<{
  id: string;
  kinds?: Array<RelationshipKind> | RelationshipKind | null | undefined;
  direction: Direction;
  outFilter?: RelationshipFilter | null | undefined;
  inFilter?: RelationshipFilter | null | undefined;
  claimFilter?: ClaimFilter | null | undefined;
  measureFilter?: MeasureFilter | null | undefined;
  first: number;
  outward: boolean;
  afterOut?: string | null | undefined;
  inward: boolean;
  afterIn?: string | null | undefined;
  measured: boolean;
  afterMeasures?: string | null | undefined;
  attributed: boolean;
  afterAttributes?: string | null | undefined;
}>;


export type MoreFactsQuery = { entity: { relationships?: { totalCount: number, pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<(
        { kind: RelationshipKind, role: string | null, purpose: string | null, instrument: Instrument | null, id: string, sentence: string, certainty: Certainty, status: Status, recorded: string, retracted: string | null, subject: { id: string, name: string, kind: EntityKind, degree: number }, object: { id: string, name: string, kind: EntityKind, degree: number }, via: { id: string, name: string, kind: EntityKind, degree: number } | null, recipient: { id: string, name: string, kind: EntityKind, degree: number } | null, amount: { comparator: Comparator, value: string, max: string | null, currency: string, wording: string | null } | null, holds: { edtf: string | null, earliest: string | null, latest: string | null, wording: string | null, basis: string | null } | null, stated: { edtf: string | null, earliest: string | null, latest: string | null, wording: string | null, basis: string | null } | null, statedBy: { id: string, name: string } | null, citations: Array<{ start: number | null, end: number | null, digest: string | null, locator: string | null, quote: string | null, verified: boolean | null, field: string | null, document: { id: string, name: string }, record: { key: string, hint: string } | null }>, derivedFrom: Array<{ id: string, sentence: string }>, conflicts: Array<{ id: string, reason: string }> }
        & { __typename: 'Relationship' }
      )> }, inward?: { totalCount: number, pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<(
        { kind: RelationshipKind, role: string | null, purpose: string | null, instrument: Instrument | null, id: string, sentence: string, certainty: Certainty, status: Status, recorded: string, retracted: string | null, subject: { id: string, name: string, kind: EntityKind, degree: number }, object: { id: string, name: string, kind: EntityKind, degree: number }, via: { id: string, name: string, kind: EntityKind, degree: number } | null, recipient: { id: string, name: string, kind: EntityKind, degree: number } | null, amount: { comparator: Comparator, value: string, max: string | null, currency: string, wording: string | null } | null, holds: { edtf: string | null, earliest: string | null, latest: string | null, wording: string | null, basis: string | null } | null, stated: { edtf: string | null, earliest: string | null, latest: string | null, wording: string | null, basis: string | null } | null, statedBy: { id: string, name: string } | null, citations: Array<{ start: number | null, end: number | null, digest: string | null, locator: string | null, quote: string | null, verified: boolean | null, field: string | null, document: { id: string, name: string }, record: { key: string, hint: string } | null }>, derivedFrom: Array<{ id: string, sentence: string }>, conflicts: Array<{ id: string, reason: string }> }
        & { __typename: 'Relationship' }
      )> }, measures?: { totalCount: number, pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<(
        { metric: string, scope: string | null, id: string, sentence: string, certainty: Certainty, status: Status, recorded: string, retracted: string | null, about: { id: string, name: string, kind: EntityKind, degree: number }, place: { id: string, name: string, kind: EntityKind, degree: number } | null, holds: { edtf: string | null, earliest: string | null, latest: string | null, wording: string | null, basis: string | null } | null, stated: { edtf: string | null, earliest: string | null, latest: string | null, wording: string | null, basis: string | null } | null, statedBy: { id: string, name: string } | null, citations: Array<{ start: number | null, end: number | null, digest: string | null, locator: string | null, quote: string | null, verified: boolean | null, field: string | null, document: { id: string, name: string }, record: { key: string, hint: string } | null }>, derivedFrom: Array<{ id: string, sentence: string }>, conflicts: Array<{ id: string, reason: string }> }
        & { __typename: 'Measure' }
      )> }, attributes?: { totalCount: number, pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<(
        { property: string, id: string, sentence: string, certainty: Certainty, status: Status, recorded: string, retracted: string | null, about: { id: string, name: string, kind: EntityKind, degree: number }, holds: { edtf: string | null, earliest: string | null, latest: string | null, wording: string | null, basis: string | null } | null, stated: { edtf: string | null, earliest: string | null, latest: string | null, wording: string | null, basis: string | null } | null, statedBy: { id: string, name: string } | null, citations: Array<{ start: number | null, end: number | null, digest: string | null, locator: string | null, quote: string | null, verified: boolean | null, field: string | null, document: { id: string, name: string }, record: { key: string, hint: string } | null }>, derivedFrom: Array<{ id: string, sentence: string }>, conflicts: Array<{ id: string, reason: string }> }
        & { __typename: 'Attribute' }
      )> } } | null };

export type BetweenQueryVariables = Exact<{
  a: string;
  b: string;
  kinds?: Array<RelationshipKind> | RelationshipKind | null | undefined;
  filter?: RelationshipFilter | null | undefined;
}>;


export type BetweenQuery = { entity: { id: string, name: string, kind: EntityKind, degree: number, neighbours: { edges: Array<{ relationshipCount: number, node: { id: string, name: string, kind: EntityKind, degree: number }, relationships: Array<(
          { kind: RelationshipKind, role: string | null, purpose: string | null, instrument: Instrument | null, id: string, sentence: string, certainty: Certainty, status: Status, recorded: string, retracted: string | null, subject: { id: string, name: string, kind: EntityKind, degree: number }, object: { id: string, name: string, kind: EntityKind, degree: number }, via: { id: string, name: string, kind: EntityKind, degree: number } | null, recipient: { id: string, name: string, kind: EntityKind, degree: number } | null, amount: { comparator: Comparator, value: string, max: string | null, currency: string, wording: string | null } | null, holds: { edtf: string | null, earliest: string | null, latest: string | null, wording: string | null, basis: string | null } | null, stated: { edtf: string | null, earliest: string | null, latest: string | null, wording: string | null, basis: string | null } | null, statedBy: { id: string, name: string } | null, citations: Array<{ start: number | null, end: number | null, digest: string | null, locator: string | null, quote: string | null, verified: boolean | null, field: string | null, document: { id: string, name: string }, record: { key: string, hint: string } | null }>, derivedFrom: Array<{ id: string, sentence: string }>, conflicts: Array<{ id: string, reason: string }> }
          & { __typename: 'Relationship' }
        )> }> } } | null };

export type CitedByQueryVariables = Exact<{
  document: string;
  first: number;
}>;


export type CitedByQuery = { claims: { totalCount: number, nodes: Array<
      | (
        { property: string, id: string, sentence: string, certainty: Certainty, status: Status, recorded: string, retracted: string | null, about: { id: string, name: string, kind: EntityKind, degree: number }, holds: { edtf: string | null, earliest: string | null, latest: string | null, wording: string | null, basis: string | null } | null, stated: { edtf: string | null, earliest: string | null, latest: string | null, wording: string | null, basis: string | null } | null, statedBy: { id: string, name: string } | null, citations: Array<{ start: number | null, end: number | null, digest: string | null, locator: string | null, quote: string | null, verified: boolean | null, field: string | null, document: { id: string, name: string }, record: { key: string, hint: string } | null }>, derivedFrom: Array<{ id: string, sentence: string }>, conflicts: Array<{ id: string, reason: string }> }
        & { __typename: 'Attribute' }
      )
      | (
        { metric: string, scope: string | null, id: string, sentence: string, certainty: Certainty, status: Status, recorded: string, retracted: string | null, about: { id: string, name: string, kind: EntityKind, degree: number }, place: { id: string, name: string, kind: EntityKind, degree: number } | null, holds: { edtf: string | null, earliest: string | null, latest: string | null, wording: string | null, basis: string | null } | null, stated: { edtf: string | null, earliest: string | null, latest: string | null, wording: string | null, basis: string | null } | null, statedBy: { id: string, name: string } | null, citations: Array<{ start: number | null, end: number | null, digest: string | null, locator: string | null, quote: string | null, verified: boolean | null, field: string | null, document: { id: string, name: string }, record: { key: string, hint: string } | null }>, derivedFrom: Array<{ id: string, sentence: string }>, conflicts: Array<{ id: string, reason: string }> }
        & { __typename: 'Measure' }
      )
      | (
        { kind: RelationshipKind, role: string | null, purpose: string | null, instrument: Instrument | null, id: string, sentence: string, certainty: Certainty, status: Status, recorded: string, retracted: string | null, subject: { id: string, name: string, kind: EntityKind, degree: number }, object: { id: string, name: string, kind: EntityKind, degree: number }, via: { id: string, name: string, kind: EntityKind, degree: number } | null, recipient: { id: string, name: string, kind: EntityKind, degree: number } | null, amount: { comparator: Comparator, value: string, max: string | null, currency: string, wording: string | null } | null, holds: { edtf: string | null, earliest: string | null, latest: string | null, wording: string | null, basis: string | null } | null, stated: { edtf: string | null, earliest: string | null, latest: string | null, wording: string | null, basis: string | null } | null, statedBy: { id: string, name: string } | null, citations: Array<{ start: number | null, end: number | null, digest: string | null, locator: string | null, quote: string | null, verified: boolean | null, field: string | null, document: { id: string, name: string }, record: { key: string, hint: string } | null }>, derivedFrom: Array<{ id: string, sentence: string }>, conflicts: Array<{ id: string, reason: string }> }
        & { __typename: 'Relationship' }
      )
    > } | null };

export type WaysQueryVariables = Exact<{
  from: string;
  to: string;
  kinds?: Array<RelationshipKind> | RelationshipKind | null | undefined;
  filter?: RelationshipFilter | null | undefined;
  maxLength?: number | null | undefined;
}>;


export type WaysQuery = { from: { id: string, name: string, kind: EntityKind, degree: number } | null, to: { id: string, name: string, kind: EntityKind, degree: number } | null, paths: { searchedTo: number, truncated: boolean, paths: Array<{ length: number, why: string, entities: Array<{ id: string, name: string, kind: EntityKind, degree: number }>, steps: Array<{ from: { id: string, name: string }, to: { id: string, name: string }, relationships: Array<(
          { id: string, kind: RelationshipKind, certainty: Certainty, status: Status, sentence: string, role: string | null, purpose: string | null, instrument: Instrument | null, recorded: string, retracted: string | null, subject: { id: string, name: string, kind: EntityKind, degree: number }, object: { id: string, name: string, kind: EntityKind, degree: number }, amount: { comparator: Comparator, value: string, max: string | null, currency: string, wording: string | null } | null, conflicts: Array<{ id: string, reason: string }>, via: { id: string, name: string, kind: EntityKind, degree: number } | null, recipient: { id: string, name: string, kind: EntityKind, degree: number } | null, holds: { edtf: string | null, earliest: string | null, latest: string | null, wording: string | null, basis: string | null } | null, stated: { edtf: string | null, earliest: string | null, latest: string | null, wording: string | null, basis: string | null } | null, statedBy: { id: string, name: string } | null, citations: Array<{ start: number | null, end: number | null, digest: string | null, locator: string | null, quote: string | null, verified: boolean | null, field: string | null, document: { id: string, name: string }, record: { key: string, hint: string } | null }>, derivedFrom: Array<{ id: string, sentence: string }> }
          & { __typename: 'Relationship' }
        )> }> }> } | null };

export type ConflictSidesQueryVariables = Exact<{
  id: string;
}>;


export type ConflictSidesQuery = { node: { id: string, reason: string, claims: Array<
      | (
        { property: string, id: string, sentence: string, certainty: Certainty, status: Status, recorded: string, retracted: string | null, about: { id: string, name: string, kind: EntityKind, degree: number }, holds: { edtf: string | null, earliest: string | null, latest: string | null, wording: string | null, basis: string | null } | null, stated: { edtf: string | null, earliest: string | null, latest: string | null, wording: string | null, basis: string | null } | null, statedBy: { id: string, name: string } | null, citations: Array<{ start: number | null, end: number | null, digest: string | null, locator: string | null, quote: string | null, verified: boolean | null, field: string | null, document: { id: string, name: string }, record: { key: string, hint: string } | null }>, derivedFrom: Array<{ id: string, sentence: string }>, conflicts: Array<{ id: string, reason: string }> }
        & { __typename: 'Attribute' }
      )
      | (
        { metric: string, scope: string | null, id: string, sentence: string, certainty: Certainty, status: Status, recorded: string, retracted: string | null, about: { id: string, name: string, kind: EntityKind, degree: number }, place: { id: string, name: string, kind: EntityKind, degree: number } | null, holds: { edtf: string | null, earliest: string | null, latest: string | null, wording: string | null, basis: string | null } | null, stated: { edtf: string | null, earliest: string | null, latest: string | null, wording: string | null, basis: string | null } | null, statedBy: { id: string, name: string } | null, citations: Array<{ start: number | null, end: number | null, digest: string | null, locator: string | null, quote: string | null, verified: boolean | null, field: string | null, document: { id: string, name: string }, record: { key: string, hint: string } | null }>, derivedFrom: Array<{ id: string, sentence: string }>, conflicts: Array<{ id: string, reason: string }> }
        & { __typename: 'Measure' }
      )
      | (
        { kind: RelationshipKind, role: string | null, purpose: string | null, instrument: Instrument | null, id: string, sentence: string, certainty: Certainty, status: Status, recorded: string, retracted: string | null, subject: { id: string, name: string, kind: EntityKind, degree: number }, object: { id: string, name: string, kind: EntityKind, degree: number }, via: { id: string, name: string, kind: EntityKind, degree: number } | null, recipient: { id: string, name: string, kind: EntityKind, degree: number } | null, amount: { comparator: Comparator, value: string, max: string | null, currency: string, wording: string | null } | null, holds: { edtf: string | null, earliest: string | null, latest: string | null, wording: string | null, basis: string | null } | null, stated: { edtf: string | null, earliest: string | null, latest: string | null, wording: string | null, basis: string | null } | null, statedBy: { id: string, name: string } | null, citations: Array<{ start: number | null, end: number | null, digest: string | null, locator: string | null, quote: string | null, verified: boolean | null, field: string | null, document: { id: string, name: string }, record: { key: string, hint: string } | null }>, derivedFrom: Array<{ id: string, sentence: string }>, conflicts: Array<{ id: string, reason: string }> }
        & { __typename: 'Relationship' }
      )
    > } | null };

export type ClaimsQueryVariables = Exact<{
  ids: Array<string> | string;
}>;


export type ClaimsQuery = { nodes: Array<
    | (
      { property: string, id: string, sentence: string, certainty: Certainty, status: Status, recorded: string, retracted: string | null, about: { id: string, name: string, kind: EntityKind, degree: number }, holds: { edtf: string | null, earliest: string | null, latest: string | null, wording: string | null, basis: string | null } | null, stated: { edtf: string | null, earliest: string | null, latest: string | null, wording: string | null, basis: string | null } | null, statedBy: { id: string, name: string } | null, citations: Array<{ start: number | null, end: number | null, digest: string | null, locator: string | null, quote: string | null, verified: boolean | null, field: string | null, document: { id: string, name: string }, record: { key: string, hint: string } | null }>, derivedFrom: Array<{ id: string, sentence: string }>, conflicts: Array<{ id: string, reason: string }> }
      & { __typename: 'Attribute' }
    )
    | (
      { metric: string, scope: string | null, id: string, sentence: string, certainty: Certainty, status: Status, recorded: string, retracted: string | null, about: { id: string, name: string, kind: EntityKind, degree: number }, place: { id: string, name: string, kind: EntityKind, degree: number } | null, holds: { edtf: string | null, earliest: string | null, latest: string | null, wording: string | null, basis: string | null } | null, stated: { edtf: string | null, earliest: string | null, latest: string | null, wording: string | null, basis: string | null } | null, statedBy: { id: string, name: string } | null, citations: Array<{ start: number | null, end: number | null, digest: string | null, locator: string | null, quote: string | null, verified: boolean | null, field: string | null, document: { id: string, name: string }, record: { key: string, hint: string } | null }>, derivedFrom: Array<{ id: string, sentence: string }>, conflicts: Array<{ id: string, reason: string }> }
      & { __typename: 'Measure' }
    )
    | (
      { kind: RelationshipKind, role: string | null, purpose: string | null, instrument: Instrument | null, id: string, sentence: string, certainty: Certainty, status: Status, recorded: string, retracted: string | null, subject: { id: string, name: string, kind: EntityKind, degree: number }, object: { id: string, name: string, kind: EntityKind, degree: number }, via: { id: string, name: string, kind: EntityKind, degree: number } | null, recipient: { id: string, name: string, kind: EntityKind, degree: number } | null, amount: { comparator: Comparator, value: string, max: string | null, currency: string, wording: string | null } | null, holds: { edtf: string | null, earliest: string | null, latest: string | null, wording: string | null, basis: string | null } | null, stated: { edtf: string | null, earliest: string | null, latest: string | null, wording: string | null, basis: string | null } | null, statedBy: { id: string, name: string } | null, citations: Array<{ start: number | null, end: number | null, digest: string | null, locator: string | null, quote: string | null, verified: boolean | null, field: string | null, document: { id: string, name: string }, record: { key: string, hint: string } | null }>, derivedFrom: Array<{ id: string, sentence: string }>, conflicts: Array<{ id: string, reason: string }> }
      & { __typename: 'Relationship' }
    )
   | null> };

export type EndsQueryVariables = Exact<{
  from: string;
  to: string;
}>;


export type EndsQuery = { from: { id: string, name: string, kind: EntityKind, degree: number } | null, to: { id: string, name: string, kind: EntityKind, degree: number } | null };

export type RecordFieldsQueryVariables = Exact<{
  id: string;
  key: string;
}>;


export type RecordFieldsQuery = { entity:
    | { id: string }
    | { id: string, record: { fields: Array<{ name: string, value: string }> } | null }
   | null };

export type DocumentPlaceQueryVariables = Exact<{
  id: string;
}>;


export type DocumentPlaceQuery = { entity:
    | { id: string, name: string }
    | { url: string | null, file: string | null, start: number | null, end: number | null, id: string, name: string }
   | null };

export type NamedQueryVariables = Exact<{
  ids: Array<string> | string;
}>;


export type NamedQuery = { nodes: Array<
    | { id: string, name: string, kind: EntityKind, degree: number }
    | { id: string, title: string }
   | null> };

export type AwardFragment = { reference: string | null, recipient: { id: string, name: string } | null, through:
    | { id: string, name: string, kind: EntityKind, identifiers: Array<{ scheme: string, value: string }>, programme: { id: string, name: string } | null, places: { totalCount: number, nodes: Array<{ id: string, name: string }> } }
    | { id: string, name: string, kind: EntityKind, places: { totalCount: number, nodes: Array<{ id: string, name: string }> } }
   | null };

export type RowFragment = { id: string, kind: RelationshipKind, sentence: string, certainty: Certainty, status: Status, purpose: string | null, holds: { edtf: string | null, earliest: string | null, latest: string | null, wording: string | null, basis: string | null } | null, subject: { id: string, name: string }, object: { id: string, name: string }, via: { id: string, name: string } | null, amount: { comparator: Comparator, value: string, max: string | null, currency: string } | null, citations: Array<{ locator: string | null, start: number | null, end: number | null, field: string | null, document: { id: string, name: string }, record: { hint: string } | null }> };

export type RowsQueryVariables = Exact<{
  kinds?: Array<RelationshipKind> | RelationshipKind | null | undefined;
  filter?: RelationshipFilter | null | undefined;
  orderBy?: RelationshipOrder | null | undefined;
  first: number;
  after?: string | null | undefined;
  awards: boolean;
}>;


export type RowsQuery = { relationships: { totalCount: number, pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ id: string, kind: RelationshipKind, sentence: string, certainty: Certainty, status: Status, purpose: string | null, holds: { edtf: string | null, earliest: string | null, latest: string | null, wording: string | null, basis: string | null } | null, subject: { id: string, name: string }, object: { id: string, name: string }, via: { id: string, name: string } | null, amount: { comparator: Comparator, value: string, max: string | null, currency: string } | null, citations: Array<{ locator: string | null, start: number | null, end: number | null, field: string | null, document: { id: string, name: string }, record: { hint: string } | null }> }> } | null };

export type RowsAboutQueryVariables = Exact<{
  id: string;
  kinds?: Array<RelationshipKind> | RelationshipKind | null | undefined;
  filter?: RelationshipFilter | null | undefined;
  orderBy?: RelationshipOrder | null | undefined;
  first: number;
  after?: string | null | undefined;
}>;


export type RowsAboutQuery = { entity: { relationships: { totalCount: number, pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ id: string, kind: RelationshipKind, sentence: string, certainty: Certainty, status: Status, purpose: string | null, holds: { edtf: string | null, earliest: string | null, latest: string | null, wording: string | null, basis: string | null } | null, subject: { id: string, name: string }, object: { id: string, name: string }, via: { id: string, name: string } | null, amount: { comparator: Comparator, value: string, max: string | null, currency: string } | null, citations: Array<{ locator: string | null, start: number | null, end: number | null, field: string | null, document: { id: string, name: string }, record: { hint: string } | null }> }> }, measures: { totalCount: number }, attributes: { totalCount: number } } | null };

export type GroupFragment = { count: number, unstated: number, totals: Array<{ currency: string, low: string, high: string | null }>, key: Array<{ by: GroupBy, value: string, entity: { id: string, name: string } | null }> };

export type GroupsQueryVariables = Exact<{
  kinds: Array<RelationshipKind> | RelationshipKind;
  groupBy: Array<GroupBy> | GroupBy;
  filter?: RelationshipFilter | null | undefined;
  first: number;
}>;


export type GroupsQuery = { aggregate: { truncated: boolean, partial: boolean, total: { count: number, unstated: number, totals: Array<{ currency: string, low: string, high: string | null }>, key: Array<{ by: GroupBy, value: string, entity: { id: string, name: string } | null }> }, rows: Array<{ count: number, unstated: number, totals: Array<{ currency: string, low: string, high: string | null }>, key: Array<{ by: GroupBy, value: string, entity: { id: string, name: string } | null }> }> } | null };

export type SharedQueryVariables = Exact<{
  of: Array<string> | string;
  kinds?: Array<RelationshipKind> | RelationshipKind | null | undefined;
  filter?: RelationshipFilter | null | undefined;
}>;


export type SharedQuery = { inCommon: { truncated: boolean, shared: Array<{ entity: { id: string, name: string } }> } | null };

export type AskQueryVariables = Exact<{
  question: string;
}>;


export type AskQuery = { ask: { status: AnswerStatus, operation: string | null, variables: string | null, sentence: string | null, leftOut: Array<string>, suggestions: Array<string>, understood: Array<{ as: string, span: { start: number, end: number }, entity: { id: string, name: string } | null }>, entities: Array<{ id: string, name: string, kind: EntityKind, degree: number }>, claims: Array<
      | (
        { property: string, id: string, sentence: string, certainty: Certainty, status: Status, recorded: string, retracted: string | null, about: { id: string, name: string, kind: EntityKind, degree: number }, holds: { edtf: string | null, earliest: string | null, latest: string | null, wording: string | null, basis: string | null } | null, stated: { edtf: string | null, earliest: string | null, latest: string | null, wording: string | null, basis: string | null } | null, statedBy: { id: string, name: string } | null, citations: Array<{ start: number | null, end: number | null, digest: string | null, locator: string | null, quote: string | null, verified: boolean | null, field: string | null, document: { id: string, name: string }, record: { key: string, hint: string } | null }>, derivedFrom: Array<{ id: string, sentence: string }>, conflicts: Array<{ id: string, reason: string }> }
        & { __typename: 'Attribute' }
      )
      | (
        { metric: string, scope: string | null, id: string, sentence: string, certainty: Certainty, status: Status, recorded: string, retracted: string | null, about: { id: string, name: string, kind: EntityKind, degree: number }, place: { id: string, name: string, kind: EntityKind, degree: number } | null, holds: { edtf: string | null, earliest: string | null, latest: string | null, wording: string | null, basis: string | null } | null, stated: { edtf: string | null, earliest: string | null, latest: string | null, wording: string | null, basis: string | null } | null, statedBy: { id: string, name: string } | null, citations: Array<{ start: number | null, end: number | null, digest: string | null, locator: string | null, quote: string | null, verified: boolean | null, field: string | null, document: { id: string, name: string }, record: { key: string, hint: string } | null }>, derivedFrom: Array<{ id: string, sentence: string }>, conflicts: Array<{ id: string, reason: string }> }
        & { __typename: 'Measure' }
      )
      | (
        { kind: RelationshipKind, role: string | null, purpose: string | null, instrument: Instrument | null, id: string, sentence: string, certainty: Certainty, status: Status, recorded: string, retracted: string | null, subject: { id: string, name: string, kind: EntityKind, degree: number }, object: { id: string, name: string, kind: EntityKind, degree: number }, via: { id: string, name: string, kind: EntityKind, degree: number } | null, recipient: { id: string, name: string, kind: EntityKind, degree: number } | null, amount: { comparator: Comparator, value: string, max: string | null, currency: string, wording: string | null } | null, holds: { edtf: string | null, earliest: string | null, latest: string | null, wording: string | null, basis: string | null } | null, stated: { edtf: string | null, earliest: string | null, latest: string | null, wording: string | null, basis: string | null } | null, statedBy: { id: string, name: string } | null, citations: Array<{ start: number | null, end: number | null, digest: string | null, locator: string | null, quote: string | null, verified: boolean | null, field: string | null, document: { id: string, name: string }, record: { key: string, hint: string } | null }>, derivedFrom: Array<{ id: string, sentence: string }>, conflicts: Array<{ id: string, reason: string }> }
        & { __typename: 'Relationship' }
      )
    >, alternatives: Array<{ operation: string, variables: string, sentence: string, understood: Array<{ as: string, span: { start: number, end: number }, entity: { id: string, name: string } | null }> }>, unknownWords: Array<{ start: number, end: number }>, similar: Array<
      | (
        { property: string, id: string, sentence: string, certainty: Certainty, status: Status, recorded: string, retracted: string | null, about: { id: string, name: string, kind: EntityKind, degree: number }, holds: { edtf: string | null, earliest: string | null, latest: string | null, wording: string | null, basis: string | null } | null, stated: { edtf: string | null, earliest: string | null, latest: string | null, wording: string | null, basis: string | null } | null, statedBy: { id: string, name: string } | null, citations: Array<{ start: number | null, end: number | null, digest: string | null, locator: string | null, quote: string | null, verified: boolean | null, field: string | null, document: { id: string, name: string }, record: { key: string, hint: string } | null }>, derivedFrom: Array<{ id: string, sentence: string }>, conflicts: Array<{ id: string, reason: string }> }
        & { __typename: 'Attribute' }
      )
      | (
        { metric: string, scope: string | null, id: string, sentence: string, certainty: Certainty, status: Status, recorded: string, retracted: string | null, about: { id: string, name: string, kind: EntityKind, degree: number }, place: { id: string, name: string, kind: EntityKind, degree: number } | null, holds: { edtf: string | null, earliest: string | null, latest: string | null, wording: string | null, basis: string | null } | null, stated: { edtf: string | null, earliest: string | null, latest: string | null, wording: string | null, basis: string | null } | null, statedBy: { id: string, name: string } | null, citations: Array<{ start: number | null, end: number | null, digest: string | null, locator: string | null, quote: string | null, verified: boolean | null, field: string | null, document: { id: string, name: string }, record: { key: string, hint: string } | null }>, derivedFrom: Array<{ id: string, sentence: string }>, conflicts: Array<{ id: string, reason: string }> }
        & { __typename: 'Measure' }
      )
      | (
        { kind: RelationshipKind, role: string | null, purpose: string | null, instrument: Instrument | null, id: string, sentence: string, certainty: Certainty, status: Status, recorded: string, retracted: string | null, subject: { id: string, name: string, kind: EntityKind, degree: number }, object: { id: string, name: string, kind: EntityKind, degree: number }, via: { id: string, name: string, kind: EntityKind, degree: number } | null, recipient: { id: string, name: string, kind: EntityKind, degree: number } | null, amount: { comparator: Comparator, value: string, max: string | null, currency: string, wording: string | null } | null, holds: { edtf: string | null, earliest: string | null, latest: string | null, wording: string | null, basis: string | null } | null, stated: { edtf: string | null, earliest: string | null, latest: string | null, wording: string | null, basis: string | null } | null, statedBy: { id: string, name: string } | null, citations: Array<{ start: number | null, end: number | null, digest: string | null, locator: string | null, quote: string | null, verified: boolean | null, field: string | null, document: { id: string, name: string }, record: { key: string, hint: string } | null }>, derivedFrom: Array<{ id: string, sentence: string }>, conflicts: Array<{ id: string, reason: string }> }
        & { __typename: 'Relationship' }
      )
    > | null } | null };

export type TakenFragment = { as: string, span: { start: number, end: number }, entity: { id: string, name: string } | null };

export type CompleteQueryVariables = Exact<{
  prefix: string;
}>;


export type CompleteQuery = { complete: Array<{ text: string, whole: boolean }> | null };

export type TermsQueryVariables = Exact<{
  ids: Array<string> | string;
}>;


export type TermsQuery = { nodes: Array<{ id: string, licence: string | null, attribution: string | null } | null> };

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
export const ThingFragmentDoc = new TypedDocumentString(`
    fragment Thing on Entity {
  id
  name
  kind
  degree
}
    `, {"fragmentName":"Thing"}) as unknown as TypedDocumentString<ThingFragment, unknown>;
export const TieFragmentDoc = new TypedDocumentString(`
    fragment Tie on Relationship {
  id
  kind
  certainty
  status
  sentence
  subject {
    id
  }
  object {
    id
  }
  amount {
    comparator
    value
    max
    currency
  }
  conflicts {
    id
  }
}
    `, {"fragmentName":"Tie"}) as unknown as TypedDocumentString<TieFragment, unknown>;
export const TimeFragmentDoc = new TypedDocumentString(`
    fragment Time on When {
  edtf
  earliest
  latest
  wording
  basis
}
    `, {"fragmentName":"Time"}) as unknown as TypedDocumentString<TimeFragment, unknown>;
export const SourceFragmentDoc = new TypedDocumentString(`
    fragment Source on Citation {
  document {
    id
    name
  }
  start
  end
  digest
  locator
  quote
  verified
  field
  record {
    key
    hint
  }
}
    `, {"fragmentName":"Source"}) as unknown as TypedDocumentString<SourceFragment, unknown>;
export const FactFragmentDoc = new TypedDocumentString(`
    fragment Fact on Claim {
  __typename
  id
  sentence
  certainty
  status
  recorded
  retracted
  holds {
    ...Time
  }
  stated {
    ...Time
  }
  statedBy {
    id
    name
  }
  citations {
    ...Source
  }
  derivedFrom {
    id
    sentence
  }
  conflicts {
    id
    reason
  }
  ... on Relationship {
    kind
    subject {
      ...Thing
    }
    object {
      ...Thing
    }
    via {
      ...Thing
    }
    recipient {
      ...Thing
    }
    role
    purpose
    instrument
    amount {
      comparator
      value
      max
      currency
      wording
    }
  }
  ... on Measure {
    metric
    scope
    about {
      ...Thing
    }
    place {
      ...Thing
    }
  }
  ... on Attribute {
    property
    about {
      ...Thing
    }
  }
}
    fragment Thing on Entity {
  id
  name
  kind
  degree
}
fragment Time on When {
  edtf
  earliest
  latest
  wording
  basis
}
fragment Source on Citation {
  document {
    id
    name
  }
  start
  end
  digest
  locator
  quote
  verified
  field
  record {
    key
    hint
  }
}`, {"fragmentName":"Fact"}) as unknown as TypedDocumentString<FactFragment, unknown>;
export const WaysFragmentDoc = new TypedDocumentString(`
    fragment Ways on PathResult {
  searchedTo
  truncated
  paths {
    length
    why
    entities {
      ...Thing
    }
    steps {
      from {
        id
        name
      }
      to {
        id
        name
      }
      relationships(first: 3) {
        ...Tie
        ...Fact
      }
    }
  }
}
    fragment Thing on Entity {
  id
  name
  kind
  degree
}
fragment Tie on Relationship {
  id
  kind
  certainty
  status
  sentence
  subject {
    id
  }
  object {
    id
  }
  amount {
    comparator
    value
    max
    currency
  }
  conflicts {
    id
  }
}
fragment Time on When {
  edtf
  earliest
  latest
  wording
  basis
}
fragment Source on Citation {
  document {
    id
    name
  }
  start
  end
  digest
  locator
  quote
  verified
  field
  record {
    key
    hint
  }
}
fragment Fact on Claim {
  __typename
  id
  sentence
  certainty
  status
  recorded
  retracted
  holds {
    ...Time
  }
  stated {
    ...Time
  }
  statedBy {
    id
    name
  }
  citations {
    ...Source
  }
  derivedFrom {
    id
    sentence
  }
  conflicts {
    id
    reason
  }
  ... on Relationship {
    kind
    subject {
      ...Thing
    }
    object {
      ...Thing
    }
    via {
      ...Thing
    }
    recipient {
      ...Thing
    }
    role
    purpose
    instrument
    amount {
      comparator
      value
      max
      currency
      wording
    }
  }
  ... on Measure {
    metric
    scope
    about {
      ...Thing
    }
    place {
      ...Thing
    }
  }
  ... on Attribute {
    property
    about {
      ...Thing
    }
  }
}`, {"fragmentName":"Ways"}) as unknown as TypedDocumentString<WaysFragment, unknown>;
export const SumFragmentDoc = new TypedDocumentString(`
    fragment Sum on AggregateRow {
  count
  unstated
  totals {
    currency
    low
    high
  }
  key {
    value
    entity {
      id
    }
  }
}
    `, {"fragmentName":"Sum"}) as unknown as TypedDocumentString<SumFragment, unknown>;
export const OnwardFragmentDoc = new TypedDocumentString(`
    fragment Onward on PageInfo {
  hasNextPage
  endCursor
}
    `, {"fragmentName":"Onward"}) as unknown as TypedDocumentString<OnwardFragment, unknown>;
export const AwardFragmentDoc = new TypedDocumentString(`
    fragment Award on Relationship {
  reference
  recipient {
    id
    name
  }
  through: via {
    id
    name
    kind
    places: neighbours(kinds: [COVERS], direction: OUT, first: 3) {
      totalCount
      nodes {
        id
        name
      }
    }
    ... on Award {
      identifiers {
        scheme
        value
      }
      programme {
        id
        name
      }
    }
  }
}
    `, {"fragmentName":"Award"}) as unknown as TypedDocumentString<AwardFragment, unknown>;
export const RowFragmentDoc = new TypedDocumentString(`
    fragment Row on Relationship {
  id
  kind
  sentence
  certainty
  status
  purpose
  holds {
    ...Time
  }
  subject {
    id
    name
  }
  object {
    id
    name
  }
  via {
    id
    name
  }
  amount {
    comparator
    value
    max
    currency
  }
  citations {
    document {
      id
      name
    }
    locator
    start
    end
    field
    record {
      hint
    }
  }
}
    fragment Time on When {
  edtf
  earliest
  latest
  wording
  basis
}`, {"fragmentName":"Row"}) as unknown as TypedDocumentString<RowFragment, unknown>;
export const GroupFragmentDoc = new TypedDocumentString(`
    fragment Group on AggregateRow {
  count
  unstated
  totals {
    currency
    low
    high
  }
  key {
    by
    value
    entity {
      id
      name
    }
  }
}
    `, {"fragmentName":"Group"}) as unknown as TypedDocumentString<GroupFragment, unknown>;
export const TakenFragmentDoc = new TypedDocumentString(`
    fragment Taken on Understood {
  span {
    start
    end
  }
  as
  entity {
    id
    name
  }
}
    `, {"fragmentName":"Taken"}) as unknown as TypedDocumentString<TakenFragment, unknown>;
export const CommitCountDocument = new TypedDocumentString(`
    query CommitCount {
  commits(first: 0) {
    totalCount
  }
}
    `) as unknown as TypedDocumentString<CommitCountQuery, CommitCountQueryVariables>;
export const KindsDocument = new TypedDocumentString(`
    query Kinds {
  relationshipKinds {
    kind
    label
    inverse
    symmetric
  }
}
    `) as unknown as TypedDocumentString<KindsQuery, KindsQueryVariables>;
export const WelcomeDocument = new TypedDocumentString(`
    query Welcome {
  stats {
    entities
    relationships
    measures
    attributes
    documents
  }
  funding: aggregate(kinds: [FUNDS], groupBy: [OBJECT, SUBJECT], first: 100) {
    rows {
      count
      key {
        entity {
          id
          name
          kind
        }
      }
    }
  }
  places: aggregate(kinds: [FUNDS], groupBy: [PLACE], first: 20) {
    rows {
      count
      key {
        entity {
          id
          name
          kind
        }
      }
    }
  }
  people: entities(
    filter: {kinds: [PERSON]}
    orderBy: {field: DEGREE, direction: DESC}
    first: 1
  ) {
    nodes {
      id
      name
    }
  }
}
    `) as unknown as TypedDocumentString<WelcomeQuery, WelcomeQueryVariables>;
export const TiedDocument = new TypedDocumentString(`
    query Tied($from: ID!, $to: ID!) {
  paths(from: $from, to: $to, maxLength: 4, first: 1) {
    paths {
      length
    }
  }
}
    `) as unknown as TypedDocumentString<TiedQuery, TiedQueryVariables>;
export const AboutDocument = new TypedDocumentString(`
    query About($id: ID!) {
  entity(id: $id) {
    attributes(property: "description", first: 1) {
      nodes {
        ...Fact
      }
    }
  }
}
    fragment Thing on Entity {
  id
  name
  kind
  degree
}
fragment Time on When {
  edtf
  earliest
  latest
  wording
  basis
}
fragment Source on Citation {
  document {
    id
    name
  }
  start
  end
  digest
  locator
  quote
  verified
  field
  record {
    key
    hint
  }
}
fragment Fact on Claim {
  __typename
  id
  sentence
  certainty
  status
  recorded
  retracted
  holds {
    ...Time
  }
  stated {
    ...Time
  }
  statedBy {
    id
    name
  }
  citations {
    ...Source
  }
  derivedFrom {
    id
    sentence
  }
  conflicts {
    id
    reason
  }
  ... on Relationship {
    kind
    subject {
      ...Thing
    }
    object {
      ...Thing
    }
    via {
      ...Thing
    }
    recipient {
      ...Thing
    }
    role
    purpose
    instrument
    amount {
      comparator
      value
      max
      currency
      wording
    }
  }
  ... on Measure {
    metric
    scope
    about {
      ...Thing
    }
    place {
      ...Thing
    }
  }
  ... on Attribute {
    property
    about {
      ...Thing
    }
  }
}`) as unknown as TypedDocumentString<AboutQuery, AboutQueryVariables>;
export const SuggestDocument = new TypedDocumentString(`
    query Suggest($text: String!) {
  search(query: $text, first: 8) {
    edges {
      matched
      score
      node {
        ...Thing
        description
        identifiers {
          scheme
          value
        }
        standsIn: neighbours(kinds: [LOCATED_IN, PART_OF], direction: OUT, first: 1) {
          nodes {
            name
          }
        }
        ... on Place {
          placeType
          containedIn {
            name
          }
        }
      }
    }
  }
}
    fragment Thing on Entity {
  id
  name
  kind
  degree
}`) as unknown as TypedDocumentString<SuggestQuery, SuggestQueryVariables>;
export const ExpansionDocument = new TypedDocumentString(`
    query Expansion($id: ID!, $drawn: [ID!]!, $kinds: [RelationshipKind!], $things: [EntityKind!], $to: EntityFilter!, $filter: RelationshipFilter, $first: Int!) {
  entity(id: $id) {
    ...Thing
    relationshipCounts(filter: $filter) {
      kind
      count
    }
    all: neighbours(kinds: $kinds, to: {kinds: $things}, filter: $filter, first: 0) {
      totalCount
    }
    left: neighbours(
      kinds: $kinds
      to: {kinds: $things}
      exclude: $drawn
      filter: $filter
      first: 0
    ) {
      totalCount
    }
    fresh: neighbours(
      kinds: $kinds
      to: $to
      exclude: $drawn
      filter: $filter
      orderBy: {field: DEGREE, direction: DESC}
      first: $first
    ) {
      edges {
        relationshipCount
        node {
          ...Thing
        }
        relationships(first: 5) {
          ...Tie
        }
      }
    }
    known: neighbours(kinds: $kinds, to: {ids: $drawn}, filter: $filter, first: 100) {
      edges {
        relationshipCount
        node {
          ...Thing
        }
        relationships(first: 5) {
          ...Tie
        }
      }
    }
  }
}
    fragment Thing on Entity {
  id
  name
  kind
  degree
}
fragment Tie on Relationship {
  id
  kind
  certainty
  status
  sentence
  subject {
    id
  }
  object {
    id
  }
  amount {
    comparator
    value
    max
    currency
  }
  conflicts {
    id
  }
}`) as unknown as TypedDocumentString<ExpansionQuery, ExpansionQueryVariables>;
export const MoneyDocument = new TypedDocumentString(`
    query Money($kinds: [RelationshipKind!]!, $given: RelationshipFilter!, $received: RelationshipFilter!, $first: Int!) {
  given: aggregate(
    kinds: $kinds
    groupBy: [OBJECT, KIND]
    filter: $given
    first: $first
  ) {
    partial
    rows {
      ...Sum
    }
  }
  received: aggregate(
    kinds: $kinds
    groupBy: [SUBJECT, KIND]
    filter: $received
    first: $first
  ) {
    partial
    rows {
      ...Sum
    }
  }
}
    fragment Sum on AggregateRow {
  count
  unstated
  totals {
    currency
    low
    high
  }
  key {
    value
    entity {
      id
    }
  }
}`) as unknown as TypedDocumentString<MoneyQuery, MoneyQueryVariables>;
export const FactsDocument = new TypedDocumentString(`
    query Facts($id: ID!, $kinds: [RelationshipKind!], $relationshipFilter: RelationshipFilter, $direction: Direction!, $outFilter: RelationshipFilter, $narrow: Boolean!, $inFilter: RelationshipFilter, $measureFilter: MeasureFilter, $claimFilter: ClaimFilter, $first: Int!, $figures: Int!) {
  entity(id: $id) {
    ...Thing
    iri
    description
    aliases
    identifiers {
      scheme
      value
      uri
    }
    ... on Place {
      placeType
      containedIn {
        id
        name
        placeType
      }
    }
    ... on Document {
      publisher
      url
      published {
        ...Time
      }
    }
    ... on Event {
      held {
        ...Time
      }
    }
    relationshipCounts(filter: $relationshipFilter) {
      kind
      direction
      count
    }
    relationships(
      kinds: $kinds
      direction: $direction
      filter: $outFilter
      orderBy: {field: HOLDS, direction: DESC}
      first: $first
    ) {
      totalCount
      pageInfo {
        ...Onward
      }
      nodes {
        ...Fact
      }
    }
    inward: relationships(
      kinds: $kinds
      direction: IN
      filter: $inFilter
      orderBy: {field: HOLDS, direction: DESC}
      first: $first
    ) @include(if: $narrow) {
      totalCount
      pageInfo {
        ...Onward
      }
      nodes {
        ...Fact
      }
    }
    measures(filter: $measureFilter, first: $figures) {
      totalCount
      pageInfo {
        ...Onward
      }
      nodes {
        ...Fact
      }
    }
    attributes(filter: $claimFilter, first: $figures) {
      totalCount
      pageInfo {
        ...Onward
      }
      nodes {
        ...Fact
      }
    }
    allRelationships: relationships(first: 0) {
      totalCount
    }
    datedFirst: relationships(
      filter: {validAt: "0001/9999", includeUndated: false}
      orderBy: {field: HOLDS, direction: ASC}
      first: 1
    ) {
      nodes {
        holds {
          ...Time
        }
      }
    }
    datedLast: relationships(
      filter: {validAt: "0001/9999", includeUndated: false}
      orderBy: {field: HOLDS, direction: DESC}
      first: 1
    ) {
      nodes {
        holds {
          ...Time
        }
      }
    }
    allMeasures: measures(first: 0) {
      totalCount
    }
    allAttributes: attributes(first: 0) {
      totalCount
    }
    ofPerson: neighbours(
      kinds: $kinds
      filter: $relationshipFilter
      to: {kinds: [PERSON]}
      first: 0
    ) {
      totalCount
    }
    ofOrganisation: neighbours(
      kinds: $kinds
      filter: $relationshipFilter
      to: {kinds: [ORGANISATION]}
      first: 0
    ) {
      totalCount
    }
    ofPlace: neighbours(
      kinds: $kinds
      filter: $relationshipFilter
      to: {kinds: [PLACE]}
      first: 0
    ) {
      totalCount
    }
    ofProgramme: neighbours(
      kinds: $kinds
      filter: $relationshipFilter
      to: {kinds: [PROGRAMME]}
      first: 0
    ) {
      totalCount
    }
    ofFundingSource: neighbours(
      kinds: $kinds
      filter: $relationshipFilter
      to: {kinds: [FUNDING_SOURCE]}
      first: 0
    ) {
      totalCount
    }
    ofEvent: neighbours(
      kinds: $kinds
      filter: $relationshipFilter
      to: {kinds: [EVENT]}
      first: 0
    ) {
      totalCount
    }
    ofSector: neighbours(
      kinds: $kinds
      filter: $relationshipFilter
      to: {kinds: [SECTOR]}
      first: 0
    ) {
      totalCount
    }
    ofDocument: neighbours(
      kinds: $kinds
      filter: $relationshipFilter
      to: {kinds: [DOCUMENT]}
      first: 0
    ) {
      totalCount
    }
  }
}
    fragment Thing on Entity {
  id
  name
  kind
  degree
}
fragment Time on When {
  edtf
  earliest
  latest
  wording
  basis
}
fragment Source on Citation {
  document {
    id
    name
  }
  start
  end
  digest
  locator
  quote
  verified
  field
  record {
    key
    hint
  }
}
fragment Fact on Claim {
  __typename
  id
  sentence
  certainty
  status
  recorded
  retracted
  holds {
    ...Time
  }
  stated {
    ...Time
  }
  statedBy {
    id
    name
  }
  citations {
    ...Source
  }
  derivedFrom {
    id
    sentence
  }
  conflicts {
    id
    reason
  }
  ... on Relationship {
    kind
    subject {
      ...Thing
    }
    object {
      ...Thing
    }
    via {
      ...Thing
    }
    recipient {
      ...Thing
    }
    role
    purpose
    instrument
    amount {
      comparator
      value
      max
      currency
      wording
    }
  }
  ... on Measure {
    metric
    scope
    about {
      ...Thing
    }
    place {
      ...Thing
    }
  }
  ... on Attribute {
    property
    about {
      ...Thing
    }
  }
}
fragment Onward on PageInfo {
  hasNextPage
  endCursor
}`) as unknown as TypedDocumentString<FactsQuery, FactsQueryVariables>;
export const MoreFactsDocument = new TypedDocumentString(`
    query MoreFacts($id: ID!, $kinds: [RelationshipKind!], $direction: Direction!, $outFilter: RelationshipFilter, $inFilter: RelationshipFilter, $claimFilter: ClaimFilter, $measureFilter: MeasureFilter, $first: Int!, $outward: Boolean!, $afterOut: String, $inward: Boolean!, $afterIn: String, $measured: Boolean!, $afterMeasures: String, $attributed: Boolean!, $afterAttributes: String) {
  entity(id: $id) {
    relationships(
      kinds: $kinds
      direction: $direction
      filter: $outFilter
      orderBy: {field: HOLDS, direction: DESC}
      first: $first
      after: $afterOut
    ) @include(if: $outward) {
      totalCount
      pageInfo {
        ...Onward
      }
      nodes {
        ...Fact
      }
    }
    inward: relationships(
      kinds: $kinds
      direction: IN
      filter: $inFilter
      orderBy: {field: HOLDS, direction: DESC}
      first: $first
      after: $afterIn
    ) @include(if: $inward) {
      totalCount
      pageInfo {
        ...Onward
      }
      nodes {
        ...Fact
      }
    }
    measures(filter: $measureFilter, first: $first, after: $afterMeasures) @include(if: $measured) {
      totalCount
      pageInfo {
        ...Onward
      }
      nodes {
        ...Fact
      }
    }
    attributes(filter: $claimFilter, first: $first, after: $afterAttributes) @include(if: $attributed) {
      totalCount
      pageInfo {
        ...Onward
      }
      nodes {
        ...Fact
      }
    }
  }
}
    fragment Thing on Entity {
  id
  name
  kind
  degree
}
fragment Time on When {
  edtf
  earliest
  latest
  wording
  basis
}
fragment Source on Citation {
  document {
    id
    name
  }
  start
  end
  digest
  locator
  quote
  verified
  field
  record {
    key
    hint
  }
}
fragment Fact on Claim {
  __typename
  id
  sentence
  certainty
  status
  recorded
  retracted
  holds {
    ...Time
  }
  stated {
    ...Time
  }
  statedBy {
    id
    name
  }
  citations {
    ...Source
  }
  derivedFrom {
    id
    sentence
  }
  conflicts {
    id
    reason
  }
  ... on Relationship {
    kind
    subject {
      ...Thing
    }
    object {
      ...Thing
    }
    via {
      ...Thing
    }
    recipient {
      ...Thing
    }
    role
    purpose
    instrument
    amount {
      comparator
      value
      max
      currency
      wording
    }
  }
  ... on Measure {
    metric
    scope
    about {
      ...Thing
    }
    place {
      ...Thing
    }
  }
  ... on Attribute {
    property
    about {
      ...Thing
    }
  }
}
fragment Onward on PageInfo {
  hasNextPage
  endCursor
}`) as unknown as TypedDocumentString<MoreFactsQuery, MoreFactsQueryVariables>;
export const BetweenDocument = new TypedDocumentString(`
    query Between($a: ID!, $b: ID!, $kinds: [RelationshipKind!], $filter: RelationshipFilter) {
  entity(id: $a) {
    ...Thing
    neighbours(kinds: $kinds, to: {ids: [$b]}, filter: $filter, first: 1) {
      edges {
        relationshipCount
        node {
          ...Thing
        }
        relationships(first: 25) {
          ...Fact
        }
      }
    }
  }
}
    fragment Thing on Entity {
  id
  name
  kind
  degree
}
fragment Time on When {
  edtf
  earliest
  latest
  wording
  basis
}
fragment Source on Citation {
  document {
    id
    name
  }
  start
  end
  digest
  locator
  quote
  verified
  field
  record {
    key
    hint
  }
}
fragment Fact on Claim {
  __typename
  id
  sentence
  certainty
  status
  recorded
  retracted
  holds {
    ...Time
  }
  stated {
    ...Time
  }
  statedBy {
    id
    name
  }
  citations {
    ...Source
  }
  derivedFrom {
    id
    sentence
  }
  conflicts {
    id
    reason
  }
  ... on Relationship {
    kind
    subject {
      ...Thing
    }
    object {
      ...Thing
    }
    via {
      ...Thing
    }
    recipient {
      ...Thing
    }
    role
    purpose
    instrument
    amount {
      comparator
      value
      max
      currency
      wording
    }
  }
  ... on Measure {
    metric
    scope
    about {
      ...Thing
    }
    place {
      ...Thing
    }
  }
  ... on Attribute {
    property
    about {
      ...Thing
    }
  }
}`) as unknown as TypedDocumentString<BetweenQuery, BetweenQueryVariables>;
export const CitedByDocument = new TypedDocumentString(`
    query CitedBy($document: ID!, $first: Int!) {
  claims(filter: {documents: [$document]}, first: $first) {
    totalCount
    nodes {
      ...Fact
    }
  }
}
    fragment Thing on Entity {
  id
  name
  kind
  degree
}
fragment Time on When {
  edtf
  earliest
  latest
  wording
  basis
}
fragment Source on Citation {
  document {
    id
    name
  }
  start
  end
  digest
  locator
  quote
  verified
  field
  record {
    key
    hint
  }
}
fragment Fact on Claim {
  __typename
  id
  sentence
  certainty
  status
  recorded
  retracted
  holds {
    ...Time
  }
  stated {
    ...Time
  }
  statedBy {
    id
    name
  }
  citations {
    ...Source
  }
  derivedFrom {
    id
    sentence
  }
  conflicts {
    id
    reason
  }
  ... on Relationship {
    kind
    subject {
      ...Thing
    }
    object {
      ...Thing
    }
    via {
      ...Thing
    }
    recipient {
      ...Thing
    }
    role
    purpose
    instrument
    amount {
      comparator
      value
      max
      currency
      wording
    }
  }
  ... on Measure {
    metric
    scope
    about {
      ...Thing
    }
    place {
      ...Thing
    }
  }
  ... on Attribute {
    property
    about {
      ...Thing
    }
  }
}`) as unknown as TypedDocumentString<CitedByQuery, CitedByQueryVariables>;
export const WaysDocument = new TypedDocumentString(`
    query Ways($from: ID!, $to: ID!, $kinds: [RelationshipKind!], $filter: RelationshipFilter, $maxLength: Int) {
  from: entity(id: $from) {
    ...Thing
  }
  to: entity(id: $to) {
    ...Thing
  }
  paths(
    from: $from
    to: $to
    kinds: $kinds
    filter: $filter
    maxLength: $maxLength
    first: 5
  ) {
    ...Ways
  }
}
    fragment Thing on Entity {
  id
  name
  kind
  degree
}
fragment Tie on Relationship {
  id
  kind
  certainty
  status
  sentence
  subject {
    id
  }
  object {
    id
  }
  amount {
    comparator
    value
    max
    currency
  }
  conflicts {
    id
  }
}
fragment Time on When {
  edtf
  earliest
  latest
  wording
  basis
}
fragment Source on Citation {
  document {
    id
    name
  }
  start
  end
  digest
  locator
  quote
  verified
  field
  record {
    key
    hint
  }
}
fragment Fact on Claim {
  __typename
  id
  sentence
  certainty
  status
  recorded
  retracted
  holds {
    ...Time
  }
  stated {
    ...Time
  }
  statedBy {
    id
    name
  }
  citations {
    ...Source
  }
  derivedFrom {
    id
    sentence
  }
  conflicts {
    id
    reason
  }
  ... on Relationship {
    kind
    subject {
      ...Thing
    }
    object {
      ...Thing
    }
    via {
      ...Thing
    }
    recipient {
      ...Thing
    }
    role
    purpose
    instrument
    amount {
      comparator
      value
      max
      currency
      wording
    }
  }
  ... on Measure {
    metric
    scope
    about {
      ...Thing
    }
    place {
      ...Thing
    }
  }
  ... on Attribute {
    property
    about {
      ...Thing
    }
  }
}
fragment Ways on PathResult {
  searchedTo
  truncated
  paths {
    length
    why
    entities {
      ...Thing
    }
    steps {
      from {
        id
        name
      }
      to {
        id
        name
      }
      relationships(first: 3) {
        ...Tie
        ...Fact
      }
    }
  }
}`) as unknown as TypedDocumentString<WaysQuery, WaysQueryVariables>;
export const ConflictSidesDocument = new TypedDocumentString(`
    query ConflictSides($id: ID!) {
  node(id: $id) {
    ... on Conflict {
      id
      reason
      claims {
        ...Fact
      }
    }
  }
}
    fragment Thing on Entity {
  id
  name
  kind
  degree
}
fragment Time on When {
  edtf
  earliest
  latest
  wording
  basis
}
fragment Source on Citation {
  document {
    id
    name
  }
  start
  end
  digest
  locator
  quote
  verified
  field
  record {
    key
    hint
  }
}
fragment Fact on Claim {
  __typename
  id
  sentence
  certainty
  status
  recorded
  retracted
  holds {
    ...Time
  }
  stated {
    ...Time
  }
  statedBy {
    id
    name
  }
  citations {
    ...Source
  }
  derivedFrom {
    id
    sentence
  }
  conflicts {
    id
    reason
  }
  ... on Relationship {
    kind
    subject {
      ...Thing
    }
    object {
      ...Thing
    }
    via {
      ...Thing
    }
    recipient {
      ...Thing
    }
    role
    purpose
    instrument
    amount {
      comparator
      value
      max
      currency
      wording
    }
  }
  ... on Measure {
    metric
    scope
    about {
      ...Thing
    }
    place {
      ...Thing
    }
  }
  ... on Attribute {
    property
    about {
      ...Thing
    }
  }
}`) as unknown as TypedDocumentString<ConflictSidesQuery, ConflictSidesQueryVariables>;
export const ClaimsDocument = new TypedDocumentString(`
    query Claims($ids: [ID!]!) {
  nodes(ids: $ids) {
    ...Fact
  }
}
    fragment Thing on Entity {
  id
  name
  kind
  degree
}
fragment Time on When {
  edtf
  earliest
  latest
  wording
  basis
}
fragment Source on Citation {
  document {
    id
    name
  }
  start
  end
  digest
  locator
  quote
  verified
  field
  record {
    key
    hint
  }
}
fragment Fact on Claim {
  __typename
  id
  sentence
  certainty
  status
  recorded
  retracted
  holds {
    ...Time
  }
  stated {
    ...Time
  }
  statedBy {
    id
    name
  }
  citations {
    ...Source
  }
  derivedFrom {
    id
    sentence
  }
  conflicts {
    id
    reason
  }
  ... on Relationship {
    kind
    subject {
      ...Thing
    }
    object {
      ...Thing
    }
    via {
      ...Thing
    }
    recipient {
      ...Thing
    }
    role
    purpose
    instrument
    amount {
      comparator
      value
      max
      currency
      wording
    }
  }
  ... on Measure {
    metric
    scope
    about {
      ...Thing
    }
    place {
      ...Thing
    }
  }
  ... on Attribute {
    property
    about {
      ...Thing
    }
  }
}`) as unknown as TypedDocumentString<ClaimsQuery, ClaimsQueryVariables>;
export const EndsDocument = new TypedDocumentString(`
    query Ends($from: ID!, $to: ID!) {
  from: entity(id: $from) {
    ...Thing
  }
  to: entity(id: $to) {
    ...Thing
  }
}
    fragment Thing on Entity {
  id
  name
  kind
  degree
}`) as unknown as TypedDocumentString<EndsQuery, EndsQueryVariables>;
export const RecordFieldsDocument = new TypedDocumentString(`
    query RecordFields($id: ID!, $key: String!) {
  entity(id: $id) {
    id
    ... on Document {
      record(key: $key) {
        fields {
          name
          value
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<RecordFieldsQuery, RecordFieldsQueryVariables>;
export const DocumentPlaceDocument = new TypedDocumentString(`
    query DocumentPlace($id: ID!) {
  entity(id: $id) {
    id
    name
    ... on Document {
      url
      file
      start
      end
    }
  }
}
    `) as unknown as TypedDocumentString<DocumentPlaceQuery, DocumentPlaceQueryVariables>;
export const NamedDocument = new TypedDocumentString(`
    query Named($ids: [ID!]!) {
  nodes(ids: $ids) {
    ... on Entity {
      ...Thing
    }
    ... on Dataset {
      id
      title
    }
  }
}
    fragment Thing on Entity {
  id
  name
  kind
  degree
}`) as unknown as TypedDocumentString<NamedQuery, NamedQueryVariables>;
export const RowsDocument = new TypedDocumentString(`
    query Rows($kinds: [RelationshipKind!], $filter: RelationshipFilter, $orderBy: RelationshipOrder, $first: Int!, $after: String, $awards: Boolean!) {
  relationships(
    kinds: $kinds
    filter: $filter
    orderBy: $orderBy
    first: $first
    after: $after
  ) {
    totalCount
    pageInfo {
      ...Onward
    }
    nodes {
      ...Row
      ...Award @include(if: $awards)
    }
  }
}
    fragment Time on When {
  edtf
  earliest
  latest
  wording
  basis
}
fragment Onward on PageInfo {
  hasNextPage
  endCursor
}
fragment Award on Relationship {
  reference
  recipient {
    id
    name
  }
  through: via {
    id
    name
    kind
    places: neighbours(kinds: [COVERS], direction: OUT, first: 3) {
      totalCount
      nodes {
        id
        name
      }
    }
    ... on Award {
      identifiers {
        scheme
        value
      }
      programme {
        id
        name
      }
    }
  }
}
fragment Row on Relationship {
  id
  kind
  sentence
  certainty
  status
  purpose
  holds {
    ...Time
  }
  subject {
    id
    name
  }
  object {
    id
    name
  }
  via {
    id
    name
  }
  amount {
    comparator
    value
    max
    currency
  }
  citations {
    document {
      id
      name
    }
    locator
    start
    end
    field
    record {
      hint
    }
  }
}`) as unknown as TypedDocumentString<RowsQuery, RowsQueryVariables>;
export const RowsAboutDocument = new TypedDocumentString(`
    query RowsAbout($id: ID!, $kinds: [RelationshipKind!], $filter: RelationshipFilter, $orderBy: RelationshipOrder, $first: Int!, $after: String) {
  entity(id: $id) {
    relationships(
      kinds: $kinds
      direction: BOTH
      filter: $filter
      orderBy: $orderBy
      first: $first
      after: $after
    ) {
      totalCount
      pageInfo {
        ...Onward
      }
      nodes {
        ...Row
      }
    }
    measures(first: 0) {
      totalCount
    }
    attributes(first: 0) {
      totalCount
    }
  }
}
    fragment Time on When {
  edtf
  earliest
  latest
  wording
  basis
}
fragment Onward on PageInfo {
  hasNextPage
  endCursor
}
fragment Row on Relationship {
  id
  kind
  sentence
  certainty
  status
  purpose
  holds {
    ...Time
  }
  subject {
    id
    name
  }
  object {
    id
    name
  }
  via {
    id
    name
  }
  amount {
    comparator
    value
    max
    currency
  }
  citations {
    document {
      id
      name
    }
    locator
    start
    end
    field
    record {
      hint
    }
  }
}`) as unknown as TypedDocumentString<RowsAboutQuery, RowsAboutQueryVariables>;
export const GroupsDocument = new TypedDocumentString(`
    query Groups($kinds: [RelationshipKind!]!, $groupBy: [GroupBy!]!, $filter: RelationshipFilter, $first: Int!) {
  aggregate(kinds: $kinds, groupBy: $groupBy, filter: $filter, first: $first) {
    truncated
    partial
    total {
      ...Group
    }
    rows {
      ...Group
    }
  }
}
    fragment Group on AggregateRow {
  count
  unstated
  totals {
    currency
    low
    high
  }
  key {
    by
    value
    entity {
      id
      name
    }
  }
}`) as unknown as TypedDocumentString<GroupsQuery, GroupsQueryVariables>;
export const SharedDocument = new TypedDocumentString(`
    query Shared($of: [ID!]!, $kinds: [RelationshipKind!], $filter: RelationshipFilter) {
  inCommon(of: $of, kinds: $kinds, filter: $filter, first: 20) {
    truncated
    shared {
      entity {
        id
        name
      }
    }
  }
}
    `) as unknown as TypedDocumentString<SharedQuery, SharedQueryVariables>;
export const AskDocument = new TypedDocumentString(`
    query Ask($question: String!) {
  ask(question: $question) {
    status
    understood {
      ...Taken
    }
    operation
    variables
    sentence
    entities(first: 10) {
      ...Thing
    }
    claims(first: 20) {
      ...Fact
    }
    leftOut
    alternatives {
      understood {
        ...Taken
      }
      operation
      variables
      sentence
    }
    unknownWords {
      start
      end
    }
    suggestions
    similar(first: 5) {
      ...Fact
    }
  }
}
    fragment Thing on Entity {
  id
  name
  kind
  degree
}
fragment Time on When {
  edtf
  earliest
  latest
  wording
  basis
}
fragment Source on Citation {
  document {
    id
    name
  }
  start
  end
  digest
  locator
  quote
  verified
  field
  record {
    key
    hint
  }
}
fragment Fact on Claim {
  __typename
  id
  sentence
  certainty
  status
  recorded
  retracted
  holds {
    ...Time
  }
  stated {
    ...Time
  }
  statedBy {
    id
    name
  }
  citations {
    ...Source
  }
  derivedFrom {
    id
    sentence
  }
  conflicts {
    id
    reason
  }
  ... on Relationship {
    kind
    subject {
      ...Thing
    }
    object {
      ...Thing
    }
    via {
      ...Thing
    }
    recipient {
      ...Thing
    }
    role
    purpose
    instrument
    amount {
      comparator
      value
      max
      currency
      wording
    }
  }
  ... on Measure {
    metric
    scope
    about {
      ...Thing
    }
    place {
      ...Thing
    }
  }
  ... on Attribute {
    property
    about {
      ...Thing
    }
  }
}
fragment Taken on Understood {
  span {
    start
    end
  }
  as
  entity {
    id
    name
  }
}`) as unknown as TypedDocumentString<AskQuery, AskQueryVariables>;
export const CompleteDocument = new TypedDocumentString(`
    query Complete($prefix: String!) {
  complete(prefix: $prefix, first: 4) {
    text
    whole
  }
}
    `) as unknown as TypedDocumentString<CompleteQuery, CompleteQueryVariables>;
export const TermsDocument = new TypedDocumentString(`
    query Terms($ids: [ID!]!) {
  nodes(ids: $ids) {
    ... on Document {
      id
      licence
      attribution
    }
  }
}
    `) as unknown as TypedDocumentString<TermsQuery, TermsQueryVariables>;