// Runs operations over the films of package films with graphql-js. The first line of its input is the schema and the
// graph, every other an operation; every line of its output is the answer to one.
import { createInterface } from "node:readline";
import { buildSchema, executeSync, parse } from "graphql";

const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
const { sdl, graph } = JSON.parse((await lines.next()).value);

// The weather: FNV-1a, as package resolver has it.
const utf8 = new TextEncoder();
function hash(weather, field, id) {
  let h = 2166136261;
  for (const byte of utf8.encode(`${weather.Seed}|${field}|${id}`)) h = Math.imul(h ^ byte, 16777619) >>> 0;
  return h;
}
function over(weather, field, id) {
  if (weather.Rate === 0) return "calm";
  const h = (hash(weather, field, id) >>> 8) % 1000;
  return h < weather.Rate ? "storm" : h < 2 * weather.Rate ? "fog" : "calm";
}
function storm(weather, field, id, batch) {
  switch (hash(weather, field, id) % 5) {
    case 2: if (batch) return new Error("storm again"); break;
    case 0: return new Error(`storm at ${field}`);
    case 1: return new Error(`thunder at ${field}`);
  }
  return new Error(`storm at ${field} of ${id}`);
}

// batched answers for a parent of a batch, single for a parent of its own. A fog answers zero.
const batched = (field, id, get, zero = null) => (args, { weather }) => {
  if (over(weather, `all ${field}`, "") === "storm") throw new Error(`flood at ${field}`);
  switch (over(weather, field, id)) {
    case "storm": throw storm(weather, field, id, true);
    case "fog": return zero;
  }
  return get(args);
};
const single = (field, id, get, zero = null) => (args, { weather }) => {
  const at = typeof id === "function" ? id(args) : id;
  switch (over(weather, field, at)) {
    case "storm":
      if (hash(weather, field, at) % 3 === 0) throw new Error(`recovered: hurricane at ${field}`);
      throw storm(weather, field, at, false);
    case "fog": return zero;
  }
  return get(args);
};

const head = (all, n) => (n === null || n === undefined ? all : all.slice(0, Math.max(0, n)));
const things = new Map();
const find = (id) => things.get(id) ?? null;
const findAll = (ids) => ids.map((id) => (id === "" ? null : find(id)));

function connection(all, first, total = all.length) {
  const page = head(all, first);
  return {
    edges: page.map((node) => ({ cursor: node?.id ?? "", node })),
    nodes: page,
    totalCount: total,
    pageInfo: { hasNextPage: page.length < total, endCursor: page.at(-1)?.id ?? null },
  };
}

function passes(film, filter) {
  if (!filter) return true;
  if (filter.genres?.length && !filter.genres.includes(film.genre)) return false;
  const { from, to } = filter.years ?? {};
  if (film.year !== null && ((from ?? film.year) > film.year || (to ?? film.year) < film.year)) return false;
  if (filter.on && film.released !== filter.on) return false;
  return (filter.title ?? null) === null || film.title.includes(filter.title);
}

function work(typename, w) {
  const related = ({ genre, first }) =>
    head(findAll(w.Related).filter((r) => (genre ?? null) === null || r.genre === genre), first);
  return {
    __typename: typename, id: w.ID, title: w.Title, year: w.Year, genre: w.Genre, rating: w.Rating, badge: w.Badge,
    cast: batched(`${typename}.cast`, w.ID, ({ first }) => connection(findAll(w.Cast), first)),
    related: batched(`${typename}.related`, w.ID, related),
    sequel: batched(`${typename}.sequel`, w.ID, () => find(w.Sequel)),
    lead: batched(`${typename}.lead`, w.ID, () => find(w.Lead)),
    studio: () => find(w.Studio),
  };
}

function film(f) {
  return {
    ...work("Film", f), genres: f.Genres, released: f.Released, grid: f.Grid ?? [], score: f.Score, gross: f.Gross, parts: f.Parts,
    length({ unit }) {
      if (f.Minutes % 7 === 0) throw new Error("the reels are lost");
      return unit === "SECONDS" ? f.Minutes * 60 : f.Minutes;
    },
    budget: money(f.Budget), prices: f.Prices?.map(money), rows: () => f.Rows?.map(findAll),
    marks: batched("Film.marks", f.ID, ({ labels }) => [...f.Marks, ...(labels ?? []).flatMap((l) => [l, null])], []),
  };
}

