// Three charts, drawn as plain SVG at the width that there is. They are for the eye; a table beside each says the same to everybody.

import { h, s } from "./dom.js";

const height = 190;
const margin = { top: 10, right: 8, bottom: 24, left: 44 };

/** A scale from nothing that ends at a round number. */
function scaleOf(values) {
  const most = Math.max(1, ...values.filter((v) => v !== null && v !== undefined));
  const power = 10 ** Math.floor(Math.log10(most / 4));
  const step = [1, 2, 2.5, 5, 10].map((m) => m * power).find((size) => size * 4 >= most && (size >= 1 || most < 4)) ?? 10 * power;
  return { step: Math.max(step, most >= 4 ? 1 : 0.25), bottom: 0 };
}

/** The same for counts: there are no halves of a matter. */
function countScale(values) {
  return { step: Math.max(1, scaleOf(values).step), bottom: 0 };
}

/** The same for hours, which are shown as days from two days on. */
export function timeScale(values) {
  const isDays = Math.max(...values.filter((v) => v !== null && v !== undefined), 0) > 48;
  const { step, bottom } = scaleOf(isDays ? values.map((v) => (v === null || v === undefined ? v : v / 24)) : values);
  return { step: isDays ? step * 24 : step, bottom };
}

/** The same for values of any size, below nothing too. */
export function freeScale(values) {
  const [low, most] = [Math.min(0, ...values), Math.max(0, ...values)];
  const power = 10 ** Math.floor(Math.log10(Math.max(most - low, Number.MIN_VALUE) / 4));
  const step = [1, 2, 2.5, 5, 10, 20].map((m) => m * power).find((size) => Math.floor(low / size) * size + 4 * size >= most);
  return step > 0 && Number.isFinite(step) ? { step, bottom: Math.floor(low / step) * step } : { step: 0.25, bottom: 0 };
}

function frame(width, scale, labels, format) {
  const inner = { width: width - margin.left - margin.right, height: height - margin.top - margin.bottom };
  const y = (value) => margin.top + inner.height * (1 - (value - scale.bottom) / (4 * scale.step));
  const band = inner.width / labels.length;
  const x = (i) => margin.left + band * (i + 0.5);
  const every = Math.ceil(labels.length / Math.max(1, Math.floor(inner.width / 52)));
  const drawing = s("svg", { width, height, viewBox: `0 0 ${width} ${height}`, "aria-hidden": "true", class: "chart" },
    [0, 1, 2, 3, 4].map((i) => scale.bottom + i * scale.step).map((value) => [
      s("line", { x1: margin.left, x2: width - margin.right, y1: y(value), y2: y(value), class: value === 0 ? "axis" : "grid" }),
      s("text", { x: margin.left - 8, y: y(value) + 4, "text-anchor": "end" }, format(value)),
    ]),
    labels.map((label, i) => (labels.length - 1 - i) % every === 0 && s("text", x(i) + 24 > width ? { x: width, y: height - 6, "text-anchor": "end" } : { x: x(i), y: height - 6, "text-anchor": "middle" }, label)));
  return { drawing, x, y, band };
}

/** Bars side by side. @param series [{ name, values, style, go(i) }] */
export function bars(width, labels, series, format) {
  const scale = countScale(series.flatMap((one) => one.values));
  const { drawing, x, y, band } = frame(width, scale, labels, format);
  const thick = Math.max(2, Math.min(16, (band * 0.72) / series.length));
  series.forEach((one, k) =>
    one.values.forEach((value, i) => {
      if (value > 0) {
        drawing.append(s("rect", {
          x: x(i) + (k - series.length / 2) * thick + 0.5, y: y(value), width: thick - 1, height: y(0) - y(value), rx: 2, class: `bar ${one.style}`,
          onclick: one.go ? () => one.go(i) : null,
        }, s("title", {}, `${labels[i]}, ${one.name}: ${format(value)}`)));
      }
    }));
  return [legend(series), drawing];
}

/** Bars on top of each other, the first one at the bottom. */
export function stacks(width, labels, series, format) {
  const scale = countScale(labels.map((_, i) => series.reduce((sum, one) => sum + one.values[i], 0)));
  const { drawing, x, y, band } = frame(width, scale, labels, format);
  const thick = Math.max(3, Math.min(26, band * 0.6));
  labels.forEach((label, i) => {
    let below = 0;
    for (const one of series) {
      const value = one.values[i];
      if (value > 0) {
        drawing.append(s("rect", {
          x: x(i) - thick / 2, y: y(below + value), width: thick, height: y(below) - y(below + value), class: `bar ${one.style}`,
          onclick: one.go ? () => one.go(i) : null,
        }, s("title", {}, `${label}, ${one.name}: ${format(value)}`)));
      }
      below += value;
    }
  });
  return [legend(series), drawing];
}

/** Lines with a gap where there is nothing; without dots where one is plain. @param scaleOf One of the scales above. */
export function lines(width, labels, series, format, scaleOf) {
  const scale = scaleOf(series.flatMap((one) => one.values));
  const { drawing, x, y } = frame(width, scale, labels, format);
  // The first one on top: where two are the same, it is the one that is seen.
  for (const one of [...series].reverse()) {
    let path = "";
    one.values.forEach((value, i) => {
      const isThere = value !== null && value !== undefined;
      if (isThere) path += `${path && one.values[i - 1] !== null && one.values[i - 1] !== undefined ? "L" : "M"}${x(i).toFixed(1)} ${y(value).toFixed(1)}`;
    });
    drawing.append(s("path", { d: path, class: `line ${one.style}` }));
    if (!one.isPlain) one.values.forEach((value, i) => {
      if (value !== null && value !== undefined) {
        drawing.append(s("circle", { cx: x(i), cy: y(value), r: 4, class: `dot ${one.style}`, onclick: one.go ? () => one.go(i) : null },
          s("title", {}, `${labels[i]}, ${one.name}: ${format(value)}`)));
      }
    });
  }
  return [legend(series), drawing];
}

const legend = (series) => h("p", { class: "legend", "aria-hidden": "true" }, series.map((one) => h("span", { class: one.style }, one.name)));
