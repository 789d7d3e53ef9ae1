// Makes the pages quicker; every one of them works without it.
"use strict";

const WAIT = 500; // milliseconds between two looks at a plan that is being made

function say(words) {
  document.getElementById("status").textContent = words;
}

// What stands in the boxes of the page, by their ids.
function boxes() {
  const found = document.querySelectorAll("#main input[id]:not([type=hidden]):not([type=file]), #main select[id]");
  return new Map([...found].map((box) => [box.id, box.type === "checkbox" ? box.checked : box.value]));
}

function put(page, id, value) {
  const box = page.querySelector("#" + CSS.escape(id));
  if (!box) return;
  if (box.type === "checkbox") box.checked = value;
  else if (box.tagName !== "SELECT" || [...box.options].some((o) => o.value === value)) box.value = value;
}

// Put a page that came back in the place of this one, keeping what is open and in focus, who is
// chosen on the map, and what was typed since the question was sent.
function show(html, address, sent) {
  const page = new DOMParser().parseFromString(html, "text/html");
  const next = page.getElementById("main");
  if (!next) { location.assign(address); return; }
  const main = document.getElementById("main");
  const focused = document.activeElement && document.activeElement.id;
  const open = new Map([...main.querySelectorAll("details[id]")].map((d) => [d.id, d.open]));
  const now = boxes();
  const left = scrollX, top = scrollY;
  document.title = page.title;
  main.replaceWith(next);
  for (const details of next.querySelectorAll("details[id]")) {
    if (open.has(details.id) && !details.querySelector(".problem")) details.open = open.get(details.id);
  }
  for (const [id, value] of now) {
    if (["setting", "to"].includes(id) || (sent && sent.has(id) && sent.get(id) !== value)) put(next, id, value);
  }
  if (address) history.replaceState(null, "", address);
  scrollTo(left, top);
  const problem = next.querySelector("[data-focus]");
  const again = focused && document.getElementById(focused);
  if (problem) problem.focus();
  else if (again) again.focus({ preventScroll: true });
  prepare();
  say(problem ? "Nothing was changed." : next.querySelector("[data-working]") ? "At work." : "Planned again.");
}

let busy = false; // one question at a time: the next is asked of the page that answers this one
let waiting = null;

async function send(form, submitter) {
  if (busy) {
    waiting = { action: form.getAttribute("action"), by: submitter && submitter.id };
    return;
  }
  busy = true;
  const sent = boxes();
  const data = new FormData(form, submitter);
  const action = (submitter && submitter.getAttribute("formaction")) || form.action;
  document.body.classList.add("busy");
  try {
    const answer = await fetch(action, { method: "POST", body: data, redirect: "follow" });
    const html = await answer.text();
    // The address that was posted to shows nothing by itself: stay on the page's own.
    show(html, answer.redirected ? answer.url : "", sent);
  } catch (error) {
    say("The workbench does not answer; has it ended? Nothing was changed.");
    waiting = null;
  } finally {
    busy = false;
    document.body.classList.remove("busy");
  }
  if (!waiting) return;
  const next = document.querySelector(`form[data-live][action="${CSS.escape(waiting.action)}"]`);
  const by = waiting.by ? document.getElementById(waiting.by) : null;
  waiting = null;
  if (next) send(next, by);
}

async function look() {
  const address = location.href.split("#")[0];
  try {
    const answer = await fetch(address);
    const html = await answer.text();
    if (busy) return; // what is asked now will be answered with a page of its own
    const page = new DOMParser().parseFromString(html, "text/html");
    const working = page.querySelector("[data-working]");
    const here = document.querySelector("[data-working]");
    if (working && here) {
      here.querySelectorAll(".said").forEach((said, i) => {
        const now = working.querySelectorAll(".said")[i];
        if (now) said.textContent = now.textContent;
      });
      setTimeout(look, WAIT);
    } else show(html, "");
  } catch (error) {
    say("The workbench does not answer; has it ended?");
  }
}

// A slider beside every number that has two ends.
function sliders(root) {
  for (const box of root.querySelectorAll("input[data-most]")) {
    const slider = document.createElement("input");
    slider.type = "range";
    slider.min = box.dataset.least;
    slider.max = box.dataset.most;
    slider.step = box.dataset.step;
    slider.value = box.value;
    slider.id = box.id + "-slider";
    slider.setAttribute("aria-label", "Slider: " + box.labels[0].textContent);
    slider.addEventListener("input", () => { box.value = slider.value; });
    slider.addEventListener("change", () => box.dispatchEvent(new Event("change", { bubbles: true })));
    box.addEventListener("input", () => { slider.value = box.value; });
    box.closest(".with-unit").after(slider);
  }
}

// A click on the map chooses the setting; its circle is marked.
function mapped(root) {
  const picture = root.querySelector("svg.map");
  const setting = root.querySelector("#setting");
  if (!picture || !setting) return;
  picture.classList.add("by-hand");
  const mark = () => {
    for (const circle of picture.querySelectorAll("circle[data-setting]")) {
      circle.classList.toggle("chosen", circle.dataset.setting === setting.value);
    }
  };
  picture.addEventListener("click", (event) => {
    const circle = event.target.closest("circle[data-setting]");
    if (!circle) return;
    setting.value = circle.dataset.setting;
    mark();
    say(setting.selectedOptions[0].textContent + " is chosen.");
  });
  setting.addEventListener("change", mark);
  mark();
}

// A box to find a setting by a part of its name.
function finder(root) {
  const table = root.querySelector("#settings-table");
  if (!table) return;
  const label = document.createElement("label");
  label.textContent = "Find a setting by a part of its name ";
  const box = document.createElement("input");
  box.type = "search";
  box.autocomplete = "off";
  box.addEventListener("input", () => {
    const wanted = box.value.trim().toLowerCase();
    for (const row of table.tBodies[0].rows) row.hidden = !row.cells[0].textContent.toLowerCase().includes(wanted);
  });
  label.append(box);
  table.closest(".scroll").before(label);
}

function prepare() {
  const main = document.getElementById("main");
  sliders(main);
  mapped(main);
  finder(main);
  for (const form of main.querySelectorAll("form[data-live]")) {
    form.addEventListener("submit", (event) => { event.preventDefault(); send(form, event.submitter); });
  }
  for (const form of main.querySelectorAll("form[data-auto]")) {
    form.addEventListener("change", () => send(form, null));
  }
  if (main.querySelector("[data-working]")) setTimeout(look, WAIT);
}

prepare();
