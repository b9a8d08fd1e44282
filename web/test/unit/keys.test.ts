import assert from "node:assert/strict";
import { test } from "node:test";
import { backOff } from "../../src/control/loading.ts";
import { commandOf, keyName, keys, type Press } from "../../src/model/keys.ts";

const press = (key: string, more: Partial<Press> = {}): Press => ({
  key,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...more,
});

test("no two keys are the same", () => {
  assert.equal(new Set(keys.map(keyName)).size, keys.length);
});

const presses: [Press, inPicture: boolean, command: string | undefined][] = [
  [press("/"), false, "search"],
  [press("?", { shiftKey: true }), false, "help"],
  [press("z", { ctrlKey: true }), false, "undo"],
  [press("z", { metaKey: true }), false, "undo"],
  [press("Z", { ctrlKey: true, shiftKey: true }), false, "redo"],
  [press("z"), false, undefined],
  [press("Enter"), false, undefined],
  [press("Enter"), true, "expand"],
  [press(" ", { shiftKey: true }), true, "selectAlso"],
  [press("+", { shiftKey: true }), true, "zoomIn"],
  [press("f", { altKey: true }), true, undefined],
  [press("f", { ctrlKey: true }), true, undefined],
];

for (const [event, inPicture, command] of presses)
  test(`${JSON.stringify(event.key)} ${inPicture ? "in the picture" : "anywhere"} is ${command}`, () =>
    assert.equal(commandOf(event, inPicture), command));

test("tries come less and less often, but never further apart than half a minute", () => {
  assert.deepEqual([1, 2, 3, 4, 5, 6, 20].map(backOff), [1, 2, 4, 8, 16, 30, 30]);
});
