/** A fund that gave 100,000 grants, one each to as many: made, since nobody's real file is of that shape. A line is an item. */
export const hubSize = 100_000;

export function hub(): string {
  const lines = ["id: test/hub", "documents:", "- {id: document/hub-register, title: Register of grants}"];
  lines.push("entities:", "- {id: organisation/hub, name: Hub Fund}");
  for (let i = 0; i < hubSize; i++) lines.push(`- {id: organisation/hub-${i}, name: Grantee ${i}}`);
  lines.push("claims:");
  for (let i = 0; i < hubSize; i++)
    lines.push(
      `- {subject: organisation/hub, kind: FUNDS, object: organisation/hub-${i}, amount: {value: ${1000 + i}, currency: GBP}, ` +
        `holds: "${2000 + (i % 20)}", cite: {document: document/hub-register, locator: row ${i + 1}}}`,
    );
  return lines.join("\n");
}
