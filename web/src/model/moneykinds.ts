import type { RelationshipKind } from "../api/generated.ts";

/** The kinds by which money moves, in the order in which they matter: it is what people come for. */
export const moneyKinds: readonly RelationshipKind[] = ["FUNDS", "WITHHOLDS", "INVESTS_IN", "BACKS"];

export const isMoney = (kind: RelationshipKind): boolean => moneyKinds.includes(kind);