const money = (m) => ({ amount: m.Amount, currency: m.Currency });

function series(s) {
  return { ...work("Series", s), seasons: batched("Series.seasons", s.ID, () => s.Seasons, 0), bestScore: s.BestScore };
}

function person(p) {
  const year = p.Born && Number(p.Born.slice(0, 4));
  return {
    __typename: "Person", id: p.ID, name: p.Name, aliases: p.Aliases ?? [], born: p.Born,
    age() {
      if (year > 2000) throw new Error(`recovered: not born yet: ${p.ID}`);
      return p.Born ? 2000 - year : 0;
    },
    mentor: batched("Person.mentor", p.ID, () => find(p.Mentor)),
    rival: batched("Person.rival", p.ID, () => find(p.Rival)),
    friends: batched("Person.friends", p.ID, ({ first }) => head(findAll(p.Friends), first), []),
    works: batched("Person.works", p.ID, ({ genres, first }) => {
      if (p.Works === null) return null;
      const all = findAll(p.Works);
      return connection(genres?.length ? genres.flatMap((g) => all.filter((w) => w?.genre === g)) : all, first);
    }),
    favourite: batched("Person.favourite", p.ID, () => find(p.Favourite)),
    home: single("Person.home", p.ID, () => find(p.Home)),
  };
}

function studio(u) {
  return {
    __typename: "Studio", id: u.ID, name: u.Name,
    motto: single("Studio.motto", u.ID, ({ shout }) => (shout ? u.Motto.toUpperCase() : u.Motto), ""),
    founder: single("Studio.founder", u.ID, () => find(u.Founder)),
    films: batched("Studio.films", u.ID, ({ filter, first }) => head(findAll(u.Films).filter((f) => passes(f, filter)), first), []),
    catalogue: batched("Studio.catalogue", u.ID, () => findAll(u.Catalogue)),
  };
}

const all = {};
for (const [name, make] of Object.entries({ Films: film, Series: series, People: person, Studios: studio })) {
  all[name] = graph[name].map(make);
  for (const thing of all[name]) things.set(thing.id, thing);
}

const compare = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
const of = (typename) => ({ id }) => (find(id)?.__typename === typename ? find(id) : null);
const root = {
  node: single("Query.node", ({ id }) => id, ({ id }) => find(id)),
  nodes: single("Query.nodes", ({ ids }) => ids.join(","), ({ ids }) => findAll(ids), []),
  person: single("Query.person", ({ id }) => id, of("Person")),
  work: single("Query.work", ({ id }) => id, ({ id }) => of("Film")({ id }) ?? of("Series")({ id })),
  studio: single("Query.studio", ({ id }) => id, of("Studio")),
  films: single("Query.films", "", ({ filter, order, first }) => {
    const key = (f) => (order === "YEAR" ? (f.year ?? 9999) : 0);
    const passing = all.Films.filter((f) => passes(f, filter));
    passing.sort((a, b) => key(a) - key(b) || compare(a.title, b.title) || compare(a.id, b.id));
    return head(passing, first);
  }, []),
  people: single("Query.people", "", ({ first }) => connection(head(all.People, first), first, all.People.length)),
  search: single("Query.search", ({ text }) => text, ({ text, first }) => {
    const hits = all.People.flatMap((p, i) =>
      p.name.includes(text) ? [p, ...[all.Films, all.Series, all.Studios].map((of) => of[i % of.length])] : []);
    return head(hits, first);
  }, []),
  rated: single("Query.rated", "", () => [all.Films[3], null, all.Series[2], all.Films[5]]),
  day: single("Query.day", "", ({ of }) => of),
};

const schema = buildSchema(sdl);
schema.getType("Score").serialize = (v) => {
  if (v < 0) throw new Error("score under zero");
  return v;
};

for await (const line of lines) {
  const { query, variables, weather } = JSON.parse(line);
  const { data, errors } = executeSync({
    schema, document: parse(query), rootValue: root, variableValues: variables, contextValue: { weather },
  });
  const answer = { data: JSON.stringify(data), errors: (errors ?? []).map(({ path, message }) => ({ path, message })) };
  process.stdout.write(JSON.stringify(answer) + "\n");
}
