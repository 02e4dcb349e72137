/*
 * What runs in the browser only: tabs, keys, prompts to click, copying, the state of the backend; and what the other
 * scripts build on:
 *
 *   document "playground:done"   a picture is done; detail: {taskId, url, filename, prompt, params, reference, facts, width,
 *                                height, elapsed, engine, recognised, unrecognised}. `params` maps names to text,
 *                                `reference` says whether there was a reference image. After a reload, the event may
 *                                come again for the same taskId.
 *   document "playground:ready"  the page has loaded completely: the form and the desk are restored
 *   window.playground.useParameters(params)   fill the form with such params and open Create; a missing name gets its
 *                                default
 *   window.playground.offer({values})   fill only these fields, with values as Gradio has them; returns a promise that
 *                                is resolved when the form has them
 *   window.playground.shown()    the detail of the picture on the stage, or null
 *   window.playground.selectTab(name), .copy(text), .find(id, inside), .press(id), .type(field, text)
 */
() => {
  const find = (id, inside = "") => document.querySelector(`#${id} ${inside}`.trim());
  const visible = (element) => Boolean(element && element.offsetParent);
  const root = document.documentElement;
  root.classList.toggle("mac", /Mac|iPhone|iPad/.test(navigator.platform));

  /* Type into one of Gradio's fields as a person would, so that Gradio notices. */
  const type = (field, text) => {
    if (!field) return;
    field.value = text;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  };

  const press = (id) => {
    const button = find(id), ready = visible(button) && !button.disabled;
    if (ready) button.click();
    return ready;
  };

  const copy = async (text) => {
    if (navigator.clipboard && isSecureContext) return navigator.clipboard.writeText(text);
    const area = Object.assign(document.createElement("textarea"), { value: text });
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  };

  /* Tabs: the address names the open one. */
  const tabs = () => [...document.querySelectorAll("#header [data-tab]")];
  const showTab = () => {
    const asked = location.hash.slice(1), known = tabs().map((tab) => tab.dataset.tab);
    root.dataset.tab = known.includes(asked) ? asked : "create";
    for (const tab of tabs()) {
      if (tab.dataset.tab === root.dataset.tab) tab.setAttribute("aria-current", "true");
      else tab.removeAttribute("aria-current");
    }
    scrollTo(0, 0);
    document.dispatchEvent(new CustomEvent("playground:tab", { detail: { name: root.dataset.tab } }));
  };
  const selectTab = (name) => { if (root.dataset.tab !== name) location.hash = name; };
  addEventListener("hashchange", showTab);
  showTab();

  /* On a phone the picture is below the form; the page scrolls there once Stop has replaced Generate. */
  const showStage = () => setTimeout(() => {
    const stage = find("stage");
    if (!stage || stage.getBoundingClientRect().top < innerHeight / 2) return;
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    stage.scrollIntoView({ behavior: calm ? "auto" : "smooth", block: "start" });
  }, 300);

  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && !event.isComposing) {
      event.preventDefault();
      const field = event.target;
      if (field.type === "number") { field.blur(); field.focus(); } // on blur, the number box of a slider returns to its range
      setTimeout(() => press("generate") || press("enqueue"), field.type === "number" ? 50 : 0);
    } else if (event.key === "Escape" && !event.defaultPrevented) {
      const menu = document.querySelector("details.menu[open]");
      if (menu) closeMenu(menu);
      else press("stop");
    }
  }, true);

  /* Menus are `details` elements: one is open at a time; a click outside or on an item closes it. */
  const closeMenu = (menu) => {
    if (menu.contains(document.activeElement)) menu.querySelector("summary").focus();
    menu.open = false;
  };
  document.addEventListener("click", (event) => {
    for (const menu of document.querySelectorAll("details.menu[open]")) {
      if (!menu.contains(event.target) || event.target.closest("div a, div button")) closeMenu(menu);
    }
  });

  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("button, a");
    if (!button) return;
    if (button.dataset.prompt) {
      type(find("prompt", "textarea"), button.dataset.prompt);
      setTimeout(() => press("generate"), 50);
    } else if (["generate", "retry", "vary"].includes(button.id)) {
      showStage();
    }
  });

  /* One event for each finished picture. */
  const announced = new Set();
  const announce = () => {
    for (const element of document.querySelectorAll("[data-done]")) {
      const detail = JSON.parse(element.dataset.done);
      if (announced.has(detail.taskId)) continue;
      announced.add(detail.taskId);
      document.dispatchEvent(new CustomEvent("playground:done", { detail }));
    }
  };
  new MutationObserver(announce).observe(document.body, { subtree: true, childList: true, attributeFilter: ["data-done"] });

  /* Whether the backend answers: checked at once, after each picture, and regularly while the page is visible. */
  const askBackend = async () => {
    const pill = document.querySelector(".pill");
    if (!pill || document.hidden) return;
    const answer = await fetch(`${window.gradio_config?.root ?? ""}/playground-assets/backend`).catch(() => null);
    const state = answer?.ok ? (await answer.json()).state : "silent";
    if (pill.dataset.state === state) return;
    pill.dataset.state = state;
    pill.querySelector("small").textContent = pill.dataset[state];
  };
  askBackend();
  setInterval(askBackend, 20_000);
  document.addEventListener("visibilitychange", askBackend);
  document.addEventListener("playground:done", askBackend);

  /* The form is filled with what was offered: `params`, text by name, or `values` as the form had them. */
  let offered = {}, whenTaken = () => {};
  const typed = (text, standard) => {
    if (typeof standard === "number") return Number(text);
    return typeof standard === "boolean" ? text === "true" : text;
  };
  const offer = (offering) => new Promise((resolve) => {
    offered = offering;
    whenTaken = resolve;
    find("take").click();
  });

  window.playground = {
    find, press, copy, selectTab, type, offer,
    useParameters(params) {
      offer({ params });
      selectTab("create");
    },
    taken(defaults, current, shapeOf) {
      const { params = {}, values = {}, whole = !("values" in offered) } = offered;
      const taken = Object.fromEntries(Object.entries(defaults).map(([name, standard], place) => {
        if (name in values) return [name, values[name]];
        if (name in params) return [name, typed(params[name], standard)];
        return [name, whole && !["reference_image", "count"].includes(name) ? standard : current[place]];
      }));
      whenTaken();
      return [...Object.values(taken), shapeOf(taken.width, taken.height)];
    },
    shown() {
      const element = document.querySelector("#stage [data-done]");
      return element ? JSON.parse(element.dataset.done) : null;
    },
    shownSeeds() {
      const params = window.playground.shown()?.params;
      return params ? [params.seed, params.subseed] : null;
    },
  };
}
