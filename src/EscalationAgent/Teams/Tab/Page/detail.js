// One escalation: who has it, by when, what it is about, what happened.

import { h } from "./dom.js";
import { due, person, pill } from "./parts.js";
import { open } from "./session.js";
import { fromNow, moment, say } from "./words.js";

const shownSteps = 6;

export function detail(found, back) {
  const { row } = found;
  return [
    h("div", { class: "detail-top" },
      h("a", { class: "back", href: back, "data-key": "back" }, say("back")),
      found.message && h("button", { type: "button", class: "primary", "data-key": "message", onclick: () => open(found.message) }, say("open_in_teams"))),
    h("div", { class: "title" },
      h("p", { class: "ids" }, pill(row), h("span", { class: "status" }, row.status_title), row.is_confidential && h("span", { class: "lock" }, say("confidential")), h("span", { class: "faint" }, row.id)),
      h("h2", { class: "big" }, row.account),
      h("p", { class: "lead" }, row.headline)),
    row.waits && h("p", { class: "ask" }, row.waits),
    h("dl", { class: "strip" },
      h("div", {}, h("dt", {}, say("owner")), h("dd", {}, row.owner ? person(row.owner) : h("span", { class: "faint" }, say("owner.none")))),
      h("div", {}, h("dt", {}, say("team")), h("dd", {}, row.teams || "–")),
      h("div", {}, h("dt", {}, say("csm")), h("dd", {}, person(found.csm)))),
    row.due && h("p", { class: "next" }, due(row.due), h("span", { class: "faint" }, moment(row.due.at))),
    found.review.length > 0 && fold("review", say("review"), found.review.map((part) => section({ ...part, unproven: [] })), true),
    fold("brief", say("brief"), found.brief.map(section)),
    found.facts.length > 0 && fold("facts", say("facts"), h("dl", { class: "facts" }, found.facts.map(fact))),
    found.deadlines.length > 0 && fold("deadlines", say("deadlines"), h("ul", { class: "plain" }, found.deadlines.map(deadline))),
    found.timeline.length > 0 && fold("timeline", say("timeline"), timeline(found.timeline), true),
    found.proofs.length > 0 && fold("proofs", say("proofs"), found.proofs.map(proof)),
  ];
}

const fold = (key, title, content, isOpen = false) =>
  h("details", { class: "fold", "data-key": key, open: isOpen }, h("summary", { "data-key": `${key}-title` }, h("h3", { class: "part" }, title)), h("div", { class: "inside" }, content));

const section = (part) =>
  h("section", {}, h("h4", {}, part.title), h("p", { class: "text" }, part.text),
    part.unproven.length > 0 && h("p", { class: "warn" }, say("unproven", part.unproven.join("; "))));

const fact = (one) =>
  h("div", {}, h("dt", {}, one.title),
    h("dd", {}, one.url ? h("a", { href: one.url, target: "_blank", rel: "noopener noreferrer" }, one.text) : one.text));

const deadline = (one, i) =>
  h("li", {},
    h("details", { "data-key": `deadline-${i}` },
      h("summary", { "data-key": `deadline-${i}-title` },
        h("span", { class: one.is_overdue ? "late" : "" },
          one.met_at ? `${one.title}: ${say("deadline.met", moment(one.met_at))}`
            : one.is_paused ? `${one.title}: ${say("deadline.paused")}`
            : say(one.is_overdue ? "overdue" : "due", one.title, fromNow(one.due_at))),
        h("span", { class: "faint" }, moment(one.due_at))),
      h("ul", { class: "why" }, one.why.map((line) => h("li", {}, line)))));

function timeline(steps) {
  const newest = [...steps].reverse();
  const list = (some) => h("ol", { class: "steps" }, some.map((step) => h("li", {}, h("time", { datetime: step.at }, moment(step.at)), h("span", { class: "text" }, step.text))));
  return [
    list(newest.slice(0, shownSteps)),
    newest.length > shownSteps && h("details", { "data-key": "earlier", class: "earlier" }, h("summary", { "data-key": "earlier-title" }, say("timeline.all", newest.length)), list(newest.slice(shownSteps))),
  ];
}

const proof = (one) => h("section", {}, h("h4", {}, one.title), h("p", { class: "text" }, one.summary), h("ul", { class: "why" }, one.lines.map((line) => h("li", {}, line))));
