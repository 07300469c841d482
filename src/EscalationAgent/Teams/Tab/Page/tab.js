// The tab: which view is shown, and that it stays true while it is looked at.

import { board, periods } from "./board.js";
import { detail } from "./detail.js";
import { h, replace } from "./dom.js";
import { launchBoard, launchList, launchMatters, launchMeasures } from "./launches.js";
import { line, pager } from "./parts.js";
import { ask, begin } from "./session.js";
import { say, speak, speaks } from "./words.js";

const every = 4_000;
const views = ["mine", "all", "board", "launches", "playbooks"];
const mine = ["inbox", "running", "closed"];
const filters = ["q", "severity", "team", "state", "milestone", "week", "currency"];

const main = document.getElementById("main");
const notice = document.getElementById("notice");
let me = null;
let turn = 0;
let shown = {};
const pages = { inbox: 1, running: 1, closed: 1, all: 1, matters: 1, measures: 1 };

/**
 * #/all/ESC-2026-0001?state=open, #/launches/orion, #/launches/orion/matters/ESC-2026-0001?figure=open
 * @returns The view, which launch and what of it, which escalation, and where the list is that it is chosen from.
 */
function route() {
  const [path, query] = location.hash.replace(/^#\/?/, "").split("?");
  const [asked, ...rest] = path.split("/").map(decoded);
  const view = views.includes(asked) ? asked : "mine";
  const [launch, of, id] = view === "launches" ? [rest[0] || null, rest[1] || "board", rest[2] || null] : [null, null, rest[0] || null];
  const list = launch && of === "matters" ? `launches/${encodeURIComponent(launch)}/matters` : view;
  return { view, launch, of, id, list, parameters: new URLSearchParams(query ?? "") };
}

/** What somebody typed into an address may be no code. */
function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

const isSplit = ({ view, launch, of }) => view === "mine" || view === "all" || (launch !== null && of === "matters");

const keyOf = ({ view, launch, of, parameters }) => JSON.stringify([view, launch, of, parameters.toString()]);

const address = (list, id, parameters) => {
  const query = parameters.toString();
  return `#/${list}${id ? `/${encodeURIComponent(id)}` : ""}${query ? `?${query}` : ""}`;
};

function tell(key) {
  notice.hidden = !key;
  const text = key ? say(key) : "";
  if (notice.textContent !== text) notice.textContent = text;
}

const reasons = { 0: "error.away", 401: "error.sign_in", 403: "error.denied", 429: "error.slow", 503: "error.reading" };

/** Asks, and says why there is nothing when there is nothing. */
async function get(path, parameters) {
  const { status, text } = await ask(path, { ...parameters, lang: speaks() });
  if (text !== null) return text;
  if (status !== 404) tell(reasons[status] ?? "error.away");
  return status === 404 ? "null" : null;
}

function navigation() {
  const { view } = route();
  replace(document.getElementById("nav"), views.map((one) =>
    h("a", { href: `#/${one}`, "data-key": `nav-${one}`, "aria-current": one === view ? "page" : null }, say(`nav.${one}`))));
  document.querySelector("#nav [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
}

/** Begins a view anew; what is only more recent comes by refresh. */
function open() {
  const now = route();
  const { view, id, parameters } = now;
  navigation();
  document.title = `${say(`nav.${view}`)} – ${say("title")}`;
  const before = shown;
  const key = keyOf(now);
  const isSame = before.key === key && isSplit(now);
  shown = isSame ? { ...before, id, texts: before.id === id ? before.texts : { ...before.texts, detail: null } } : { key, id, texts: {} };
  main.className = isSplit(now) && view === "launches" ? "all" : view;
  main.classList.toggle("has-detail", id !== null);
  if (!isSame) {
    pages.all = pages.matters = pages.measures = 1;
    if (isSplit(now)) split(view, parameters);
    else replace(main, h("div", { class: "single", id: "single", tabindex: "-1" }, h("p", { class: "faint" }, say("loading"))));
    main.scrollTop = 0;
  }

  if (isSame && before.id !== id) {
    replace(document.getElementById("detail"), id ? h("p", { class: "faint" }, say("loading")) : nothingChosen());
    if (shown.lists) lists(shown.lists);
  }

  return refresh(before.id !== id && id !== null && isSame);
}

const nothingChosen = () => h("p", { class: "empty" }, say("choose"));

function split(view, parameters) {
  replace(main,
    h("h1", { class: "unseen" }, say(`nav.${view}`)),
    h("div", { class: "list", id: "list" },
      view === "all" && form(parameters),
      h("div", { id: "lines" }, h("p", { class: "faint" }, say("loading")))),
    h("article", { class: "detail", id: "detail", tabindex: "-1", "aria-label": say("brief") }, nothingChosen()));
}

/** Filters of all that can be seen. */
function form(parameters) {
  const change = () => {
    const chosen = new URLSearchParams();
    for (const name of filters) {
      const value = document.getElementById(`filter-${name}`)?.value ?? parameters.get(name) ?? "";
      if (value || (name === "currency" && parameters.has(name))) chosen.set(name, value);
    }
    pages.all = 1;
    parameters = chosen;
    history.replaceState(null, "", address("all", route().id, chosen));
    shown.key = keyOf(route());
    refresh();
  };
  let typing = 0;
  const select = (name, title, options) => h("label", { for: `filter-${name}` }, h("span", {}, title),
    h("select", { id: `filter-${name}`, onchange: change }, h("option", { value: "" }, say("filter.any")),
      options.map(([key, text]) => h("option", { value: key, selected: parameters.get(name) === key }, text))));
  const also = [
    parameters.get("milestone") && parameters.get("week") && say("filter.week", parameters.get("week"), say(`milestone.${parameters.get("milestone")}`)),
    parameters.has("currency") && (parameters.get("currency") ? say("filter.currency", parameters.get("currency")) : say("board.money.other")),
  ].filter(Boolean);
  return h("form", { class: "filters", role: "search", "aria-label": say("filters"), onsubmit: (e) => { e.preventDefault(); change(); } },
    h("label", { class: "search", for: "filter-q" }, h("span", {}, say("search")),
      h("input", { id: "filter-q", type: "search", value: parameters.get("q") ?? "", placeholder: say("search.hint"), autocomplete: "off", maxlength: 150,
        oninput: () => { clearTimeout(typing); typing = setTimeout(change, 300); } })),
    h("div", { class: "selects" },
      select("state", say("filter.state"), ["open", "overdue", "at_risk", "unacknowledged", "stalled", "ended"].map((state) => [state, say(`state.${state}`)])),
      select("severity", say("filter.severity"), me.severities.map((one) => [one.key, `${one.key} ${one.title}`])),
      select("team", say("filter.team"), me.teams.map((one) => [one.key, one.title]))),
    also.length > 0 && h("p", { class: "also" }, also.join(" · "), " ", h("a", { href: "#/all" }, say("filter.clear"))));
}

/** What a view asks for. */
function asksOf({ view, launch, of, id, parameters }) {
  const about = launch && `/api/me/launches/${encodeURIComponent(launch)}`;
  const own = Object.fromEntries(parameters);
  const asked = view === "mine" ? Object.fromEntries(mine.map((one) => [one, get("/api/me/escalations", { view: one, page: pages[one] })]))
    : view === "all" ? { all: get("/api/me/escalations", { view: "all", page: pages.all, ...own }) }
    : view === "board" ? { board: get("/api/me/board", { period: period(parameters) }) }
    : view === "playbooks" ? {}
    : !launch ? { launches: get("/api/me/launches") }
    : of === "matters" ? { matters: get(`${about}/matters`, { ...own, page: pages.matters }) }
    : of === "measures" ? { measures: get(`${about}/measures`, { ...own, page: pages.measures }) }
    : { launch: get(about) };
  return id ? { ...asked, detail: get(`/api/me/escalations/${encodeURIComponent(id)}`) } : asked;
}

/** Looks again. What has not changed is left alone, but for how long it still takes. */
async function refresh(moveFocus = false) {
  const mineNow = ++turn;
  const now = route();
  const { view, id, list, parameters } = now;
  const texts = Object.fromEntries(await Promise.all(Object.entries(asksOf(now)).map(async ([name, text]) => [name, await text])));
  if (mineNow !== turn) return;
  if (Object.values(texts).some((text) => text === null)) return;
  tell(null);
  const minute = Math.floor(Date.now() / 60_000);
  const isNew = (name) => name in texts && (shown.texts[name] !== texts[name] || shown.minute !== minute);
  if (view === "mine" && mine.some(isNew)) lists(mine.map((one) => [one, JSON.parse(texts[one])]));
  for (const name of ["all", "matters"]) if (isNew(name)) lists([[name, JSON.parse(texts[name])]]);
  for (const name of ["board", "launches", "launch", "measures"]) {
    if (isNew(name)) {
      shown.drawn = [name, JSON.parse(texts[name])];
      draw();
    }
  }
  if (view === "playbooks") replace(document.getElementById("single"), playbooks());
  if (id && isNew("detail")) {
    const found = JSON.parse(texts.detail);
    const place = document.getElementById("detail");
    replace(place, found ? detail(found, address(list, null, parameters)) : [h("a", { class: "back", href: address(list, null, parameters) }, say("back")), h("p", { class: "empty" }, say("error.gone"))]);
    if (moveFocus) {
      place.scrollTop = 0;
      place.focus({ preventScroll: window.innerWidth > 900 });
    }
  }
  shown.texts = texts;
  shown.minute = minute;
}

const period = (parameters) => (periods.some((weeks) => parameters.get("period") === `${weeks}w`) ? parameters.get("period") : "12w");

/** What is as wide as there is place. */
function draw() {
  const place = document.getElementById("single");
  const [name, data] = shown.drawn;
  const { launch, parameters } = route();
  const space = place.clientWidth - 2 * parseFloat(getComputedStyle(place).paddingLeft);
  const wide = Math.max(220, space - 34);
  const width = { wide, half: window.innerWidth > 900 ? Math.floor((space - 16) / 2) - 34 : wide };
  const unknown = () => [h("p", { class: "crumb" }, h("a", { href: "#/launches" }, say("launch.back"))), h("p", { class: "empty" }, say("launch.unknown"))];
  replace(place, name === "board" ? board(data, period(parameters), me, width)
    : data === null ? unknown()
    : name === "launches" ? launchList(data)
    : name === "launch" ? launchBoard(data, me, width)
    : launchMeasures(launch, data, width, (page) => { pages.measures = page; refresh(); }));
}

function lists(all) {
  const { view, launch, id, list: from, parameters } = route();
  shown.lists = all;
  if (view === "launches") {
    const [[, data]] = all;
    replace(document.getElementById("lines"), data === null
      ? h("p", { class: "empty" }, say("launch.unknown"))
      : launchMatters(launch, data, (one) => address(from, one, parameters), id, (page) => { pages.matters = page; refresh(); }));
    return;
  }

  const row = (one) => line(one, address(view, one.id, parameters), one.id === id);
  const content = ([name, list]) => [
    list.escalations.length === 0 ? h("p", { class: "empty" }, say(`none.${name}`)) : h("ul", { class: "rows" }, list.escalations.map(row)),
    pager(list, (page) => { pages[name] = page; refresh(); }),
  ];
  const title = (name, list) => h("h2", {}, say(name), h("span", { class: "badge" }, String(list.total)));
  replace(document.getElementById("lines"), view === "all"
    ? [h("p", { class: "total faint" }, say("total", all[0][1].total)), content(all[0])]
    : all.map(([name, list]) => name === "closed"
        ? h("details", { class: "group", "data-key": name }, h("summary", { "data-key": `${name}-title` }, title(name, list)), content([name, list]))
        : h("section", { class: `group ${name}` }, title(name, list), content([name, list]))));
}

const playbooks = () => [
  h("h1", {}, say("nav.playbooks")),
  h("div", { class: "grid" }, me.playbooks.map((one) =>
    h("section", { class: "card wide" },
      h("h2", {}, one.title),
      one.page ? h("p", {}, h("a", { href: one.page, target: "_blank", rel: "noopener noreferrer" }, say("playbook.page"))) : h("p", { class: "faint" }, say("playbook.no_page")),
      h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": one.title }, h("table", {},
        h("thead", {}, h("tr", {}, [say("filter.severity"), say("playbook.meaning"), say("playbook.acknowledge"), say("playbook.resolve")].map((t) => h("th", { scope: "col" }, t)))),
        h("tbody", {}, one.severities.map((level) => h("tr", {},
          h("th", { scope: "row" }, h("span", { class: `pill ${level.key}` }, `${level.key} ${level.title}`)),
          h("td", {}, level.meaning), h("td", {}, level.acknowledge), h("td", {}, level.resolve ?? "–"))))))))),
];

