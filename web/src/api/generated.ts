/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** Amounts of one currency; an unstated amount does not pass. */
export type AmountFilter = {
  /** ISO 4217: GBP. A sum that the source gives in this currency as well passes too. */
  currency: string;
  /** The amount is this or less. */
  max?: string | null | undefined;
  /** The amount is this or more. */
  min?: string | null | undefined;
};

/** How sure the source is of what it says. */
export type Certainty =
  /** The document reports somebody's words; statedBy is whose. */
  | 'CLAIMED'
  /** A forecast: what is expected to come about. */
  | 'EXPECTED'
  /** No source says so: it was worked out from other claims, which derivedFrom lists. */
  | 'INFERRED'
  /** Hearsay: 'rumoured to be', 'said to be', 'understood to be'. */
  | 'RUMOURED'
  /** The document says so itself. */
  | 'STATED';

/** Chooses claims by their clocks, certainty, status and sources. Every field that is given must hold; an empty filter passes every claim that is not retracted. */
export type ClaimFilter = {
  /** It is of one of these certainties. */
  certainty?: Array<Certainty> | null | undefined;
  /** It is cited from any of these documents. */
  documents?: Array<string> | null | undefined;
  /** Pass what is retracted too. */
  includeRetracted?: boolean | null | undefined;
  /** With validAt: whether a claim whose time is unknown passes. */
  includeUndated?: boolean | null | undefined;
  /** The graph as it was at this moment: recorded by then, and not retracted by then. */
  knownAt?: string | null | undefined;
  /** It is the word of one of these. */
  statedBy?: Array<string> | null | undefined;
  /** Its source said so on or before the last day of this. */
  statedUntil?: string | null | undefined;
  /** It is of one of these statuses. */
  status?: Array<Status> | null | undefined;
  /** It holds on some day of this: 2014, 1990/2026. */
  validAt?: string | null | undefined;
};

/** How a figure relates to the truth, as its source words it. */
export type Comparator =
  /** 'About', 'nearly', 'around'. */
  | 'ABOUT'
  /** 'At least', 'from'. */
  | 'AT_LEAST'
  /** The figure itself. */
  | 'EXACTLY'
  /** 'Less than', 'under'. */
  | 'LESS_THAN'
  /** 'More than', 'over'. */
  | 'MORE_THAN'
  /** 'Up to', 'top 20'. */
  | 'UP_TO';

/** From which end of a relationship one looks. */
export type Direction =
  /** From either end. */
  | 'BOTH'
  /** From the object to the subject: who FUNDS iCentrum. */
  | 'IN'
  /** From the subject to the object: what Birmingham City Council FUNDS. */
  | 'OUT';

/** Chooses entities. Every field that is given must hold; an empty filter passes all. Filters stand within filters at most three deep. */
export type EntityFilter = {
  /** It passes all of these. */
  and?: Array<EntityFilter> | null | undefined;
  /** For each of these there is a relationship that ties it so. */
  has?: Array<HasRelationship> | null | undefined;
  /** For none of these is there a relationship that ties it so. */
  hasNo?: Array<HasRelationship> | null | undefined;
  /** It is one of these. */
  ids?: Array<string> | null | undefined;
  /** It is of one of these kinds. */
  kinds?: Array<EntityKind> | null | undefined;
  /** It has this many relationships or more, at either end. */
  minDegree?: number | null | undefined;
  /** This stands somewhere in its name or in an alias, whatever the case. To find a name that is not spelt right, use search. */
  name?: string | null | undefined;
  /** It does not pass this. */
  not?: EntityFilter | null | undefined;
  /** It passes one of these or more. */
  or?: Array<EntityFilter> | null | undefined;
  /** It is a place of one of these types. */
  placeTypes?: Array<PlaceType> | null | undefined;
  /** It is this place, or in it, or in something in it, all the way down. */
  within?: string | null | undefined;
};

/** The eight sorts of thing that claims are made about. */
export type EntityKind =
  /** What claims are cited from: an article, a report, a data set. */
  | 'DOCUMENT'
  /** Something that takes place at a time: Birmingham Tech Week 2025. */
  | 'EVENT'
  /** A named or described pot of money: a loan, a grant, a fund, a relief scheme, a budget line. */
  | 'FUNDING_SOURCE'
  /** A company, a council, a government, an agency, a university: Marketing Birmingham. */
  | 'ORGANISATION'
  /** Somebody: Neil Rami. */
  | 'PERSON'
  /** A country, a city, a district, a campus, a building, a station: iCentrum. */
  | 'PLACE'
  /** An undertaking with an aim, campaigns and schemes included: TechNorth. */
  | 'PROGRAMME'
  /** A field of activity or a technology: digital health. */
  | 'SECTOR';

/** A relationship that an entity must have, or must not: {kinds: [FUNDS], direction: IN} is 'is funded by somebody'. */
export type HasRelationship = {
  /** OUT where the entity is to be the subject, IN where it is to be the object. */
  direction?: Direction | null | undefined;
  /** The relationship passes this. */
  filter?: RelationshipFilter | null | undefined;
  /** It is of one of these kinds; any if left out. */
  kinds?: Array<RelationshipKind> | null | undefined;
  /** The entity at the other end passes this. */
  to?: EntityFilter | null | undefined;
};

/** The form that money takes. */
export type Instrument =
  /** Set aside by a public body for a purpose. */
  | 'BUDGET'
  /** For a share of the ownership. */
  | 'EQUITY'
  /** Given, not to be paid back. */
  | 'GRANT'
  /** Put in for a return, the source not saying in which form. */
  | 'INVESTMENT'
  /** Space, services or people in place of money. */
  | 'IN_KIND'
  /** To be paid back. */
  | 'LOAN'
  /** A form that none of the others names. */
  | 'OTHER'
  /** Not asked for: business rates relief. */
  | 'RELIEF';

/** Chooses measures: ClaimFilter's fields, and a measure's own. */
export type MeasureFilter = {
  /** It is of one of these certainties. */
  certainty?: Array<Certainty> | null | undefined;
  /** The figure has one of these comparators: MORE_THAN and AT_LEAST are the lower bounds. */
  comparator?: Array<Comparator> | null | undefined;
  /** It is cited from any of these documents. */
  documents?: Array<string> | null | undefined;
  /** Pass what is retracted too. */
  includeRetracted?: boolean | null | undefined;
  /** With validAt: whether a claim whose time is unknown passes. */
  includeUndated?: boolean | null | undefined;
  /** The graph as it was at this moment: recorded by then, and not retracted by then. */
  knownAt?: string | null | undefined;
  /** The figure's value is this or less. A figure in words alone does not pass. */
  max?: string | null | undefined;
  /** The figure's value is this or more. A figure in words alone does not pass. */
  min?: string | null | undefined;
  /** It was measured in, or is ranked within, this place. */
  place?: string | null | undefined;
  /** It is the word of one of these. */
  statedBy?: Array<string> | null | undefined;
  /** Its source said so on or before the last day of this. */
  statedUntil?: string | null | undefined;
  /** It is of one of these statuses. */
  status?: Array<Status> | null | undefined;
  /** The figure has this unit: job, square-foot, GBP. */
  unit?: string | null | undefined;
  /** It holds on some day of this: 2014, 1990/2026. */
  validAt?: string | null | undefined;
};

