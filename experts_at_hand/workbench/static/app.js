// Makes the pages quicker; every one of them works without it.
"use strict";

const WAIT = 500; // milliseconds between two looks at a plan that is being made

function say(words) {
  document.getElementById("status").textContent = words;
}

// Put a page that came back in the place of this one, keeping what is open, chosen and in focus.
function show(html, address) {
  const page = new DOMParser().parseFromString(html, "text/html");
  const next = page.getElementById("main");
  if (!next) { location.assign(address); return; }
  const main = document.getElementById("main");
  const focused = document.activeElement && document.activeElement.id;
  const open = new Map([...main.querySelectorAll("details[id]")].map((d) => [d.id, d.open]));
  const chosen = main.querySelector("#setting") ? main.querySelector("#setting").value : null;
  const left = scrollX, top = scrollY;
  document.title = page.title;
  main.replaceWith(next);
  for (const details of next.querySelectorAll("details[id]")) {
    if (open.has(details.id) && !details.querySelector(".problem")) details.open = open.get(details.id);
  }
  const setting = next.querySelector("#setting");
  if (setting && chosen && [...setting.options].some((o) => o.value === chosen)) setting.value = chosen;
  if (address) history.replaceState(null, "", address);
  scrollTo(left, top);
  const problem = next.querySelector("[data-focus]");
  const again = focused && document.getElementById(focused);
  if (problem) problem.focus();
  else if (again) again.focus({ preventScroll: true });
  prepare();
  say(problem ? "Nothing was changed." : next.querySelector("[data-working]") ? "At work." : "Planned again.");
}

let turn = 0; // only the answer to the last question is shown

async function send(form, submitter) {
  const mine = ++turn;
  const data = new FormData(form, submitter);
  const action = (submitter && submitter.getAttribute("formaction")) || form.action;
  document.body.classList.add("busy");
  try {
    const answer = await fetch(action, { method: "POST", body: data, redirect: "follow" });
    const html = await answer.text();
    // The address that was posted to shows nothing by itself: stay on the page's own.
    if (mine === turn) show(html, answer.redirected ? answer.url : "");
  } catch (error) {
    say("The workbench does not answer; has it ended? Nothing was changed.");
  } finally {
    document.body.classList.remove("busy");
  }
}

async function look() {
  const mine = turn;
  const address = location.href.split("#")[0];
  try {
    const answer = await fetch(address);
    const html = await answer.text();
    if (mine !== turn) return;
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
