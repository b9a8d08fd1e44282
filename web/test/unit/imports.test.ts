import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

/**
 * What may import what, folder by folder, lowest first: a folder knows those before it and none after it. A type alone may be
 * taken from above (`import type`), since nothing of it is left when the program runs.
 */
const layers = ["model", "api", "control", "picture", "exports", "playground", "explorer", "list", "editing", "data", "copy"];

const source = fileURLToPath(new URL("../../src", import.meta.url));

interface Import {
  file: string;
  target: string;
  typeOnly: boolean;
}

const files = readdirSync(source, { recursive: true, encoding: "utf8" }).filter((file) => /\.tsx?$/.test(file));
const imports = files.flatMap(importsOf);

function importsOf(file: string): Import[] {
  const text = readFileSync(join(source, file), "utf8");
  return [...text.matchAll(/^(import|export)\s+(type\s)?[^;]*?from\s+"(\.[^"]+\.tsx?)";/gms)].map((match) => ({
    file,
    target: relative(source, join(source, dirname(file), match[3]!)),
    typeOnly: match[2] !== undefined,
  }));
}

test("an import leads to a layer below, or stays in its own", () => {
  const layer = (file: string) => layers.indexOf(file.split("/")[0]!);
  assert.deepEqual(
    files.filter((file) => layer(file) < 0),
    [],
    "every folder has its layer",
  );
  const upward = imports.filter(({ file, target, typeOnly }) => !typeOnly && layer(target) > layer(file));
  assert.deepEqual(upward, []);
});

test("no file imports itself, by whatever way around", () => {
  assert.ok(imports.length > 100, "the imports were found");
  assert.deepEqual(
    circle(new Map(files.map((file) => [file, imports.filter((one) => one.file === file && !one.typeOnly).map((one) => one.target)]))),
    [],
  );
});

/** The first circle of a graph of files, from one of them back to it; empty where there is none. */
function circle(edges: ReadonlyMap<string, readonly string[]>): string[] {
  const done = new Set<string>();
  const visit = (file: string, path: readonly string[]): string[] => {
    if (path.includes(file)) return [...path.slice(path.indexOf(file)), file];
    if (done.has(file)) return [];
    done.add(file);
    for (const next of edges.get(file) ?? []) {
      const found = visit(next, [...path, file]);
      if (found.length > 0) return found;
    }
    return [];
  };
  for (const file of edges.keys()) {
    const found = visit(file, []);
    if (found.length > 0) return found;
  }
  return [];
}

test("a circle is found where there is one", () => {
  assert.deepEqual(
    circle(
      new Map([
        ["a", ["b"]],
        ["b", ["c"]],
        ["c", ["b"]],
      ]),
    ),
    ["b", "c", "b"],
  );
});