/** What sort of place a place is. */
export type PlaceType =
  /** Ground that is none of the others: an enterprise zone, a roundabout, an urban area around a city. */
  | 'AREA'
  /** A building: iCentrum. */
  | 'BUILDING'
  /** Several buildings run as one: the Innovation Birmingham Campus. */
  | 'CAMPUS'
  /** A city or a town: Birmingham. */
  | 'CITY'
  /** A sovereign state, or one of the countries of the United Kingdom: England. */
  | 'COUNTRY'
  /** A county or another division of that size. */
  | 'COUNTY'
  /** Part of a city with a name: Digbeth, Shoreditch. */
  | 'DISTRICT'
  /** A place whose sort no source gives. */
  | 'OTHER'
  /** Part of a country, or several of its counties together: the West Midlands, the North of England. */
  | 'REGION'
  /** A railway or underground station: Old Street Station. */
  | 'STATION';

/** Chooses relationships: ClaimFilter's fields, and a relationship's own. */
export type RelationshipFilter = {
  /** The amount is of this currency and within these bounds. */
  amount?: AmountFilter | null | undefined;
  /** It is of one of these certainties. */
  certainty?: Array<Certainty> | null | undefined;
  /** It is cited from any of these documents. */
  documents?: Array<string> | null | undefined;
  /** Pass what is retracted too. */
  includeRetracted?: boolean | null | undefined;
  /** With validAt: whether a claim whose time is unknown passes. */
  includeUndated?: boolean | null | undefined;
  /** The money takes one of these forms. */
  instrument?: Array<Instrument> | null | undefined;
  /** The graph as it was at this moment: recorded by then, and not retracted by then. */
  knownAt?: string | null | undefined;
  /** The object passes this: {within: "place/west-midlands"}. */
  object?: EntityFilter | null | undefined;
  /** This stands somewhere in its role, whatever the case: mayor. */
  role?: string | null | undefined;
  /** It is the word of one of these. */
  statedBy?: Array<string> | null | undefined;
  /** Its source said so on or before the last day of this. */
  statedUntil?: string | null | undefined;
  /** It is of one of these statuses. */
  status?: Array<Status> | null | undefined;
  /** The subject passes this. */
  subject?: EntityFilter | null | undefined;
  /** It holds on some day of this: 2014, 1990/2026. */
  validAt?: string | null | undefined;
  /** The money comes through one of these. */
  via?: Array<string> | null | undefined;
};

/**
 * How a subject is tied to an object, read aloud between the two: 'Birmingham City Council FUNDS iCentrum'.
 * relationshipKinds gives the words to show for each from either end. Kinds may be added.
 */
export type RelationshipKind =
  /** Does the work of a sector itself. */
  | 'ACTIVE_IN_SECTOR'
  /** Is next to a place. */
  | 'ADJACENT_TO'
  /** Is 'from' an organisation, no more being said. */
  | 'AFFILIATED_WITH'
  /** Made it known. */
  | 'ANNOUNCED'
  /** Wrote a document. */
  | 'AUTHORED'
  /** Stands behind it, with means or with its name, where no source speaks of funding. */
  | 'BACKS'
  /** Names a document as its source. */
  | 'CITES'
  /** Is set beside another: from the greater or rivalling side; role is the sense. */
  | 'COMPARED_WITH'
  /** Brings the work of others together. */
  | 'COORDINATES'
  /** Is meant for a place or active all over it. */
  | 'COVERS'
  /** Shows somebody or something: a picture, its subject. */
  | 'DEPICTS'
  /** Holds a post in an organisation without heading it; role is the title. */
  | 'EMPLOYED_BY'
  /** Makes something that is already there larger. */
  | 'EXPANDS'
  /** Brought it into being. */
  | 'FOUNDED'
  /** Gives money, or has said it will (see status): from the payer to what the money is for. Who receives it and what it comes through stand beside it in recipient and via. */
  | 'FUNDS'
  /** Holds public office in a place: the mayor of a city; role is the office. */
  | 'HOLDS_OFFICE_IN'
  /** Puts money in for a return. */
  | 'INVESTS_IN'
  /** Opened it to the public or announced its beginning. */
  | 'LAUNCHED'
  /** Heads an organisation, a programme or an event; role is the title. */
  | 'LEADS'
  /** Stands or lies in a place, of places and of anything else. */
  | 'LOCATED_IN'
  /** Is a member of a body or belongs to an alliance. */
  | 'MEMBER_OF'
  /** Was made after the pattern of another. */
  | 'MODELLED_ON'
  /** Has it for others to use or buy. */
  | 'OFFERS'
  /** Runs it day by day. */
  | 'OPERATES'
  /** Arranges or hosts an event. */
  | 'ORGANISES'
  /** Owns it, wholly unless role or quantity says otherwise. */
  | 'OWNS'
  /** Takes part in an event or a programme; role is the part. */
  | 'PARTICIPATES_IN'
  /** Works with it as a partner; reads alike from both ends. */
  | 'PARTNER_OF'
  /** Is part of an organisation, a programme, a funding source or a series of events. Places use LOCATED_IN. */
  | 'PART_OF'
  /** Has promised to create jobs in a place: how many is quantity, by when is holds. */
  | 'PLEDGES_JOBS_IN'
  /** Makes a place, a programme or an organisation known and liked. */
  | 'PROMOTES'
  /** Published a document. */
  | 'PUBLISHED'
  /** Is tied to it in a way that no other kind says. */
  | 'RELATED_TO'
  /** Spoke of it, where no claim can be made of what was said. */
  | 'SPOKE_ABOUT'
  /** Came in the place of another. */
  | 'SUCCEEDS'
  /** Helps it on its way otherwise than by money. */
  | 'SUPPORTS'
  /** Serves or covers a topic. */
  | 'SUPPORTS_SECTOR'
  /** Keeps back money that was promised. */
  | 'WITHHOLDS';

/** Whether the thing claimed is so, is to be, or is over. */
export type Status =
  /** It is so, or was at the time given. */
  | 'ACTUAL'
  /** It was so and is no longer. */
  | 'ENDED'
  /** It is to be: promised, pledged, set to happen. */
  | 'PLANNED'
  /** It is an idea that nobody has yet promised to carry out. */
  | 'PROPOSED';

export type ThingFragment = { id: string, name: string, kind: EntityKind, degree: number };

