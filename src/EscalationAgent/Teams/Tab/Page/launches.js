// Launches in figures: defects, time to fix, readiness and customer impact. Each figure leads to the matters or measures behind it.

import { bars, freeScale, lines, stacks, timeScale } from "./chart.js";
import { h } from "./dom.js";
import { download, line, moneyList, pager, severities, table } from "./parts.js";
import { day, length, moment, number, say, short } from "./words.js";

const board = (id) => `#/launches/${encodeURIComponent(id)}`;
const matters = (id, parameters) => `${board(id)}/matters?${new URLSearchParams(parameters)}`;
const measures = (id, criterion) => `${board(id)}/measures?${new URLSearchParams({ criterion })}`;

/** All launches that the reader may see. */
export const launchList = (data) => [
  h("h1", {}, say("nav.launches")),
  data.launches.length === 0
    ? h("p", { class: "empty" }, say("launches.none"))
    : h("ul", { class: "rows card launches" }, data.launches.map((one) =>
        h("li", {}, h("a", { class: "row", href: board(one.id), "data-key": one.id },
          h("span", { class: "row-top" }, h("span", { class: "account" }, one.name), statusOf(one)),
          h("span", { class: "meta" },
            h("span", {}, say("launch.begun", one.started_by, day(one.started_at))),
            one.day && h("span", {}, say("pair", say("launch.fact.day"), day(one.day))),
            h("span", {}, one.readiness),
            one.open_s1 + one.open_s2 > 0 && h("span", {}, [["S1", one.open_s1], ["S2", one.open_s2]].map(([key, count]) => say("pair", say("launch.open_of", key), number(count))).join(", ")),
            one.alarms > 0 && h("span", { class: "late" }, say("launch.alarm.count", one.alarms))))))),
];

const statusOf = (one) => h("span", { class: `pill ${one.status}` }, one.status_title);

/** One launch. */
export function launchBoard(data, me, width) {
  const { row } = data;
  const all = (parameters) => matters(row.id, parameters);
  const raised = data.criteria.filter((one) => one.is_alarm).map((one) => one.name);
  return [
    h("p", { class: "crumb" }, h("a", { href: "#/launches", "data-key": "all" }, say("launch.back"))),
    h("div", { class: "board-top" },
      h("h1", { class: "launch-name" }, row.name, " ", statusOf(row)),
      h("div", { class: "tools" },
        h("button", { type: "button", class: "quiet", "data-key": "csv", onclick: () => download(`/api/me/launches/${encodeURIComponent(row.id)}`, { format: "csv" }, row.name) }, say("board.csv")),
        h("button", { type: "button", class: "quiet", "data-key": "print", onclick: () => window.print() }, say("board.print")))),
    h("p", { class: "faint" }, [
      say("launch.begun", row.started_by, day(row.started_at)),
      row.day && say("pair", say("launch.fact.day"), day(row.day)) + (data.moved_from ? `, ${say("launch.moved", day(data.moved_from), data.moved_because)}` : ""),
      data.live_at && say("pair", say("launch.fact.live"), moment(data.live_at)),
      say("board.as_of", moment(data.as_of)),
    ].filter(Boolean).join(" · ")),
    raised.length > 0 && h("p", { class: "ask raised" }, say("launch.alarms", raised.join(", "))),
    data.outcome && h("section", { class: "ask" }, h("h2", {}, say("launch.outcome")), h("p", { class: "text" }, data.outcome)),
    data.matters === 0 && h("p", { class: "ask quiet" }, say("launch.no_matters")),
    data.cut_at && h("p", { class: "ask quiet" }, say("launch.cut", number(data.cut_at))),
    h("div", { class: "grid" },
      panel("defects", say("launch.defects"), defects(data, me, all, width)),
      h("div", { class: "column" },
        panel("to-fix", say("launch.fact.to_fix"), toFix(data, all, width)),
        panel("readiness", say("launch.fact.readiness"), readiness(data, all)),
        panel("impact", say("launch.impact"), impact(data, all)))),
  ];
}

const panel = (key, title, content) => h("section", { class: `card ${key}`, "aria-labelledby": `panel-${key}` }, h("h2", { id: `panel-${key}` }, title), content);

/** Figures side by side; one that counts something is a link. */
const figures = (some) => h("ul", { class: "amounts" }, some.map(({ value, text, title, href, style, key }) => {
  const inside = [h("span", { class: `figure ${style ?? ""}` }, text ?? number(value)), h("span", { class: "faint" }, title)];
  return h("li", {}, href && value > 0 ? h("a", { href, "data-key": key ?? href }, inside) : h("span", { class: "still" }, inside));
}));

const link = (value, href) => (value > 0 ? h("a", { href, "data-key": `cell-${href}` }, number(value)) : h("span", { class: "faint" }, "0"));

