// Two embedded stores, SQLite and DuckDB, which answer the questions of bench/embedded.go: a line of JSON each way.
//
// It is given a folder with entity.tsv and award.tsv (embedded.go says what is in them) and keeps its databases there.
// Of every question it says how long each run took, in milliseconds, and the process's CPU with it, and the answer.

import { createInterface } from "node:readline";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { Worker, isMainThread, workerData, parentPort } from "node:worker_threads";
import Database from "better-sqlite3";
import { DuckDBInstance } from "@duckdb/node-api";

const columns = {
  entity: "id integer primary key, iri text not null, name text not null, place integer",
  award:
    "id text not null, funder integer not null, recipient integer not null, amount integer not null, currency text not null, day text not null, year integer not null, purpose text not null, locator text not null",
};

function openSqlite(folder) {
  const db = new Database(join(folder, "rival.sqlite"));
  db.pragma("journal_mode = wal");
  db.pragma("synchronous = full");
  db.pragma("cache_size = -262144");
  return db;
}

/** The rows of a file that has no quotes and no tabs of its own in it. */
function* rows(folder, table) {
  for (const line of readFileSync(join(folder, `${table}.tsv`), "utf8").split("\n")) {
    if (line !== "") yield line.split("\t");
  }
}

function loadSqlite(folder) {
  const db = openSqlite(folder);
  for (const [table, declared] of Object.entries(columns)) {
    db.exec(`create table ${table} (${declared})`);
    const marks = declared.split(", ").map(() => "?");
    const insert = db.prepare(`insert into ${table} values (${marks})`);
    const numbers = declared.split(", ").map((c) => c.includes(" integer"));
    db.transaction(() => {
      for (const row of rows(folder, table)) {
        insert.run(row.map((v, i) => (v === "" ? null : numbers[i] ? Number(v) : v)));
      }
    })();
  }
  db.exec(`create index award_page on award (funder, id);
    create index award_amount on award (funder, amount desc, id);
    create index award_recipient on award (recipient);
    create index entity_place on entity (place);
    create unique index entity_iri on entity (iri);
    analyze`);
  db.pragma("wal_checkpoint(truncate)");
  return db;
}

async function loadDuck(folder) {
  const instance = await DuckDBInstance.create(join(folder, "rival.duckdb"));
  const db = await instance.connect();
  for (const [table, declared] of Object.entries(columns)) {
    await db.run(`create table ${table} (${declared.replace("day text", "day date").replaceAll("primary key", "")})`);
    await db.run(`copy ${table} from '${join(folder, `${table}.tsv`)}' (header false, delimiter '\t', nullstr '')`);
  }
  await db.run("checkpoint");
  return db;
}

const within = `with recursive inside(id) as (
  select id from entity where iri = $place union all select e.id from entity e join inside on e.place = inside.id)`;

/** The questions: what each asks either store, with $name for an argument. */
const questions = {
  page: `select a.id, a.amount, a.day, a.purpose, a.locator, e.name from award a join entity e on e.id = a.recipient
    where a.funder = (select id from entity where iri = $hub) order by a.id limit 20`,
  largest: `select id, amount from award where funder = (select id from entity where iri = $hub)
    order by amount desc, id limit 20`,
  years: `select f.iri, cast(t.year as text), t.n, t.total from (select funder, year, count(*) as n, sum(amount) as total
      from award group by funder, year) t join entity f on f.id = t.funder order by t.total desc, f.iri limit 50`,
  country: `${within} select f.iri, cast(t.year as text), t.n, t.total from (select funder, year, count(*) as n, sum(amount) as total
      from award where recipient in (select id from inside) group by funder, year) t join entity f on f.id = t.funder
    order by t.total desc, f.iri limit 50`,
  best: `${within} select r.iri, t.n, t.total from (select recipient, count(*) as n, sum(amount) as total
      from award where recipient in (select id from inside) group by recipient) t join entity r on r.id = t.recipient
    order by t.total desc, t.n desc, r.iri limit 10`,
  tree: `${within} select count(*) from inside`,
};

const plain = (v) => (typeof v === "bigint" ? Number(v) : typeof v === "object" && v !== null ? String(v) : v);

async function measured(runs, run) {
  const times = [];
  let answer;
  answer = await run(); // warms up
  const before = process.cpuUsage();
  for (let i = 0; i < runs; i++) {
    const start = performance.now();
    answer = await run(i);
    times.push(performance.now() - start);
  }
  const cpu = process.cpuUsage(before);
  return { times, cpu: (cpu.user + cpu.system) / 1000 / runs, answer };
}

function claimOf(n) {
  return [n.toString(16).padStart(32, "f"), 1, 2, n, "GBP", "2024-05-06", 2024, `Study of commits ${n}`, "row 0"];
}

function commits(db, from, runs) {
  const insert = db.prepare(`insert into award values (${claimOf(0).map(() => "?")})`);
  return measured(runs, (i = -1) => void insert.run(claimOf(from + 1 + i)));
}

/** Commits while another thread reads pages of the same database, as long as they take. */
async function besideReader(folder, db, from, runs, args) {
  const reader = new Worker(new URL(import.meta.url), { workerData: { folder, args } });
  await new Promise((begun) => reader.once("message", begun));
  const result = await commits(db, from, runs);
  reader.postMessage("enough");
  result.reads = await new Promise((said) => reader.once("message", said));
  await reader.terminate();
  return result;
}

/** The reader's thread: pages of organisations, by turns with looking whether it is enough. */
function read({ folder, args }) {
  const db = openSqlite(folder);
  const ask = db.prepare(`select a.id, a.amount, e.name from award a join entity e on e.id = a.recipient
    where a.recipient = ? order by a.id limit 20`);
  const times = [];
  let done = false;
  parentPort.on("message", () => (done = true));
  parentPort.postMessage("begun");
  const turn = () => {
    for (let i = 0; i < 200; i++) {
      const start = performance.now();
      ask.all(1 + Math.floor(Math.random() * args.entities));
      times.push(performance.now() - start);
    }
    if (done) parentPort.postMessage(times);
    else setImmediate(turn);
  };
  turn();
}

async function answer(stores, { ask, store, args, runs, from }) {
  switch (store) {
    case "sqlite": {
      if (ask === "commits") return commits(stores.sqlite, from, runs);
      if (ask === "beside") return besideReader(stores.folder, stores.sqlite, from, runs, args);
      const statement = stores.sqlite.prepare(questions[ask]).raw();
      return measured(runs, () => statement.all(args));
    }
    case "duckdb": {
      const statement = await stores.duck.prepare(questions[ask]);
      statement.bind(args);
      return measured(runs, async () => (await statement.runAndReadAll()).getRows().map((row) => row.map(plain)));
    }
  }
  throw new Error(`no store ${store}`);
}

async function main(folder) {
  const said = (value) => process.stdout.write(`${JSON.stringify(value)}\n`);
  for (const name of ["rival.sqlite", "rival.duckdb"]) rmSync(join(folder, name), { force: true });
  const began = performance.now();
  const sqlite = loadSqlite(folder);
  const between = performance.now();
  const duck = await loadDuck(folder);
  said({ sqlite: between - began, duckdb: performance.now() - between });
  for await (const line of createInterface({ input: process.stdin })) {
    said(await answer({ folder, sqlite, duck }, JSON.parse(line)));
  }
}

if (isMainThread) await main(process.argv[2]);
else read(workerData);
