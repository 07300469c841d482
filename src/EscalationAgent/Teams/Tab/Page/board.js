// All that somebody may see, in figures; each leads to the matters behind it.

import { bars, lines, timeScale } from "./chart.js";
import { h } from "./dom.js";
import { download, moneyList, severities, table } from "./parts.js";
import { day, length, moment, number, say } from "./words.js";

export const periods = [4, 12, 26];

const all = (parameters) => `#/all?${new URLSearchParams(parameters)}`;

export function board(data, period, me, width) {
  return [
    h("div", { class: "board-top" },
      h("h1", {}, say("nav.board")),
      h("div", { class: "tools" },
        h("label", { for: "period" }, say("board.period")),
        h("select", { id: "period", "data-key": "period", onchange: (e) => { location.hash = `#/board?period=${e.target.value}`; } },
          periods.map((weeks) => h("option", { value: `${weeks}w`, selected: `${weeks}w` === period }, say("board.weeks", weeks)))),
        h("button", { type: "button", class: "quiet", "data-key": "csv", onclick: () => download("/api/me/board", { period, format: "csv" }, "escalations") }, say("board.csv")),
        h("button", { type: "button", class: "quiet", "data-key": "print", onclick: () => window.print() }, say("board.print")))),
    h("p", { class: "faint" }, say("board.as_of", moment(data.as_of))),
    h("ul", { class: "tiles" },
      tile(data.open, say("state.open"), all({ state: "open" })),
      tile(data.overdue, say("state.overdue"), all({ state: "overdue" }), data.overdue > 0 ? "bad" : ""),
      tile(data.at_risk, say("state.at_risk"), all({ state: "at_risk" }), data.at_risk > 0 ? "risky" : ""),
      tile(data.unacknowledged, say("state.unacknowledged"), all({ state: "unacknowledged" })),
      tile(data.stalled, say("state.stalled"), all({ state: "stalled" })),
      tile(data.confidential, say("board.confidential"), null)),
    h("div", { class: "grid" },
      card(say("board.severity"), severityBars(data, me)),
      card(say("board.money"), moneyList(data.at_stake, (currency) => all({ state: "open", currency }))),
      card(say("board.team"), teamTable(data), "wide"),
      card(say("board.flow"), flow(data, width), "wide"),
      times(data, "acknowledge", "acknowledged", width),
      times(data, "resolve", "resolved", width)),
  ];
}

const card = (title, content, style = "") => h("section", { class: `card ${style}` }, h("h2", {}, title), content);

const tile = (value, title, address, style = "") =>
  h("li", { class: `tile ${style}` },
    address && value > 0
      ? h("a", { href: address, "data-key": `tile-${title}` }, h("span", { class: "figure" }, number(value)), h("span", {}, title))
      : h("span", { class: "still" }, h("span", { class: "figure" }, number(value)), h("span", {}, title)));

function severityBars(data, me) {
  const most = Math.max(1, ...data.by_severity);
  const titles = Object.fromEntries(me.severities.map((one) => [one.key, one.title]));
  return h("ul", { class: "bars" }, severities.map((key, i) => {
    const bar = h("span", { class: `fill ${key}` });
    bar.style.width = `${Math.max(data.by_severity[i] > 0 ? 2 : 0, (100 * data.by_severity[i]) / most)}%`;
    const inside = [h("span", { class: "name" }, `${key} ${titles[key] ?? ""}`), h("span", { class: "track" }, bar), h("span", { class: "count" }, number(data.by_severity[i]))];
    return h("li", {}, data.by_severity[i] > 0 ? h("a", { href: all({ state: "open", severity: key }), "data-key": `severity-${key}` }, inside) : h("span", { class: "still" }, inside));
  }));
}

const link = (value, parameters) => (value > 0 ? h("a", { href: all(parameters) }, number(value)) : h("span", { class: "faint" }, "0"));

function teamTable(data) {
  const most = Math.max(1, ...data.teams.map((team) => team.open));
  return data.teams.length === 0
    ? h("p", { class: "faint" }, say("none.all"))
    : h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": say("board.team") }, h("table", {},
        h("thead", {}, h("tr", {}, [say("team"), ...severities, say("state.open"), say("state.overdue"), say("state.at_risk")].map((title, i) => h("th", { scope: "col", class: i > 0 ? "n" : "" }, title)))),
        h("tbody", {}, data.teams.map((team) => {
          const stack = h("span", { class: "stack", "aria-hidden": "true" }, severities.map((key, i) => {
            const part = h("span", { class: key });
            part.style.width = `${(100 * team.by_severity[i]) / most}%`;
            return part;
          }));
          return h("tr", {},
            h("th", { scope: "row" }, team.title, stack),
            severities.map((key, i) => h("td", { class: "n" }, link(team.by_severity[i], { state: "open", team: team.key, severity: key }))),
            h("td", { class: "n" }, link(team.open, { state: "open", team: team.key })),
            h("td", { class: team.overdue > 0 ? "n late" : "n" }, link(team.overdue, { state: "overdue", team: team.key })),
            h("td", { class: "n" }, link(team.at_risk, { state: "at_risk", team: team.key })));
        }))));
}

function flow(data, width) {
  const labels = data.weeks.map((week) => day(week.monday));
  const go = (milestone) => (i) => { location.hash = all({ milestone, week: data.weeks[i].week }); };
  return [
    bars(width.wide, labels, [
      { name: say("board.opened"), values: data.weeks.map((week) => week.opened), style: "one", go: go("opened") },
      { name: say("board.ended"), values: data.weeks.map((week) => week.ended), style: "two", go: go("ended") },
    ], (value) => number(value, 2)),
    table("flow", say("board.flow"), [say("board.week"), say("board.opened"), say("board.ended")], data.weeks.map((week) => [
      week.week,
      link(week.opened, { milestone: "opened", week: week.week }),
      link(week.ended, { milestone: "ended", week: week.week }),
    ])),
  ];
}

function times(data, what, milestone, width) {
  const labels = data.weeks.map((week) => day(week.monday));
  const go = (i) => { location.hash = all({ milestone, week: data.weeks[i].week }); };
  return card(say(`board.${what}`), [
    h("p", { class: "pair" },
      h("span", {}, h("span", { class: "figure" }, length(data[what].median)), say("board.median")),
      h("span", {}, h("span", { class: "figure" }, length(data[what].p90)), say("board.p90"))),
    data[what].count === 0
      ? h("p", { class: "faint" }, say("board.none"))
      : lines(width.half, labels, [
          { name: say("board.median"), values: data.weeks.map((week) => week[what].median ?? null), style: "one", go },
          { name: say("board.p90"), values: data.weeks.map((week) => week[what].p90 ?? null), style: "two", go },
        ], length, timeScale),
    data[what].count > 0 && table(what, say(`board.${what}`), [say("board.week"), say("board.count"), say("board.median"), say("board.p90")], data.weeks.map((week) => [
      week.week,
      link(week[what].count, { milestone, week: week.week }),
      length(week[what].median),
      length(week[what].p90),
    ])),
  ], "half");
}
