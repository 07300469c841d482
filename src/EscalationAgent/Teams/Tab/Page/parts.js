// What several views show: pills, people, lines of lists.

import { h } from "./dom.js";
import { ask } from "./session.js";
import { fromNow, moment, money, number, say } from "./words.js";

export const severities = ["S1", "S2", "S3", "S4"];

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
      row.cause && h("span", { class: "headline" }, say("cause", row.cause)),
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

/** What a chart shows, for everybody. @param title What it is of. */
export function table(key, title, columns, rows) {
  return h("details", { class: "as-table", "data-key": key }, h("summary", { "data-key": `${key}-title` }, say("board.table")),
    h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": `${title}: ${say("board.table")}` }, h("table", {},
      h("thead", {}, h("tr", {}, columns.map((title, i) => h("th", { scope: "col", class: i > 0 ? "n" : "" }, title)))),
      h("tbody", {}, rows.map(([first, ...rest]) => h("tr", {}, h("th", { scope: "row" }, first), rest.map((cell) => h("td", { class: "n" }, cell))))))));
}

/** What is at stake, by currency. @param address The matters with money in a currency. */
export const moneyList = (amounts, address) =>
  amounts.length === 0
    ? h("p", { class: "faint" }, say("board.money.none"))
    : h("ul", { class: "amounts" }, amounts.map((one) =>
        h("li", {}, h("a", { href: address(one.currency ?? ""), "data-key": `money-${one.currency}` },
          h("span", { class: "figure" }, money(one.amount, one.currency)),
          h("span", { class: "faint" }, `${one.currency ? "" : `${say("board.money.other")} · `}${say("state.open")}: ${number(one.count)}`)))));

/** Gets a table as a file. @param name What the file is called before the day. */
export async function download(path, parameters, name) {
  const { text } = await ask(path, parameters);
  if (text === null) return;
  const address = URL.createObjectURL(new Blob(["\ufeff", text], { type: "text/csv;charset=utf-8" }));
  const plain = name.replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "") || "launch";
  h("a", { href: address, download: `${plain}-${new Date().toISOString().slice(0, 10)}.csv` }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
