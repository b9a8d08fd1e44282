import { nothingElseWentWrong, stand } from "./harness.ts";

// Every page but the explorer alone, with a server and a browser of their own.
stand();

await import("./lists.ts");
await import("./tasks.ts");
await import("./odd.ts");
await import("./hub.ts");
await import("./records.ts");
await import("./exports.ts");
await import("./playground.ts");
// Last of all, since they write.
await import("./data.ts");
await import("./work.ts");

nothingElseWentWrong();
