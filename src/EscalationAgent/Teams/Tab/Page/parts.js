// What several views show: pills, people, lines of lists.

import { h } from "./dom.js";
import { fromNow, moment, say } from "./words.js";

export const pill = (row) =>
  h("span", { class: `pill ${row.has_ended ? "ended" : row.severity ?? "none"}` }, row.severity ? `${row.severity} ${row.severity_title}` : row.status_title);

export function person(name) {
  const initials = name.split(/\s+/).filter(Boolean).map((part) => [...part][0]).slice(0, 2).join("").toUpperCase();
  return h("span", { class: "person" }, h("span", { class: "face", "aria-hidden": "true" }, initials), h("span", {}, name));
}

/** When something is owed: from now, and at which instant. */
export const due = (next) =>
  h("span", { class: next.is_overdue ? "due late" : "due", title: moment(next.at) }, say(next.is_overdue ? "overdue" : "due", capital(next.what), fromNow(next.at)));

export const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);

/** One line of a list. */
export const line = (row, address, isChosen) =>
  h("li", {},
    h("a", { class: row.waits ? "row waits" : "row", href: address, "data-key": row.id, "aria-current": isChosen ? "true" : null },
      h("span", { class: "row-top" }, h("span", { class: "account" }, row.account), pill(row)),
      h("span", { class: "headline" }, row.headline),
      row.waits && h("span", { class: "asked" }, row.waits),
      h("span", { class: "meta" },
        h("span", {}, row.id),
        row.severity && h("span", {}, row.status_title),
        row.is_confidential && h("span", { class: "lock" }, say("confidential")),
        row.teams && h("span", {}, row.teams),
        row.owner && person(row.owner),
        row.due && due(row.due))));

export function pager(list, go) {
  return list.pages < 2 ? null : h("nav", { class: "pager", "aria-label": say("pages") },
    h("button", { type: "button", class: "quiet", disabled: list.page <= 1, "data-key": "previous", onclick: () => go(list.page - 1) }, say("previous")),
    h("span", {}, say("page", list.page, list.pages)),
    h("button", { type: "button", class: "quiet", disabled: list.page >= list.pages, "data-key": "next", onclick: () => go(list.page + 1) }, say("next")));
}