export type TieFragment = { id: string, kind: RelationshipKind, certainty: Certainty, status: Status, sentence: string, subject: { id: string }, object: { id: string } };

export type TimeFragment = { edtf: string | null, earliest: string | null, latest: string | null, wording: string | null, basis: string | null };

export type SourceFragment = { start: number | null, end: number | null, digest: string | null, locator: string | null, quote: string | null, verified: boolean | null, document: { id: string, name: string } };

type Fact_Attribute_Fragment = (
  { property: string, id: string, sentence: string, certainty: Certainty, status: Status, recorded: string, retracted: string | null, about: { id: string, name: string, kind: EntityKind, degree: number }, holds: { edtf: string | null, earliest: string | null, latest: string | null, wording: string | null, basis: string | null } | null, stated: { edtf: string | null, earliest: string | null, latest: string | null, wording: string | null, basis: string | null } | null, statedBy: { id: string, name: string } | null, citations: Array<{ start: number | null, end: number | null, digest: string | null, locator: string | null, quote: string | null, verified: boolean | null, document: { id: string, name: string } }>, derivedFrom: Array<{ id: string, sentence: string }>, conflicts: Array<{ id: string, reason: string }> }
  & { __typename: 'Attribute' }
);

type Fact_Measure_Fragment = (
  { metric: string, scope: string | null, id: string, sentence: string, certainty: Certainty, status: Status, recorded: string, retracted: string | null, about: { id: string, name: string, kind: EntityKind, degree: number }, place: { id: string, name: string, kind: EntityKind, degree: number } | null, holds: { edtf: string | null, earliest: string | null, latest: string | null, wording: string | null, basis: string | null } | null, stated: { edtf: string | null, earliest: string | null, latest: string | null, wording: string | null, basis: string | null } | null, statedBy: { id: string, name: string } | null, citations: Array<{ start: number | null, end: number | null, digest: string | null, locator: string | null, quote: string | null, verified: boolean | null, document: { id: string, name: string } }>, derivedFrom: Array<{ id: string, sentence: string }>, conflicts: Array<{ id: string, reason: string }> }
  & { __typename: 'Measure' }
);

type Fact_Relationship_Fragment = (
  { kind: RelationshipKind, role: string | null, purpose: string | null, instrument: Instrument | null, id: string, sentence: string, certainty: Certainty, status: Status, recorded: string, retracted: string | null, subject: { id: string, name: string, kind: EntityKind, degree: number }, object: { id: string, name: string, kind: EntityKind, degree: number }, via: { id: string, name: string, kind: EntityKind, degree: number } | null, recipient: { id: string, name: string, kind: EntityKind, degree: number } | null, amount: { comparator: Comparator, value: string, max: string | null, currency: string, wording: string | null } | null, holds: { edtf: string | null, earliest: string | null, latest: string | null, wording: string | null, basis: string | null } | null, stated: { edtf: string | null, earliest: string | null, latest: string | null, wording: string | null, basis: string | null } | null, statedBy: { id: string, name: string } | null, citations: Array<{ start: number | null, end: number | null, digest: string | null, locator: string | null, quote: string | null, verified: boolean | null, document: { id: string, name: string } }>, derivedFrom: Array<{ id: string, sentence: string }>, conflicts: Array<{ id: string, reason: string }> }
  & { __typename: 'Relationship' }
);

export type FactFragment =
  | Fact_Attribute_Fragment
  | Fact_Measure_Fragment
  | Fact_Relationship_Fragment
;

export type WaysFragment = { searchedTo: number, truncated: boolean, paths: Array<{ length: number, why: string, entities: Array<{ id: string, name: string, kind: EntityKind, degree: number }>, steps: Array<{ from: { id: string, name: string }, to: { id: string, name: string }, relationships: Array<(
        { id: string, kind: RelationshipKind, certainty: Certainty, status: Status, sentence: string, role: string | null, purpose: string | null, instrument: Instrument | null, recorded: string, retracted: string | null, subject: { id: string, name: string, kind: EntityKind, degree: number }, object: { id: string, name: string, kind: EntityKind, degree: number }, via: { id: string, name: string, kind: EntityKind, degree: number } | null, recipient: { id: string, name: string, kind: EntityKind, degree: number } | null, amount: { comparator: Comparator, value: string, max: string | null, currency: string, wording: string | null } | null, holds: { edtf: string | null, earliest: string | null, latest: string | null, wording: string | null, basis: string | null } | null, stated: { edtf: string | null, earliest: string | null, latest: string | null, wording: string | null, basis: string | null } | null, statedBy: { id: string, name: string } | null, citations: Array<{ start: number | null, end: number | null, digest: string | null, locator: string | null, quote: string | null, verified: boolean | null, document: { id: string, name: string } }>, derivedFrom: Array<{ id: string, sentence: string }>, conflicts: Array<{ id: string, reason: string }> }
        & { __typename: 'Relationship' }
      )> }> }> };

export type WelcomeQueryVariables = Exact<{ [key: string]: never; }>;


export type WelcomeQuery = { relationshipKinds: Array<{ kind: RelationshipKind, label: string, inverse: string, symmetric: boolean }>, stats: { entities: number, relationships: number, measures: number, attributes: number, documents: number }, funding: { nodes: Array<{ subject: { id: string }, object: { id: string, name: string, kind: EntityKind } }> } | null, people: { nodes: Array<{ id: string, name: string }> } | null, places: { nodes: Array<{ id: string, name: string }> } | null };

export type SuggestQueryVariables = Exact<{
  text: string;
}>;


export type SuggestQuery = { search: { edges: Array<{ matched: string, score: number, node:
        | { description: string | null, id: string, name: string, kind: EntityKind, degree: number }
        | { placeType: PlaceType, description: string | null, id: string, name: string, kind: EntityKind, degree: number, containedIn: Array<{ name: string }> }
       }> } | null };

export type ExpansionQueryVariables = Exact<{
  id: string;
  drawn: Array<string> | string;
  kinds?: Array<RelationshipKind> | RelationshipKind | null | undefined;
  things?: Array<EntityKind> | EntityKind | null | undefined;
  filter?: RelationshipFilter | null | undefined;
  first: number;
}>;