/** A bar for each, and its count as a link. */
function counts(some) {
  const most = Math.max(1, ...some.map((one) => one.count));
  return h("ul", { class: "bars" }, some.map((one) => {
    const bar = h("span", { class: `fill ${one.style}` });
    bar.style.width = `${Math.max(one.count > 0 ? 2 : 0, (100 * one.count) / most)}%`;
    const inside = [h("span", { class: "name" }, one.title), h("span", { class: "track" }, bar), h("span", { class: "count" }, number(one.count))];
    return h("li", {}, one.count > 0 ? h("a", { href: one.href, "data-key": one.href }, inside) : h("span", { class: "still" }, inside));
  }));
}

const part = (title, ...content) => h("section", { class: "part-of" }, h("h3", { class: "small" }, title), content);

function defects(data, me, all, width) {
  const { opened, fixed, open, by_severity: bySeverity } = data.defects;
  const of = (figure, more) => all({ of: "defects", figure, ...more });
  const titles = Object.fromEntries(me.severities.map((one) => [one.key, one.title]));
  const labels = data.weeks.map((week) => day(week.monday));
  const go = (figure) => (i) => { location.hash = of(figure, { week: data.weeks[i].week }); };
  const criteria = data.criteria.filter((one) => one.kind === "defects");
  return [
    figures([
      { value: open, title: say("launch.open"), href: of("open") },
      { value: opened, title: say("launch.opened"), href: of("opened") },
      { value: fixed, title: say("launch.fixed"), href: of("fixed") },
    ]),
    opened > 0 && [
      counts(severities.map((key, i) => ({ title: `${key} ${titles[key] ?? ""}`, count: bySeverity[i], style: key, href: of("open", { severity: key }) }))),
      part(say("launch.flow"), bars(width.half, labels, [
        { name: say("launch.opened"), values: data.weeks.map((week) => week.opened), style: "one", go: go("opened") },
        { name: say("launch.fixed"), values: data.weeks.map((week) => week.fixed), style: "two", go: go("fixed") },
      ], (value) => number(value, 2))),
      part(say("launch.left"), stacks(width.half, labels, severities.map((key, i) =>
        ({ name: key, values: data.weeks.map((week) => week.open[i]), style: key, go: go("open") })), (value) => number(value, 2))),
      table("defects", say("launch.defects"), [say("board.week"), say("launch.opened"), say("launch.fixed"), ...severities.map((key) => say("launch.open_of", key))], data.weeks.map((week) => [
        week.week,
        link(week.opened, of("opened", { week: week.week })),
        link(week.fixed, of("fixed", { week: week.week })),
        ...severities.map((key, i) => link(week.open[i], of("open", { week: week.week, severity: key }))),
      ])),
    ],
    criteria.length > 0 && part(say("launch.criteria"), criteriaTable(data.row.id, criteria, say("launch.defects"))),
  ];
}

function toFix(data, all, width) {
  const { count, median, p90 } = data.to_fix;
  const labels = data.weeks.map((week) => day(week.monday));
  const go = (i) => { location.hash = all({ figure: "fixed", week: data.weeks[i].week }); };
  return [
    figures([
      { value: count, text: length(median), title: say("board.median"), href: all({ figure: "fixed" }), key: "median" },
      { value: count, text: length(p90), title: say("board.p90"), href: all({ figure: "fixed" }), key: "p90" },
      { value: count, title: say("launch.resolved"), href: all({ figure: "fixed" }) },
    ]),
    count === 0
      ? h("p", { class: "faint" }, say("launch.trend.none"))
      : [
          part(say("launch.trend"), lines(width.half, labels, [
            { name: say("board.median"), values: data.weeks.map((week) => week.to_fix.median ?? null), style: "one", go },
            { name: say("board.p90"), values: data.weeks.map((week) => week.to_fix.p90 ?? null), style: "two", go },
          ], length, timeScale)),
          table("to-fix", say("launch.fact.to_fix"), [say("board.week"), say("launch.resolved"), say("board.median"), say("board.p90")], data.weeks.map((week) => [
            week.week,
            link(week.to_fix.count, all({ figure: "fixed", week: week.week })),
            length(week.to_fix.median),
            length(week.to_fix.p90),
          ])),
        ],
  ];
}

function readiness(data, all) {
  const { row, criteria, milestones } = data;
  return [
    h("p", { class: "figure words" }, criteria.length === 0 ? say("launch.fact.no_criteria") : say("launch.fact.readiness.text", data.met, criteria.length)),
    figures([
      { value: row.open_s1, title: say("launch.open_of", "S1"), href: all({ figure: "open", severity: "S1" }), style: row.open_s1 > 0 ? "late" : "" },
      { value: row.open_s2, title: say("launch.open_of", "S2"), href: all({ figure: "open", severity: "S2" }) },
      { value: data.decisions_due, title: say("launch.fact.decisions") + (data.first_decision ? `, ${say("launch.first_by", moment(data.first_decision))}` : ""), href: all({ figure: "decision" }) },
    ]),
    criteria.length > 0 && part(say("launch.criteria"), criteriaTable(row.id, criteria, say("launch.fact.readiness"))),
    part(say("launch.milestones"), milestones.length === 0
      ? h("p", { class: "faint" }, say("launch.no_milestones"))
      : [
          h("p", { class: "faint" }, [
            say("launch.on_time", milestones.filter((one) => !one.is_late).length),
            say("launch.late", milestones.filter((one) => one.is_late).length),
            say("launch.were_moved", milestones.filter((one) => one.moved_from).length),
          ].join(" · ")),
          h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": say("launch.milestones") }, h("table", {},
            head([say("launch.milestone"), say("launch.due"), say("launch.state")]),
            h("tbody", {}, milestones.map((one) => h("tr", {},
              h("th", { scope: "row" }, one.name),
              h("td", {}, day(one.due), one.moved_from && h("span", { class: "faint block" }, say("launch.moved", day(one.moved_from), one.because ?? "–"))),
              h("td", { class: one.is_late ? "late" : "" }, say(`launch.milestone.${one.state}`, one.reached_on ? day(one.reached_on) : ""))))))),
        ]),
  ];
}

