// Expands cards with the official template engine.
// stdin: [{ "template": .., "data": .. }], stdout: [{ "card": .. } or { "fault": ".." }] in the same order.
import { readFileSync } from "node:fs";
import templating from "adaptivecards-templating";

const batch = JSON.parse(readFileSync(0, "utf8"));
const answers = batch.map(({ template, data }) => {
  try {
    const card = new templating.Template(template).expand({ $root: data });
    return card === undefined ? { nothing: true } : { card };
  } catch (fault) {
    return { fault: String(fault?.message ?? fault) };
  }
});
process.stdout.write(JSON.stringify(answers));