export type ExpansionQuery = { entity: { id: string, name: string, kind: EntityKind, degree: number, fresh: { totalCount: number, edges: Array<{ relationshipCount: number, node: { id: string, name: string, kind: EntityKind, degree: number }, relationships: Array<{ id: string, kind: RelationshipKind, certainty: Certainty, status: Status, sentence: string, subject: { id: string }, object: { id: string } }> }> }, known: { edges: Array<{ relationshipCount: number, node: { id: string, name: string, kind: EntityKind, degree: number }, relationships: Array<{ id: string, kind: RelationshipKind, certainty: Certainty, status: Status, sentence: string, subject: { id: string }, object: { id: string } }> }> } } | null };

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
    | { publisher: string | null, url: string | null, iri: string, description: string | null, aliases: Array<string>, id: string, name: string, kind: EntityKind, degree: number, published: { edtf: string | null, earliest: string | null, latest: string | null, wording: string | null, basis: string | null } | null, identifiers: Array<{ scheme: string, value: string, uri: string | null }>, relationshipCounts: Array<{ kind: RelationshipKind, direction: Direction, count: number }>, relationships: { totalCount: number, nodes: Array<(
          { kind: RelationshipKind, role: string | null, purpose: string | null, instrument: Instrument | null, id: string, sentence: string, certainty: Certainty, status: Status, recorded: string, retracted: string | null, subject: { id: string, name: string, kind: EntityKind, degree: number }, object: { id: string, name: string, kind: EntityKind, degree: number }, via: { id: string, name: string, kind: EntityKind, degree: number } | null, recipient: { id: string, name: string, kind: EntityKind, degree: number } | null, amount: { comparator: Comparator, value: string, max: string | null, currency: string, wording: string | null } | null, holds: { edtf: string | null, earliest: string | null, latest: string | null, wording: string | null, basis: string | null } | null, stated: { edtf: string | null, earliest: string | null, latest: string | null, wording: string | null, basis: string | null } | null, statedBy: { id: string, name: string } | null, citations: Array<{ start: number | null, end: number | null, digest: string | null, locator: string | null, quote: string | null, verified: boolean | null, document: { id: string, name: string } }>, derivedFrom: Array<{ id: string, sentence: string }>, conflicts: Array<{ id: string, reason: string }> }
          & { __typename: 'Relationship' }
        )> }, inward?: { totalCount: number, nodes: Array<(
          { kind: RelationshipKind, role: string | null, purpose: string | null, instrument: Instrument | null, id: string, sentence: string, certainty: Certainty, status: Status, recorded: string, retracted: string | null, subject: { id: string, name: string, kind: EntityKind, degree: number }, object: { id: string, name: string, kind: EntityKind, degree: number }, via: { id: string, name: string, kind: EntityKind, degree: number } | null, recipient: { id: string, name: string, kind: EntityKind, degree: number } | null, amount: { comparator: Comparator, value: string, max: string | null, currency: string, wording: string | null } | null, holds: { edtf: string | null, earliest: string | null, latest: string | null, wording: string | null, basis: string | null } | null, stated: { edtf: string | null, earliest: string | null, latest: string | null, wording: string | null, basis: string | null } | null, statedBy: { id: string, name: string } | null, citations: Array<{ start: number | null, end: number | null, digest: string | null, locator: string | null, quote: string | null, verified: boolean | null, document: { id: string, name: string } }>, derivedFrom: Array<{ id: string, sentence: string }>, conflicts: Array<{ id: string, reason: string }> }
          & { __typename: 'Relationship' }
        )> }, measures: { totalCount: number, nodes: Array<(
          { metric: string, scope: string | null, id: string, sentence: string, certainty: Certainty, status: Status, recorded: string, retracted: string | null, about: { id: string, name: string, kind: EntityKind, degree: number }, place: { id: string, name: string, kind: EntityKind, degree: number } | null, holds: { edtf: string | null, earliest: string | null, latest: string | null, wording: string | null, basis: string | null } | null, stated: { edtf: string | null, earliest: string | null, latest: string | null, wording: string | null, basis: string | null } | null, statedBy: { id: string, name: string } | null, citations: Array<{ start: number | null, end: number | null, digest: string | null, locator: string | null, quote: string | null, verified: boolean | null, document: { id: string, name: string } }>, derivedFrom: Array<{ id: string, sentence: string }>, conflicts: Array<{ id: string, reason: string }> }
          & { __typename: 'Measure' }
        )> }, attributes: { totalCount: number, nodes: Array<(
          { property: string, id: string, sentence: string, certainty: Certainty, status: Status, recorded: string, retracted: string | null, about: { id: string, name: string, kind: EntityKind, degree: number }, holds: { edtf: string | null, earliest: string | null, latest: string | null, wording: string | null, basis: string | null } | null, stated: { edtf: string | null, earliest: string | null, latest: string | null, wording: string | null, basis: string | null } | null, statedBy: { id: string, name: string } | null, citations: Array<{ start: number | null, end: number | null, digest: string | null, locator: string | null, quote: string | null, verified: boolean | null, document: { id: string, name: string } }>, derivedFrom: Array<{ id: string, sentence: string }>, conflicts: Array<{ id: string, reason: string }> }
          & { __typename: 'Attribute' }
        )> }, allRelationships: { totalCount: number }, allMeasures: { totalCount: number }, allAttributes: { totalCount: number }, ofPerson: { totalCount: number }, ofOrganisation: { totalCount: number }, ofPlace: { totalCount: number }, ofProgramme: { totalCount: number }, ofFundingSource: { totalCount: number }, ofEvent: { totalCount: number }, ofSector: { totalCount: number }, ofDocument: { totalCount: number } }
    | { iri: string, description: string | null, aliases: Array<string>, id: string, name: string, kind: EntityKind, degree: number, held: { edtf: string | null, earliest: string | null, latest: string | null, wording: string | null, basis: string | null } | null, identifiers: Array<{ scheme: string, value: string, uri: string | null }>, relationshipCounts: Array<{ kind: RelationshipKind, direction: Direction, count: number }>, relationships: { totalCount: number, nodes: Array<(
          { kind: RelationshipKind, role: string | null, purpose: string | null, instrument: Instrument | null, id: string, sentence: string, certainty: Certainty, status: Status, recorded: string, retracted: string | null, subject: { id: string, name: string, kind: EntityKind, degree: number }, object: { id: string, name: string, kind: EntityKind, degree: number }, via: { id: string, name: string, kind: EntityKind, degree: number } | null, recipient: { id: string, name: string, kind: EntityKind, degree: number } | null, amount: { comparator: Comparator, value: string, max: string | null, currency: string, wording: string | null } | null, holds: { edtf: string | null, earliest: string | null, latest: string | null, wording: string | null, basis: string | null } | null, stated: { edtf: string | null, earliest: string | null, latest: string | null, wording: string | null, basis: string | null } | null, statedBy: { id: string, name: string } | null, citations: Array<{ start: number | null, end: number | null, digest: string | null, locator: string | null, quote: string | null, verified: boolean | null, document: { id: string, name: string } }>, derivedFrom: Array<{ id: string, sentence: string }>, conflicts: Array<{ id: string, reason: string }> }
          & { __typename: 'Relationship' }
        )> }, inward?: { totalCount: number, nodes: Array<(
          { kind: RelationshipKind, role: string | null, purpose: string | null, instrument: Instrument | null, id: string, sentence: string, certainty: Certainty, status: Status, recorded: string, retracted: string | null, subject: { id: string, name: string, kind: EntityKind, degree: number }, object: { id: string, name: string, kind: EntityKind, degree: number }, via: { id: string, name: string, kind: EntityKind, degree: number } | null, recipient: { id: string, name: string, kind: EntityKind, degree: number } | null, amount: { comparator: Comparator, value: string, max: string | null, currency: string, wording: string | null } | null, holds: { edtf: string | null, earliest: string | null, latest: string | null, wording: string | null, basis: string | null } | null, stated: { edtf: string | null, earliest: string | null, latest: string | null, wording: string | null, basis: string | null } | null, statedBy: { id: string, name: string } | null, citations: Array<{ start: number | null, end: number | null, digest: string | null, locator: string | null, quote: string | null, verified: boolean | null, document: { id: string, name: string } }>, derivedFrom: Array<{ id: string, sentence: string }>, conflicts: Array<{ id: string, reason: string }> }
          & { __typename: 'Relationship' }
        )> }, measures: { totalCount: number, nodes: Array<(
          { metric: string, scope: string | null, id: string, sentence: string, certainty: Certainty, status: Status, recorded: string, retracted: string | null, about: { id: string, name: string, kind: EntityKind, degree: number }, place: { id: string, name: string, kind: EntityKind, degree: number } | null, holds: { edtf: string | null, earliest: string | null, latest: string | null, wording: string | null, basis: string | null } | null, stated: { edtf: string | null, earliest: string | null, latest: string | null, wording: string | null, basis: string | null } | null, statedBy: { id: string, name: string } | null, citations: Array<{ start: number | null, end: number | null, digest: string | null, locator: string | null, quote: string | null, verified: boolean | null, document: { id: string, name: string } }>, derivedFrom: Array<{ id: string, sentence: string }>, conflicts: Array<{ id: string, reason: string }> }
          & { __typename: 'Measure' }
        )> }, attributes: { totalCount: number, nodes: Array<(
          { property: string, id: string, sentence: string, certainty: Certainty, status: Status, recorded: string, retracted: string | null, about: { id: string, name: string, kind: EntityKind, degree: number }, holds: { edtf: string | null, earliest: string | null, latest: string | null, wording: string | null, basis: string | null } | null, stated: { edtf: string | null, earliest: string | null, latest: string | null, wording: string | null, basis: string | null } | null, statedBy: { id: string, name: string } | null, citations: Array<{ start: number | null, end: number | null, digest: string | null, locator: string | null, quote: string | null, verified: boolean | null, document: { id: string, name: string } }>, derivedFrom: Array<{ id: string, sentence: string }>, conflicts: Array<{ id: string, reason: string }> }
          & { __typename: 'Attribute' }
        )> }, allRelationships: { totalCount: number }, allMeasures: { totalCount: number }, allAttributes: { totalCount: number }, ofPerson: { totalCount: number }, ofOrganisation: { totalCount: number }, ofPlace: { totalCount: number }, ofProgramme: { totalCount: number }, ofFundingSource: { totalCount: number }, ofEvent: { totalCount: number }, ofSector: { totalCount: number }, ofDocument: { totalCount: number } }
    | { iri: string, description: string | null, aliases: Array<string>, id: string, name: string, kind: EntityKind, degree: number, identifiers: Array<{ scheme: string, value: string, uri: string | null }>, relationshipCounts: Array<{ kind: RelationshipKind, direction: Direction, count: number }>, relationships: { totalCount: number, nodes: Array<(
          { kind: RelationshipKind, role: string | null, purpose: string | null, instrument: Instrument | null, id: string, sentence: string, certainty: Certainty, status: Status, recorded: string, retracted: string | null, subject: { id: string, name: string, kind: EntityKind, degree: number }, object: { id: string, name: string, kind: EntityKind, degree: number }, via: { id: string, name: string, kind: EntityKind, degree: number } | null, recipient: { id: string, name: string, kind: EntityKind, degree: number } | null, amount: { comparator: Comparator, value: string, max: string | null, currency: string, wording: string | null } | null, holds: { edtf: string | null, earliest: string | null, latest: string | null, wording: string | null, basis: string | null } | null, stated: { edtf: string | null, earliest: string | null, latest: string | null, wording: string | null, basis: string | null } | null, statedBy: { id: string, name: string } | null, citations: Array<{ start: number | null, end: number | null, digest: string | null, locator: string | null, quote: string | null, verified: boolean | null, document: { id: string, name: string } }>, derivedFrom: Array<{ id: string, sentence: string }>, conflicts: Array<{ id: string, reason: string }> }
          & { __typename: 'Relationship' }
        )> }, inward?: { totalCount: number, nodes: Array<(
          { kind: RelationshipKind, role: string | null, purpose: string | null, instrument: Instrument | null, id: string, sentence: string, certainty: Certainty, status: Status, recorded: string, retracted: string | null, subject: { id: string, name: string, kind: EntityKind, degree: number }, object: { id: string, name: string, kind: EntityKind, degree: number }, via: { id: string, name: string, kind: EntityKind, degree: number } | null, recipient: { id: string, name: string, kind: EntityKind, degree: number } | null, amount: { comparator: Comparator, value: string, max: string | null, currency: string, wording: string | null } | null, holds: { edtf: string | null, earliest: string | null, latest: string | null, wording: string | null, basis: string | null } | null, stated: { edtf: string | null, earliest: string | null, latest: string | null, wording: string | null, basis: string | null } | null, statedBy: { id: string, name: string } | null, citations: Array<{ start: number | null, end: number | null, digest: string | null, locator: string | null, quote: string | null, verified: boolean | null, document: { id: string, name: string } }>, derivedFrom: Array<{ id: string, sentence: string }>, conflicts: Array<{ id: string, reason: string }> }
          & { __typename: 'Relationship' }
        )> }, measures: { totalCount: number, nodes: Array<(
          { metric: string, scope: string | null, id: string, sentence: string, certainty: Certainty, status: Status, recorded: string, retracted: string | null, about: { id: string, name: string, kind: EntityKind, degree: number }, place: { id: string, name: string, kind: EntityKind, degree: number } | null, holds: { edtf: string | null, earliest: string | null, latest: string | null, wording: string | null, basis: string | null } | null, stated: { edtf: string | null, earliest: string | null, latest: string | null, wording: string | null, basis: string | null } | null, statedBy: { id: string, name: string } | null, citations: Array<{ start: number | null, end: number | null, digest: string | null, locator: string | null, quote: string | null, verified: boolean | null, document: { id: string, name: string } }>, derivedFrom: Array<{ id: string, sentence: string }>, conflicts: Array<{ id: string, reason: string }> }
          & { __typename: 'Measure' }
        )> }, attributes: { totalCount: number, nodes: Array<(
          { property: string, id: string, sentence: string, certainty: Certainty, status: Status, recorded: string, retracted: string | null, about: { id: string, name: string, kind: EntityKind, degree: number }, holds: { edtf: string | null, earliest: string | null, latest: string | null, wording: string | null, basis: string | null } | null, stated: { edtf: string | null, earliest: string | null, latest: string | null, wording: string | null, basis: string | null } | null, statedBy: { id: string, name: string } | null, citations: Array<{ start: number | null, end: number | null, digest: string | null, locator: string | null, quote: string | null, verified: boolean | null, document: { id: string, name: string } }>, derivedFrom: Array<{ id: string, sentence: string }>, conflicts: Array<{ id: string, reason: string }> }
          & { __typename: 'Attribute' }
        )> }, allRelationships: { totalCount: number }, allMeasures: { totalCount: number }, allAttributes: { totalCount: number }, ofPerson: { totalCount: number }, ofOrganisation: { totalCount: number }, ofPlace: { totalCount: number }, ofProgramme: { totalCount: number }, ofFundingSource: { totalCount: number }, ofEvent: { totalCount: number }, ofSector: { totalCount: number }, ofDocument: { totalCount: number } }
    | { placeType: PlaceType, iri: string, description: string | null, aliases: Array<string>, id: string, name: string, kind: EntityKind, degree: number, containedIn: Array<{ id: string, name: string }>, identifiers: Array<{ scheme: string, value: string, uri: string | null }>, relationshipCounts: Array<{ kind: RelationshipKind, direction: Direction, count: number }>, relationships: { totalCount: number, nodes: Array<(
          { kind: RelationshipKind, role: string | null, purpose: string | null, instrument: Instrument | null, id: string, sentence: string, certainty: Certainty, status: Status, recorded: string, retracted: string | null, subject: { id: string, name: string, kind: EntityKind, degree: number }, object: { id: string, name: string, kind: EntityKind, degree: number }, via: { id: string, name: string, kind: EntityKind, degree: number } | null, recipient: { id: string, name: string, kind: EntityKind, degree: number } | null, amount: { comparator: Comparator, value: string, max: string | null, currency: string, wording: string | null } | null, holds: { edtf: string | null, earliest: string | null, latest: string | null, wording: string | null, basis: string | null } | null, stated: { edtf: string | null, earliest: string | null, latest: string | null, wording: string | null, basis: string | null } | null, statedBy: { id: string, name: string } | null, citations: Array<{ start: number | null, end: number | null, digest: string | null, locator: string | null, quote: string | null, verified: boolean | null, document: { id: string, name: string } }>, derivedFrom: Array<{ id: string, sentence: string }>, conflicts: Array<{ id: string, reason: string }> }
          & { __typename: 'Relationship' }
        )> }, inward?: { totalCount: number, nodes: Array<(
          { kind: RelationshipKind, role: string | null, purpose: string | null, instrument: Instrument | null, id: string, sentence: string, certainty: Certainty, status: Status, recorded: string, retracted: string | null, subject: { id: string, name: string, kind: EntityKind, degree: number }, object: { id: string, name: string, kind: EntityKind, degree: number }, via: { id: string, name: string, kind: EntityKind, degree: number } | null, recipient: { id: string, name: string, kind: EntityKind, degree: number } | null, amount: { comparator: Comparator, value: string, max: string | null, currency: string, wording: string | null } | null, holds: { edtf: string | null, earliest: string | null, latest: string | null, wording: string | null, basis: string | null } | null, stated: { edtf: string | null, earliest: string | null, latest: string | null, wording: string | null, basis: string | null } | null, statedBy: { id: string, name: string } | null, citations: Array<{ start: number | null, end: number | null, digest: string | null, locator: string | null, quote: string | null, verified: boolean | null, document: { id: string, name: string } }>, derivedFrom: Array<{ id: string, sentence: string }>, conflicts: Array<{ id: string, reason: string }> }
          & { __typename: 'Relationship' }
        )> }, measures: { totalCount: number, nodes: Array<(
          { metric: string, scope: string | null, id: string, sentence: string, certainty: Certainty, status: Status, recorded: string, retracted: string | null, about: { id: string, name: string, kind: EntityKind, degree: number }, place: { id: string, name: string, kind: EntityKind, degree: number } | null, holds: { edtf: string | null, earliest: string | null, latest: string | null, wording: string | null, basis: string | null } | null, stated: { edtf: string | null, earliest: string | null, latest: string | null, wording: string | null, basis: string | null } | null, statedBy: { id: string, name: string } | null, citations: Array<{ start: number | null, end: number | null, digest: string | null, locator: string | null, quote: string | null, verified: boolean | null, document: { id: string, name: string } }>, derivedFrom: Array<{ id: string, sentence: string }>, conflicts: Array<{ id: string, reason: string }> }
          & { __typename: 'Measure' }
        )> }, attributes: { totalCount: number, nodes: Array<(
          { property: string, id: string, sentence: string, certainty: Certainty, status: Status, recorded: string, retracted: string | null, about: { id: string, name: string, kind: EntityKind, degree: number }, holds: { edtf: string | null, earliest: string | null, latest: string | null, wording: string | null, basis: string | null } | null, stated: { edtf: string | null, earliest: string | null, latest: string | null, wording: string | null, basis: string | null } | null, statedBy: { id: string, name: string } | null, citations: Array<{ start: number | null, end: number | null, digest: string | null, locator: string | null, quote: string | null, verified: boolean | null, document: { id: string, name: string } }>, derivedFrom: Array<{ id: string, sentence: string }>, conflicts: Array<{ id: string, reason: string }> }
          & { __typename: 'Attribute' }
        )> }, allRelationships: { totalCount: number }, allMeasures: { totalCount: number }, allAttributes: { totalCount: number }, ofPerson: { totalCount: number }, ofOrganisation: { totalCount: number }, ofPlace: { totalCount: number }, ofProgramme: { totalCount: number }, ofFundingSource: { totalCount: number }, ofEvent: { totalCount: number }, ofSector: { totalCount: number }, ofDocument: { totalCount: number } }
   | null };

