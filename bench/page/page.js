// Both sides by turns in one page, and what each took.

import { pass } from "/turns.js";

const TURNS = 25;
const side = location.search.slice(1);

// The browser's own word on tasks over 50 ms.
const long = [];
new PerformanceObserver((list) => long.push(...list.getEntries())).observe({ type: "longtask" });

const rounded = (figure) => Math.round(figure * 100) / 100;
const median = (figures) => figures.toSorted((a, b) => a - b)[Math.floor(figures.length / 2)];
const least = (figures) => Math.min(...figures);

const sides = async () => {
  const found = {};
  if (side === "both" || side === "ours") {
    found.ours = await (await import("/ours.js")).open();
  }
  if (side === "both" || side === "js") {
    found.js = await (await import("/js.js")).open();
  }
  return Object.entries(found);
};

// What a side says of its turns: by figure, each turn's.
const figures = (name, turns) => {
  const totals = turns.map((turn) => turn.total);
  const longest = turns.map((turn) => turn.longest);
  const said = {
    [`${name}_first_ms`]: rounded(totals[0]),
    [`${name}_median_ms`]: rounded(median(totals)),
    [`${name}_best_ms`]: rounded(least(totals)),
    [`${name}_longest_main_thread_task_ms`]: rounded(Math.max(...longest)),
    [`${name}_longest_main_thread_task_of_a_turn_median_ms`]: rounded(median(longest)),
    [`${name}_main_thread_tasks_over_50_ms_count`]: turns.reduce((sum, turn) => sum + turn.long, 0),
  };
  for (const step of Object.keys(turns[0].steps)) {
    said[`${name}_${step}_best_ms`] = rounded(least(turns.map((turn) => turn.steps[step])));
  }
  return said;
};

const longIn = ({ start, total }) =>
  long.filter((task) => task.startTime >= start && task.startTime < start + total).length;

const memory = async () => {
  if (!performance.measureUserAgentSpecificMemory) return undefined;
  return (await performance.measureUserAgentSpecificMemory()).bytes;
};

const measured = async () => {
  const taken = (await sides()).map(([name, turn]) => ({ name, turn, turns: [] }));
  // A browser has much to do when it has just started.
  await pass(1500);
  for (let turn = 0; turn < (side === "both" ? TURNS : 1); turn += 1) {
    for (const one of turn % 2 === 0 ? taken : taken.toReversed()) {
      await pass(200);
      one.turns.push(await one.turn());
    }
  }
  if (side !== "both") return { memory_bytes: await memory() };
  // The observer hears of a task a little later.
  await pass(500);
  const said = {};
  for (const { name, turns } of taken) {
    turns.forEach((turn) => (turn.long = longIn(turn)));
    Object.assign(said, figures(name, turns));
  }
  said.js_of_ours_median_ratio = rounded(said.js_median_ms / said.ours_median_ms);
  said.js_of_ours_best_ratio = rounded(said.js_best_ms / said.ours_best_ms);
  said.js_of_ours_first_ratio = rounded(said.js_first_ms / said.ours_first_ms);
  return said;
};

const say = (said) => fetch("/said", { method: "POST", body: JSON.stringify(said) });

measured().then(say, (error) => say({ error: `${error} ${error.stack}` }));
