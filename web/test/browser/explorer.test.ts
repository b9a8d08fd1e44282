import { nothingElseWentWrong, stand } from "./harness.ts";

// The explorer, with a server and a browser of its own, beside the other pages.
stand();

await import("./answers.ts");
await import("./questions.ts");
await import("./picture.ts");
await import("./states.ts");
await import("./readers.ts");
await import("./quality.ts");

nothingElseWentWrong();