export type BetweenQueryVariables = Exact<{
  a: string;
  b: string;
  kinds?: Array<RelationshipKind> | RelationshipKind | null | undefined;
  filter?: RelationshipFilter | null | undefined;
}>;


export type BetweenQuery = { entity: { id: string, name: string, kind: EntityKind, degree: number, neighbours: { edges: Array<{ relationshipCount: number, node: { id: string, name: string, kind: EntityKind, degree: number }, relationships: Array<(
          { kind: RelationshipKind, role: string | null, purpose: string | null, instrument: Instrument | null, id: string, sentence: string, certainty: Certainty, status: Status, recorded: string, retracted: string | null, subject: { id: string, name: string, kind: EntityKind, degree: number }, object: { id: string, name: string, kind: EntityKind, degree: number }, via: { id: string, name: string, kind: EntityKind, degree: number } | null, recipient: { id: string, name: string, kind: EntityKind, degree: number } | null, amount: { comparator: Comparator, value: string, max: string | null, currency: string, wording: string | null } | null, holds: { edtf: string | null, earliest: string | null, latest: string | null, wording: string | null, basis: string | null } | null, stated: { edtf: string | null, earliest: string | null, latest: string | null, wording: string | null, basis: string | null } | null, statedBy: { id: string, name: string } | null, citations: Array<{ start: number | null, end: number | null, digest: string | null, locator: string | null, quote: string | null, verified: boolean | null, document: { id: string, name: string } }>, derivedFrom: Array<{ id: string, sentence: string }>, conflicts: Array<{ id: string, reason: string }> }
          & { __typename: 'Relationship' }
        )> }> } } | null };

