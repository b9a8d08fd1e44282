import assert from "node:assert/strict";
import { test } from "node:test";
import { fieldsOf } from "../../src/model/record.ts";

test("a record is its fields, nested names joined; prose is no record", () => {
  assert.deepEqual(fieldsOf('{"id": "a", "amount": 5044, "to": {"name": "X", "codes": ["1", null]}}'), [
    { name: "id", value: "a" },
    { name: "amount", value: "5044" },
    { name: "to.name", value: "X" },
    { name: "to.codes.0", value: "1" },
    { name: "to.codes.1", value: "" },
  ]);
  assert.equal(fieldsOf("The council lends £14.5 million."), undefined);
  assert.equal(fieldsOf("[sic] it was so"), undefined);
});
