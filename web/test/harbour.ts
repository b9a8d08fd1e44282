/**
 * A made-up town that has what the seed data lacks: more than can be drawn, claims that contradict each other, and a name
 * about which nothing is claimed. It is loaded as anyone's own data would be; JSON is YAML too.
 */
export const harbourSize = 180;

const town = "place/harbour";
const light = "place/lighthouse";
const cite = { document: "document/harbour-register", locator: "page 1" };
const cite2 = { document: "document/harbour-register", locator: "page 2" };
const gazette = { document: "document/harbour-gazette", locator: "page 7" };
const pounds = (value: number) => ({ value, currency: "GBP" });

/** A lighthouse with two sole owners, and a grant that is given as two sums; its keeper is in no doubt. */
const lighthouse = {
  entities: [
    { id: light, name: "Lighthouse" },
    { id: "organisation/pilots", name: "Guild of Pilots" },
    { id: "organisation/salvors", name: "Company of Salvors" },
    { id: "organisation/lamp-fund", name: "Lamp Fund" },
    { id: "person/keeper", name: "Ada Keeper" },
  ],
  claims: [
    { subject: "organisation/pilots", kind: "OWNS", object: light, role: "sole owner", holds: "2020", cite },
    { subject: "organisation/salvors", kind: "OWNS", object: light, role: "sole owner", holds: "2020", cite: cite2 },
    { subject: "organisation/lamp-fund", kind: "FUNDS", object: light, amount: pounds(2e6), holds: "2020", cite },
    { subject: "organisation/lamp-fund", kind: "FUNDS", object: light, amount: pounds(3e6), holds: "2020", cite: gazette },
    { subject: "person/keeper", kind: "AFFILIATED_WITH", object: light, holds: "2020", cite },
  ],
};

/** Two of one name, told apart by where they stand and how much is known of them; and a place in three of one name. */
const twins = {
  entities: [
    { id: "organisation/twin-north", name: "Harbour Council", identifiers: [{ scheme: "GB-LAE", value: "NTH" }] },
    { id: "organisation/twin-south", name: "Harbour Council" },
    { id: "place/north-shore", name: "North Shore" },
    { id: "place/mole", name: "Mole" },
    { id: "place/mole-county", name: "Mole End" },
    { id: "place/mole-region", name: "Mole End" },
    { id: "place/mole-again", name: "Mole End" },
  ],
  claims: [
    { subject: "organisation/twin-north", kind: "LOCATED_IN", object: "place/north-shore", cite },
    { subject: "organisation/twin-south", kind: "LOCATED_IN", object: town, cite },
    { subject: "organisation/twin-south", kind: "PARTNER_OF", object: "organisation/pilots", cite },
    { subject: "place/mole", kind: "LOCATED_IN", object: "place/mole-county", cite },
    { subject: "place/mole", kind: "LOCATED_IN", object: "place/mole-region", cite },
    { subject: "place/mole", kind: "LOCATED_IN", object: "place/mole-again", cite },
    { about: "place/mole-county", property: "placeType", value: "COUNTY", cite },
    { about: "place/mole-region", property: "placeType", value: "REGION", cite },
    { about: "place/mole-again", property: "placeType", value: "REGION", cite },
  ],
};

/** Names that break pages: very long, without a gap, from right to left, turning what follows around, and like a script. */
export const odd = {
  long: `The ${"Incorporated Company of Merchants and Mariners ".repeat(7)}`.slice(0, 300).trim(),
  gapless: "Ä".repeat(300),
  arabic: "شركة القناة",
  turned: "Harbour \u202Etsurt",
  script: "<script>alert('harbour')</script>",
};

const corner = "place/odd-corner";
const oddities = {
  entities: [{ id: corner, name: "Odd Corner" }, ...Object.entries(odd).map(([key, name]) => ({ id: `organisation/odd-${key}`, name }))],
  claims: Object.keys(odd).map((key, i) => ({
    subject: `organisation/odd-${key}`,
    kind: "BACKS",
    object: corner,
    amount: pounds(1000 + i),
    instrument: "GRANT",
    holds: `${2011 + i}`,
    cite,
  })),
};

export function harbour(): string {
  const firms = Array.from({ length: harbourSize }, (_, i) => ({ id: `organisation/harbour-firm-${i}`, name: `Harbour firm ${i}` }));
  return JSON.stringify({
    id: "test/harbour",
    documents: [
      { id: "document/harbour-register", title: "Register of the harbour" },
      { id: "document/harbour-gazette", title: "The Harbour Gazette" },
    ],
    entities: [
      { id: town, name: "Harbour" },
      { id: "organisation/quiet-trust", name: "Quiet Trust" },
      ...firms,
      ...lighthouse.entities,
      ...twins.entities,
      ...oddities.entities,
    ],
    claims: [
      ...firms.map(({ id }) => ({ subject: id, kind: "LOCATED_IN", object: town, cite })),
      // The last firm is the best connected: it must be drawn among the first.
      ...firms.slice(0, 5).map(({ id }) => ({ subject: firms.at(-1)!.id, kind: "PARTNER_OF", object: id, cite })),
      { about: town, metric: "ships a year", figure: { value: 10, unit: "project" }, holds: "2020", cite },
      { about: town, metric: "ships a year", figure: { value: 12, unit: "project" }, holds: "2020", cite: cite2 },
      ...lighthouse.claims,
      ...twins.claims,
      ...oddities.claims,
    ],
  });
}