export type CitedByQueryVariables = Exact<{
  document: string;
  first: number;
}>;


export type CitedByQuery = { claims: { totalCount: number, nodes: Array<
      | (
        { property: string, id: string, sentence: string, certainty: Certainty, status: Status, recorded: string, retracted: string | null, about: { id: string, name: string, kind: EntityKind, degree: number }, holds: { edtf: string | null, earliest: string | null, latest: string | null, wording: string | null, basis: string | null } | null, stated: { edtf: string | null, earliest: string | null, latest: string | null, wording: string | null, basis: string | null } | null, statedBy: { id: string, name: string } | null, citations: Array<{ start: number | null, end: number | null, digest: string | null, locator: string | null, quote: string | null, verified: boolean | null, document: { id: string, name: string } }>, derivedFrom: Array<{ id: string, sentence: string }>, conflicts: Array<{ id: string, reason: string }> }
        & { __typename: 'Attribute' }
      )
      | (
        { metric: string, scope: string | null, id: string, sentence: string, certainty: Certainty, status: Status, recorded: string, retracted: string | null, about: { id: string, name: string, kind: EntityKind, degree: number }, place: { id: string, name: string, kind: EntityKind, degree: number } | null, holds: { edtf: string | null, earliest: string | null, latest: string | null, wording: string | null, basis: string | null } | null, stated: { edtf: string | null, earliest: string | null, latest: string | null, wording: string | null, basis: string | null } | null, statedBy: { id: string, name: string } | null, citations: Array<{ start: number | null, end: number | null, digest: string | null, locator: string | null, quote: string | null, verified: boolean | null, document: { id: string, name: string } }>, derivedFrom: Array<{ id: string, sentence: string }>, conflicts: Array<{ id: string, reason: string }> }
        & { __typename: 'Measure' }
      )
      | (
        { kind: RelationshipKind, role: string | null, purpose: string | null, instrument: Instrument | null, id: string, sentence: string, certainty: Certainty, status: Status, recorded: string, retracted: string | null, subject: { id: string, name: string, kind: EntityKind, degree: number }, object: { id: string, name: string, kind: EntityKind, degree: number }, via: { id: string, name: string, kind: EntityKind, degree: number } | null, recipient: { id: string, name: string, kind: EntityKind, degree: number } | null, amount: { comparator: Comparator, value: string, max: string | null, currency: string, wording: string | null } | null, holds: { edtf: string | null, earliest: string | null, latest: string | null, wording: string | null, basis: string | null } | null, stated: { edtf: string | null, earliest: string | null, latest: string | null, wording: string | null, basis: string | null } | null, statedBy: { id: string, name: string } | null, citations: Array<{ start: number | null, end: number | null, digest: string | null, locator: string | null, quote: string | null, verified: boolean | null, document: { id: string, name: string } }>, derivedFrom: Array<{ id: string, sentence: string }>, conflicts: Array<{ id: string, reason: string }> }
        & { __typename: 'Relationship' }
      )
    > } | null };