function impact(data, all) {
  const experience = data.criteria.filter((one) => one.kind === "experience");
  const open = data.journeys.reduce((sum, one) => sum + one.count, 0);
  return [
    part(say("board.money"), moneyList(data.at_stake, (currency) => all({ figure: "open", currency }))),
    open > 0 && part(say("launch.journey.open"), counts(data.journeys.map((one, i) =>
      ({ title: one.title, count: one.count, style: severities[Math.min(i, 3)], href: all({ figure: "open", journey: one.key }) })))),
    data.customers.length > 0 && part(say("launch.customers"), h("ul", { class: "names" }, data.customers.map((one) =>
      h("li", {}, h("a", { href: all({ figure: "opened", customer: one.name }), "data-key": `customer-${one.name}` }, `${one.name} (${number(one.count)})`))))),
    part(say("launch.kind.experience"), experience.length === 0
      ? h("p", { class: "faint" }, say("launch.no_experience"))
      : criteriaTable(data.row.id, experience, say("launch.kind.experience"))),
  ];
}

const head = (titles) => h("thead", {}, h("tr", {}, titles.map((title) => h("th", { scope: "col" }, title))));

const criteriaTable = (id, criteria, title) =>
  h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": `${title}: ${say("launch.criteria")}` }, h("table", {},
    head([say("launch.criterion"), say("launch.value"), say("launch.agreed")]),
    h("tbody", {}, criteria.map((one) => h("tr", {},
      h("th", { scope: "row" }, one.count > 0 ? h("a", { href: measures(id, one.key), "data-key": `${title}-${one.key}` }, one.name) : one.name),
      h("td", {}, one.shown
        ? [valueOf(one), h("span", { class: "faint block" }, moment(one.measured_at))]
        : h("span", { class: "faint" }, say("launch.unmeasured"))),
      h("td", {}, one.limit))))));

/** A value, and whether it is good, by colour and in words. */
const valueOf = (one) => [h("span", { class: one.is_met ? "met" : "late" }, one.shown), " ", h("span", { class: "faint" }, say(one.is_met ? "launch.is_met" : "launch.is_missed"))];

/** The matters behind a figure, each with its cause where its review has found one. */
export const launchMatters = (id, data, address, chosen, go) => [
  h("div", { class: "list-top" },
    h("p", { class: "crumb" }, h("a", { href: board(id), "data-key": "board" }, say("launch.back.to", data.launch))),
    h("h2", {}, data.title),
    h("p", { class: "faint" }, say("total", data.total))),
  data.escalations.length === 0
    ? h("p", { class: "empty" }, say("none.all"))
    : h("ul", { class: "rows" }, data.escalations.map((row) => line(row, address(row.id), row.id === chosen))),
  pager(data, go),
];

/** What was measured of a criterion. */
export function launchMeasures(id, data, width, go) {
  const { criterion, trend } = data;
  return [
    h("p", { class: "crumb" }, h("a", { href: board(id), "data-key": "board" }, say("launch.back.to", data.launch))),
    h("h1", {}, criterion.name),
    h("p", { class: "faint" }, say("pair", say("launch.agreed"), criterion.limit)),
    criterion.is_alarm && h("p", { class: "ask raised" }, say("launch.alarms", criterion.name)),
    h("section", { class: "card" },
      data.total === 0
        ? h("p", { class: "faint" }, say("launch.measures.none"))
        : [
            lines(width.wide, trend.map((one) => day(one.at)), [
              { name: criterion.unit ? `${criterion.name} (${criterion.unit})` : criterion.name, values: trend.map((one) => one.value), style: "one" },
              { name: say("launch.threshold"), values: trend.map(() => criterion.threshold), style: "two", isPlain: true },
            ], short, freeScale),
            h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": criterion.name }, h("table", {},
              head([say("launch.when"), say("launch.measure"), say("launch.source")]),
              h("tbody", {}, data.measures.map((one) => h("tr", {},
                h("th", { scope: "row" }, moment(one.at)),
                h("td", {}, valueOf(one)),
                h("td", {}, one.source)))))),
            pager(data, go),
          ]),
  ];
}
