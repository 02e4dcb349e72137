/*
 * What the browser does alone: tabs, keys, prompts to click, copying, the state of the backend, and what other scripts
 * build on:
 *
 *   document "playground:done"   a picture is done; detail: {taskId, url, filename, prompt, params, facts, width, height,
 *                                elapsed, engine, recognised, unrecognised}. `params` maps names to text. After a reload
 *                                the same taskId may be told again.
 *   window.playground.useParameters(params)   fill the form from such params and go to Create; a name that is missing
 *                                gets its default.
 *   window.playground.selectTab(name), .copy(text), .find(id, inside), .press(id)
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
    const button = find(id);
    if (visible(button) && !button.disabled) button.click();
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
      press("generate");
    } else if (event.key === "Escape" && !event.defaultPrevented && visible(find("stop"))) {
      press("stop");
    }
  }, true);

  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("button, a");
    if (!button) return;
    if (button.dataset.prompt) {
      type(find("prompt", "textarea"), button.dataset.prompt);
      setTimeout(() => press("generate"), 50);
    } else if (button.id === "generate" || button.id === "retry") {
      showStage();
    } else if (button.dataset.language) {
      button.hash = location.hash;
      const typed = ["prompt", "negative_prompt"].map((id) => find(id, "textarea")?.value ?? "");
      try { sessionStorage.setItem("playground.typed", JSON.stringify(typed)); } catch { /* nothing to keep it in */ }
    }
  });

  /* The page was reloaded in another language: what was typed comes back. */
  try {
    const typed = JSON.parse(sessionStorage.getItem("playground.typed") ?? "[]");
    sessionStorage.removeItem("playground.typed");
    ["prompt", "negative_prompt"].forEach((id, index) => {
      if (typed[index]) type(find(id, "textarea"), typed[index]);
    });
  } catch { /* nothing was kept */ }

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

  /* The form takes what `useParameters` has put here. */
  let offered = {};
  const typed = (text, standard) => {
    if (text === undefined) return standard;
    if (typeof standard === "number") return Number(text);
    return typeof standard === "boolean" ? text === "true" : text;
  };

  window.playground = {
    find, press, copy, selectTab,
    useParameters(params) {
      offered = params;
      find("take").click();
      selectTab("create");
    },
    taken(defaults, shapeOf) {
      const values = Object.entries(defaults).map(([name, standard]) => typed(offered[name], standard));
      const size = (name) => Number(offered[name] ?? defaults[name]);
      return [...values, shapeOf(size("width"), size("height"))];
    },
    shownSeeds() {
      const fact = (name) => find("parameters", `[data-name=${name}] dd`)?.textContent;
      return fact("seed") ? [fact("seed"), fact("subseed") ?? ""] : null;
    },
    async copyParameters() {
      await copy(find("parameters").dataset.text);
      const button = find("copy");
      button.classList.add("copied");
      setTimeout(() => button.classList.remove("copied"), 1500);
    },
  };
}