export type WaysQueryVariables = Exact<{
  from: string;
  to: string;
  kinds?: Array<RelationshipKind> | RelationshipKind | null | undefined;
  filter?: RelationshipFilter | null | undefined;
}>;


export type WaysQuery = { from: { id: string, name: string, kind: EntityKind, degree: number } | null, to: { id: string, name: string, kind: EntityKind, degree: number } | null, paths: { searchedTo: number, truncated: boolean, paths: Array<{ length: number, why: string, entities: Array<{ id: string, name: string, kind: EntityKind, degree: number }>, steps: Array<{ from: { id: string, name: string }, to: { id: string, name: string }, relationships: Array<(
          { id: string, kind: RelationshipKind, certainty: Certainty, status: Status, sentence: string, role: string | null, purpose: string | null, instrument: Instrument | null, recorded: string, retracted: string | null, subject: { id: string, name: string, kind: EntityKind, degree: number }, object: { id: string, name: string, kind: EntityKind, degree: number }, via: { id: string, name: string, kind: EntityKind, degree: number } | null, recipient: { id: string, name: string, kind: EntityKind, degree: number } | null, amount: { comparator: Comparator, value: string, max: string | null, currency: string, wording: string | null } | null, holds: { edtf: string | null, earliest: string | null, latest: string | null, wording: string | null, basis: string | null } | null, stated: { edtf: string | null, earliest: string | null, latest: string | null, wording: string | null, basis: string | null } | null, statedBy: { id: string, name: string } | null, citations: Array<{ start: number | null, end: number | null, digest: string | null, locator: string | null, quote: string | null, verified: boolean | null, document: { id: string, name: string } }>, derivedFrom: Array<{ id: string, sentence: string }>, conflicts: Array<{ id: string, reason: string }> }
          & { __typename: 'Relationship' }
        )> }> }> } | null };

export type ConflictSidesQueryVariables = Exact<{
  id: string;
}>;


