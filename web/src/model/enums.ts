import type { Certainty, EntityKind, RelationshipKind, Status } from "../api/generated.ts";

/** The members of the API's enumerations. Types alone are gone when the program runs; an address must be read by values. */

/** A record must name every member, so a kind that the schema gains is missed when the types are checked, not by a reader. */
const membersOf = <T extends string>(record: Record<T, true>): ReadonlySet<string> => new Set(Object.keys(record));

export const entityKinds = membersOf<EntityKind>({
  PERSON: true,
  ORGANISATION: true,
  PLACE: true,
  PROGRAMME: true,
  FUNDING_SOURCE: true,
  EVENT: true,
  SECTOR: true,
  DOCUMENT: true,
  AWARD: true,
});

export const certainties = membersOf<Certainty>({ STATED: true, CLAIMED: true, EXPECTED: true, RUMOURED: true, INFERRED: true });

export const statuses = membersOf<Status>({ ACTUAL: true, PLANNED: true, PROPOSED: true, ENDED: true });

export const relationshipKinds = membersOf<RelationshipKind>({
  FUNDS: true,
  WITHHOLDS: true,
  INVESTS_IN: true,
  BACKS: true,
  OWNS: true,
  OPERATES: true,
  OFFERS: true,
  LEADS: true,
  HOLDS_OFFICE_IN: true,
  EMPLOYED_BY: true,
  AFFILIATED_WITH: true,
  MEMBER_OF: true,
  PART_OF: true,
  LOCATED_IN: true,
  ADJACENT_TO: true,
  COVERS: true,
  EXPANDS: true,
  PARTNER_OF: true,
  COORDINATES: true,
  SUPPORTS: true,
  PROMOTES: true,
  FOUNDED: true,
  LAUNCHED: true,
  SUCCEEDS: true,
  MODELLED_ON: true,
  SUPPORTS_SECTOR: true,
  ACTIVE_IN_SECTOR: true,
  PLEDGES_JOBS_IN: true,
  COMPARED_WITH: true,
  ORGANISES: true,
  PARTICIPATES_IN: true,
  ANNOUNCED: true,
  SPOKE_ABOUT: true,
  PUBLISHED: true,
  AUTHORED: true,
  CITES: true,
  DEPICTS: true,
  CONTROLS: true,
  FAMILY_OF: true,
  SPUN_OUT_OF: true,
  RELATED_TO: true,
});
