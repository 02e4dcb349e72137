/*
 * What the browser does alone: tabs, keys, prompts to click, copying, the state of the backend, and what other scripts
 * build on:
 *
 *   document "playground:done"   a picture is done; detail: {taskId, url, filename, prompt, params, reference, facts, width,
 *                                height, elapsed, engine, recognised, unrecognised}. `params` maps names to text,
 *                                `reference` tells whether there was a reference image. After a reload the same taskId
 *                                may be told again.
 *   document "playground:ready"  the page has done what it does by itself: the form and the desk are as they were left
 *   window.playground.useParameters(params)   fill the form from such params and go to Create; a name that is missing
 *                                gets its default.
 *   window.playground.offer({values})   fill only these fields, with values as Gradio has them; a promise of when
 *                                the form has them
 *   window.playground.shown()    the detail of the picture on the stage, or null
 *   window.playground.selectTab(name), .copy(text), .find(id, inside), .press(id), .type(field, text)
 */
() => {
  const find = (id, inside = "") => document.querySelector(`#${id} ${inside}`.trim());
  const visible = (element) => Boolean(element && element.offsetParent);
  const root = document.documentElement;
  root.classList.toggle("mac", /Mac|iPhone|iPad/.test(navigator.platform));

  /* Type into one of Gradio's fields the way a person does, so that Gradio notices. */
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

  /* Tabs: the address says which one is open. */
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

  /* On a phone the picture lies below the form; once Stop has taken its place, the page goes there. */
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
      if (field.type === "number") { field.blur(); field.focus(); } // left, the slider's box comes back into its range
      setTimeout(() => press("generate") || press("enqueue"), field.type === "number" ? 50 : 0);
    } else if (event.key === "Escape" && !event.defaultPrevented) {
      const menu = document.querySelector("details.menu[open]");
      if (menu) closeMenu(menu);
      else press("stop");
    }
  }, true);

  /* Menus are `details`: one is open at a time, and a click elsewhere or on one of its items closes it. */
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

  /* Finished pictures are told once each. */
  const told = new Set();
  const tell = () => {
    for (const element of document.querySelectorAll("[data-done]")) {
      const detail = JSON.parse(element.dataset.done);
      if (told.has(detail.taskId)) continue;
      told.add(detail.taskId);
      document.dispatchEvent(new CustomEvent("playground:done", { detail }));
    }
  };
  new MutationObserver(tell).observe(document.body, { subtree: true, childList: true, attributeFilter: ["data-done"] });

  /* Whether the backend answers: asked at once, after each picture, and now and then while the page is looked at. */
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

  /* The form takes what was offered: `params`, text by name, or `values` as the form had them. */
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