export type ConflictSidesQuery = { node: { id: string, reason: string, claims: Array<
      | (
        { property: string, id: string, sentence: string, certainty: Certainty, status: Status, recorded: string, retracted: string | null, about: { id: string, name: string, kind: EntityKind, degree: number }, holds: { edtf: string | null, earliest: string | null, latest: string | null, wording: string | null, basis: string | null } | null, stated: { edtf: string | null, earliest: string | null, latest: string | null, wording: string | null, basis: string | null } | null, statedBy: { id: string, name: string } | null, citations: Array<{ start: number | null, end: number | null, digest: string | null, locator: string | null, quote: string | null, verified: boolean | null, document: { id: string, name: string } }>, derivedFrom: Array<{ id: string, sentence: string }>, conflicts: Array<{ id: string, reason: string }> }
        & { __typename: 'Attribute' }
      )
      | (
        { metric: string, scope: string | null, id: string, sentence: string, certainty: Certainty, status: Status, recorded: string, retracted: string | null, about: { id: string, name: string, kind: EntityKind, degree: number }, place: { id: string, name: string, kind: EntityKind, degree: number } | null, holds: { edtf: string | null, earliest: string | null, latest: string | null, wording: string | null, basis: string | null } | null, stated: { edtf: string | null, earliest: string | null, latest: string | null, wording: string | null, basis: string | null } | null, statedBy: { id: string, name: string } | null, citations: Array<{ start: number | null, end: number | null, digest: string | null, locator: string | null, quote: string | null, verified: boolean | null, document: { id: string, name: string } }>, derivedFrom: Array<{ id: string, sentence: string }>, conflicts: Array<{ id: string, reason: string }> }
        & { __typename: 'Measure' }
      )
      | (
        { kind: RelationshipKind, role: string | null, purpose: string | null, instrument: Instrument | null, id: string, sentence: string, certainty: Certainty, status: Status, recorded: string, retracted: string | null, subject: { id: string, name: string, kind: EntityKind, degree: number }, object: { id: string, name: string, kind: EntityKind, degree: number }, via: { id: string, name: string, kind: EntityKind, degree: number } | null, recipient: { id: string, name: string, kind: EntityKind, degree: number } | null, amount: { comparator: Comparator, value: string, max: string | null, currency: string, wording: string | null } | null, holds: { edtf: string | null, earliest: string | null, latest: string | null, wording: string | null, basis: string | null } | null, stated: { edtf: string | null, earliest: string | null, latest: string | null, wording: string | null, basis: string | null } | null, statedBy: { id: string, name: string } | null, citations: Array<{ start: number | null, end: number | null, digest: string | null, locator: string | null, quote: string | null, verified: boolean | null, document: { id: string, name: string } }>, derivedFrom: Array<{ id: string, sentence: string }>, conflicts: Array<{ id: string, reason: string }> }
        & { __typename: 'Relationship' }
      )
    > } | null };

export type ClaimsQueryVariables = Exact<{
  ids: Array<string> | string;
}>;


export type ClaimsQuery = { nodes: Array<
    | (
      { property: string, id: string, sentence: string, certainty: Certainty, status: Status, recorded: string, retracted: string | null, about: { id: string, name: string, kind: EntityKind, degree: number }, holds: { edtf: string | null, earliest: string | null, latest: string | null, wording: string | null, basis: string | null } | null, stated: { edtf: string | null, earliest: string | null, latest: string | null, wording: string | null, basis: string | null } | null, statedBy: { id: string, name: string } | null, citations: Array<{ start: number | null, end: number | null, digest: string | null, locator: string | null, quote: string | null, verified: boolean | null, document: { id: string, name: string } }>, derivedFrom: Array<{ id: string, sentence: string }>, conflicts: Array<{ id: string, reason: string }> }
      & { __typename: 'Attribute' }
    )
    | (
      { metric: string, scope: string | null, id: string, sentence: string, certainty: Certainty, status: Status, recorded: string, retracted: string | null, about: { id: string, name: string, kind: EntityKind, degree: number }, place: { id: string, name: string, kind: EntityKind, degree: number } | null, holds: { edtf: string | null, earliest: string | null, latest: string | null, wording: string | null, basis: string | null } | null, stated: { edtf: string | null, earliest: string | null, latest: string | null, wording: string | null, basis: string | null } | null, statedBy: { id: string, name: string } | null, citations: Array<{ start: number | null, end: number | null, digest: string | null, locator: string | null, quote: string | null, verified: boolean | null, document: { id: string, name: string } }>, derivedFrom: Array<{ id: string, sentence: string }>, conflicts: Array<{ id: string, reason: string }> }
      & { __typename: 'Measure' }
    )
    | (
      { kind: RelationshipKind, role: string | null, purpose: string | null, instrument: Instrument | null, id: string, sentence: string, certainty: Certainty, status: Status, recorded: string, retracted: string | null, subject: { id: string, name: string, kind: EntityKind, degree: number }, object: { id: string, name: string, kind: EntityKind, degree: number }, via: { id: string, name: string, kind: EntityKind, degree: number } | null, recipient: { id: string, name: string, kind: EntityKind, degree: number } | null, amount: { comparator: Comparator, value: string, max: string | null, currency: string, wording: string | null } | null, holds: { edtf: string | null, earliest: string | null, latest: string | null, wording: string | null, basis: string | null } | null, stated: { edtf: string | null, earliest: string | null, latest: string | null, wording: string | null, basis: string | null } | null, statedBy: { id: string, name: string } | null, citations: Array<{ start: number | null, end: number | null, digest: string | null, locator: string | null, quote: string | null, verified: boolean | null, document: { id: string, name: string } }>, derivedFrom: Array<{ id: string, sentence: string }>, conflicts: Array<{ id: string, reason: string }> }
      & { __typename: 'Relationship' }
    )
   | null> };

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
export const WelcomeDocument = new TypedDocumentString(`
    query Welcome {
  relationshipKinds {
    kind
    label
    inverse
    symmetric
  }
  stats {
    entities
    relationships
    measures
    attributes
    documents
  }
  funding: relationships(kinds: [FUNDS], first: 50) {
    nodes {
      subject {
        id
      }
      object {
        id
        name
        kind
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
  places: entities(
    filter: {kinds: [PLACE]}
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
export const SuggestDocument = new TypedDocumentString(`
    query Suggest($text: String!) {
  search(query: $text, first: 8) {
    edges {
      matched
      score
      node {
        ...Thing
        description
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
    query Expansion($id: ID!, $drawn: [ID!]!, $kinds: [RelationshipKind!], $things: [EntityKind!], $filter: RelationshipFilter, $first: Int!) {
  entity(id: $id) {
    ...Thing
    fresh: neighbours(
      kinds: $kinds
      to: {kinds: $things}
      exclude: $drawn
      filter: $filter
      orderBy: {field: DEGREE, direction: DESC}
      first: $first
    ) {
      totalCount
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
}`) as unknown as TypedDocumentString<ExpansionQuery, ExpansionQueryVariables>;
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
      nodes {
        ...Fact
      }
    }
    measures(filter: $measureFilter, first: $figures) {
      totalCount
      nodes {
        ...Fact
      }
    }
    attributes(filter: $claimFilter, first: $figures) {
      totalCount
      nodes {
        ...Fact
      }
    }
    allRelationships: relationships(first: 0) {
      totalCount
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
}`) as unknown as TypedDocumentString<FactsQuery, FactsQueryVariables>;
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
        relationships(first: 50) {
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
    query Ways($from: ID!, $to: ID!, $kinds: [RelationshipKind!], $filter: RelationshipFilter) {
  from: entity(id: $from) {
    ...Thing
  }
  to: entity(id: $to) {
    ...Thing
  }
  paths(from: $from, to: $to, kinds: $kinds, filter: $filter, first: 5) {
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