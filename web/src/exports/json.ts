import { type ExportInput, termsOf } from "./exportinput.ts";

/** The things, the claims with their sources, and where everything stands. */
export function toJSON({ graph, places, facts, terms, address, complete, title }: ExportInput): string {
  const known = new Map(
    facts.map((fact) => [
      fact.id,
      { ...fact, licence: termsOf([fact], terms, "licence"), attribution: termsOf([fact], terms, "attribution") },
    ]),
  );
  const document = {
    title,
    address,
    extent: {
      things: graph.nodes.size,
      claims: graph.claims.shown,
      ofClaims: graph.claims.all,
      undrawn: Object.fromEntries(graph.remaining),
    },
    complete,
    licence: termsOf(facts, terms, "licence"),
    attribution: termsOf(facts, terms, "attribution"),
    things: [...graph.nodes.values()].map(({ id, name, kind, degree }) => ({ id, name, kind, degree, ...position(places.get(id)) })),
    claims: [...graph.lines.values()].flatMap((line) => line.ties).map((tie) => known.get(tie.id) ?? tie),
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

const position = (spot: { x: number; y: number } | undefined) => spot && { x: Math.round(spot.x), y: Math.round(spot.y) };
