import assert from "node:assert/strict";
import { violations } from "./axe.ts";
import { lookAt, open, otherKeys } from "./harness.ts";

const payment = "/?e=organisation/arts-council-england-3a417c87.eva-magyar&k=funds";

lookAt(
  "data",
  "a record is a table with the field that the claim used; its other fields are for those who may read the file",
  async (page) => {
    await open(page, payment);
    await page.locator("#facts .source").first().click();
    const rows = page.locator(".passage .record tr");
    await rows.first().waitFor();
    assert.equal(await rows.count(), 1);
    assert.equal(await rows.locator("th").textContent(), "Amount Awarded, which the claim is cited from");
    assert.equal(await page.locator(".passage .record mark").innerText(), "7000");
    await page.getByText("Matches the document").waitFor();
    assert.deepEqual(await violations(page, "#facts"), []);

    await page.evaluate((key) => sessionStorage.setItem("whence-key", key), otherKeys.CONTRIBUTOR);
    await page.reload();
    await page.locator("#facts .source").first().click();
    await page.locator(".passage .record tr", { hasText: "Beneficiary Location:Name" }).waitFor();
    assert.ok((await rows.count()) > 8, "all fields that the mapping reads");
    assert.equal(await page.locator(".passage .record [data-used]").count(), 1);
    assert.match(await page.locator(".passage .record [data-used]").innerText(), /^Amount Awarded/);
  },
);
