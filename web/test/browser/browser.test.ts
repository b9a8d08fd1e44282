import assert from "node:assert/strict";
import { test } from "node:test";
import { problems, skip, stand } from "./harness.ts";

// One server and one browser for all; each test has a profile of its own.
stand();

await import("./answers.ts");
await import("./questions.ts");
await import("./picture.ts");
await import("./states.ts");
await import("./readers.ts");
await import("./lists.ts");
await import("./tasks.ts");
await import("./odd.ts");
await import("./exports.ts");
await import("./quality.ts");
await import("./playground.ts");
// Last of all, since it writes.
await import("./work.ts");

test("last: nothing foreign was asked for, no policy was broken, no error was logged", { skip }, () => assert.deepEqual(problems, []));
