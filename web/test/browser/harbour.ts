/**
 * A made-up town that has what the seed data lacks: more than can be drawn, two figures that contradict each other, and
 * a name about which nothing is claimed. It is loaded as anyone's own data would be; JSON is YAML too.
 */
export const harbourSize = 180;

const town = "place/harbour";
const cite = { locator: "page 1" };

export function harbour(): string {
  const firms = Array.from({ length: harbourSize }, (_, i) => ({ id: `organisation/harbour-firm-${i}`, name: `Harbour firm ${i}` }));
  return JSON.stringify({
    id: "test/harbour",
    documents: [{ id: "document/harbour-register", title: "Register of the harbour" }],
    entities: [{ id: town, name: "Harbour" }, { id: "organisation/quiet-trust", name: "Quiet Trust" }, ...firms],
    claims: [
      ...firms.map(({ id }) => ({ subject: id, kind: "LOCATED_IN", object: town, cite })),
      // The last firm is the best connected: it must be drawn among the first.
      ...firms.slice(0, 5).map(({ id }) => ({ subject: firms.at(-1)!.id, kind: "PARTNER_OF", object: id, cite })),
      { about: town, metric: "ships a year", figure: { value: 10, unit: "project" }, holds: "2020", cite },
      { about: town, metric: "ships a year", figure: { value: 12, unit: "project" }, holds: "2020", cite: { locator: "page 2" } },
    ],
  });
}