function theme(name) {
  document.documentElement.dataset.theme = name === "dark" || name === "contrast" ? name : "light";
}

async function start() {
  if (window.matchMedia("(prefers-color-scheme: dark)").matches) theme("dark");
  await speak((navigator.language || "en").split("-")[0], navigator.language);
  const host = await begin(theme);
  if (!host) {
    tell("error.outside");
    return;
  }

  if (host.locale) await speak(host.locale.split("-")[0], host.locale);
  for (let wait = 1_000; me === null; wait = Math.min(wait * 2, 15_000)) {
    const text = await get("/api/me");
    me = text === null ? null : JSON.parse(text);
    if (me === null) await new Promise((done) => setTimeout(done, wait));
  }

  tell(null);
  if (me.language !== speaks()) await speak(me.language, host.locale, navigator.language);
  document.getElementById("who").textContent = me.name;
  document.getElementById("nav").setAttribute("aria-label", say("nav"));
  const skip = document.getElementById("skip");
  skip.textContent = say("skip");
  skip.addEventListener("click", (e) => { e.preventDefault(); main.focus(); });
  const launch = /^launch:(.+)$/.exec(host.subPage ?? "")?.[1];
  if (launch) history.replaceState(null, "", `#/launches/${encodeURIComponent(launch)}`);
  else if (/^ESC-\d{4}-\d+$/.test(host.subPage ?? "")) history.replaceState(null, "", `#/mine/${host.subPage}`);
  else if (!location.hash && new URLSearchParams(location.search).get("view") === "board") history.replaceState(null, "", "#/board");
  window.addEventListener("hashchange", () => open());
  let resizing = 0;
  window.addEventListener("resize", () => { clearTimeout(resizing); resizing = setTimeout(() => { if (shown.drawn) draw(); }, 150); });
  document.addEventListener("visibilitychange", () => { if (!document.hidden) refresh(); });
  await open();
  await keepTrue();
}

/** Looks again every few seconds; where answers take long, less often, so that who looks costs others little. */
async function keepTrue() {
  const after = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));
  for (let wait = every; ; ) {
    await after(wait);
    const began = performance.now();
    if (!document.hidden) await Promise.race([refresh(), after(30_000)]);
    wait = Math.min(60_000, Math.max(every, 10 * (performance.now() - began)));
  }
}

start();
