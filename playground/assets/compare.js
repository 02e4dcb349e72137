/* The tab Compare: cells, downloads, the pace of the engine, and the tray: window.playground.tray.add(record, file). */
() => {
  const playground = window.playground, { h, text, ask, save } = playground;
  const records = new Map(), calm = matchMedia("(prefers-reduced-motion: reduce)").matches;

  /* Seconds per megapixel: the median of the last few pictures. */
  const PACE = "playground.pace";
  let telling = 0;
  const paces = () => { try { return JSON.parse(localStorage.getItem(PACE)) ?? []; } catch { return []; } };
  const tellPace = () => {
    const field = document.querySelector("#compare_pace :is(input, textarea)"), known = paces().sort((a, b) => a - b);
    if (field && known.length) {
      field.value = known[known.length >> 1].toFixed(3);
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
    document.querySelector("#compare_refresh")?.click();
  };
  document.addEventListener("playground:done", ({ detail }) => {
    records.set(detail.taskId, detail);
    const list = [...paces(), detail.elapsed / (detail.width * detail.height / 2 ** 20)].slice(-5);
    try { localStorage.setItem(PACE, JSON.stringify(list)); } catch { /* no estimate of the time, then */ }
    clearTimeout(telling);
    telling = setTimeout(() => { if (document.documentElement.dataset.tab === "compare") tellPace(); }, 1000);
  });
  document.addEventListener("playground:tab", ({ detail }) => { if (detail.name === "compare") setTimeout(tellPace, 50); });
  if (document.documentElement.dataset.tab === "compare") setTimeout(tellPace, 500);

  /* The axes: they are remembered, and each shows an example of its values. */
  const HINTS = {
    seed: "compare.hint_number", subseed: "compare.hint_number", attention: "compare.hint_number", width: "compare.hint_side",
    height: "compare.hint_side", reference_strength: "compare.hint_step", size: "compare.hint_size", style: "compare.hint_all",
    model: "compare.hint_all", backend: "compare.hint_all", prompt: "compare.hint_words", negative_prompt: "compare.hint_text",
  };
  const hintOf = (name) => HINTS[name] ?? (name && name !== "none" ? "compare.hint_step" : null);
  const hint = ([across, , down]) => {
    for (const [side, name] of [["across", across], ["down", down]]) {
      const block = document.querySelector(`#compare_${side}_values`), field = block?.querySelector("input, textarea");
      if (!field) continue;
      field.placeholder = hintOf(name) ? text(hintOf(name)) : "";
      block.classList.toggle("idle", !hintOf(name));
    }
  };
  const storage = (() => { try { return [sessionStorage, localStorage]; } catch { return []; } })();
  const recall = (name) => {
    for (const store of storage) {
      try { if (store.getItem(name)) return JSON.parse(store.getItem(name)); } catch { /* not written by us: ignored */ }
    }
    return null;
  };
  const keep = (name, value, stores = storage) => {
    for (const store of stores) try { store.setItem(name, JSON.stringify(value)); } catch { /* storage is full: not remembered */ }
  };
  const AXES = "playground.axes", GRIDS = "playground.grids";
  const UNTOUCHED = ["seed", "1-4", "none", ""];
  let isRestored = false, now = UNTOUCHED;
  playground.axes = {
    remember(axes) {
      now = axes;
      hint(axes);
      if (isRestored) keep(AXES, axes);
    },
    kept(offered) {
      const axes = recall(AXES), isTouched = String(now) !== String(UNTOUCHED); // before the page was ready
      isRestored = true;
      // Another copy of the app may have stored an axis that this one does not offer.
      const isKnown = Array.isArray(axes) && axes.length === now.length && [axes[0], axes[2]].every((name) => offered.includes(name));
      if (!isTouched && isKnown) now = axes;
      hint(now);
      return now;
    },
  };
  hint(now);
  document.addEventListener("playground:ready", () => {
    if (recall(GRIDS) || recall(AXES)) document.querySelector("#compare_attach")?.click();
    else isRestored = true;
    restoreTray();
  });

  document.addEventListener("click", async ({ target }) => {
    if (target.closest?.("#compare_start")) keep(GRIDS, true);
    const cell = target.closest?.(".cell[data-task]"), taking = target.closest?.("[data-take]");
    if (cell) {
      const record = records.get(cell.dataset.task), answer = record && await fetch(record.url);
      if (answer?.ok) playground.showPicture(record, await answer.blob(), text("compare.cell"));
    } else if (taking) {
      taking.disabled = true;
      const { url, filename, problem } = await ask("take", { what: taking.dataset.take });
      taking.disabled = false;
      if (url) save(url, filename);
      else if (problem) taking.after(h("span", { className: "quiet", role: "alert" }, problem));
      else taking.replaceWith(h("span", { className: "quiet", role: "alert" }, text("compare.gone")));
    } else if (target.closest?.('[data-action="compare"]')) {
      const shown = playground.shown();
      if (shown) add(shown);
    }
  });

  /* The tray. */
  const TRAY = "playground.tray", items = [];
  let mode = "beside", first = 0, timer = 0;
  const place = document.querySelector("#tray");
  const counted = h("p", { id: "tray_count", className: "heard", role: "status" });
  document.querySelector(".gradio-container").append(counted);

  const has = (record) => items.some((item) => item.record.taskId === record.taskId);
  const add = async (record, file) => {
    if (has(record)) return draw();
    const blob = file ?? await fetch(record.url).then((answer) => (answer.ok ? answer.blob() : null)).catch(() => null);
    if (!blob || has(record)) return; // pressed twice
    items.push({ record, url: URL.createObjectURL(blob) });
    keepTray();
    draw();
    if (items.length < 2) return;
    playground.selectTab("compare");
    setTimeout(() => place.scrollIntoView({ behavior: calm ? "auto" : "smooth" }), 100);
  };
  const remove = (index) => {
    URL.revokeObjectURL(items[index].url);
    items.splice(index, 1);
    first = 0;
    keepTray();
    draw();
  };
  /* After a reload of this tab, the tray has the same pictures again, as far as the history still has them. */
  const keepTray = () => keep(TRAY, items.map(({ record }) => record.taskId), storage.slice(0, 1));
  const restoreTray = async () => {
    try {
      const ids = recall(TRAY), known = ids?.length ? await playground.kept.all() : [];
      for (const record of (ids ?? []).map((id) => known.find(({ taskId }) => taskId === id)).filter(Boolean)) {
        const file = await playground.kept.file(record.taskId);
        if (!has(record)) items.push({ record, url: URL.createObjectURL(file) });
      }
      if (items.length) draw();
    } catch { /* the history cannot be read: an empty tray */ }
  };
  const letter = (index) => String.fromCharCode(65 + index % 26);
  const image = (index) => h("img", { src: items[index].url, alt: `${letter(index)}: ${items[index].record.prompt}` });

  const views = {
    beside: () => h("div", { className: "beside" }, items.map((_, index) => h("figure", {}, image(index), h("figcaption", {}, letter(index))))),
    slider: () => {
      const over = image((first + 1) % items.length), box = h("div", { className: "over" }, image(first), over);
      const range = h("input", { type: "range", min: 0, max: 100, value: 50, id: "tray_slider", ariaLabel: text("compare.slider"), oninput: () => move() });
      const move = () => { over.style.clipPath = `inset(0 0 0 ${range.value}%)`; };
      move();
      return h("div", { className: "one" }, box, range);
    },
    flicker: () => {
      let shown = first;
      const pictures = items.map((_, index) => image(index)), caption = h("p", { className: "quiet" });
      const show = () => { pictures.forEach((picture, index) => { picture.style.visibility = index === shown ? "visible" : "hidden"; }); caption.textContent = letter(shown); };
      const step = () => { shown = (shown + 1) % items.length; show(); };
      const play = h("button", { type: "button", className: "chip", id: "tray_play", onclick() { run(play.ariaPressed !== "true"); } }, text("compare.play"));
      const run = (on) => { clearInterval(timer); play.ariaPressed = String(on); if (on) timer = setInterval(step, 700); };
      run(!calm);
      show();
      return h("div", { className: "one" }, h("div", { className: "over" }, pictures),
        h("div", { className: "chips" }, play, h("button", { type: "button", className: "chip", id: "tray_next", onclick: () => { run(false); step(); } }, text("compare.next")), caption));
    },
  };

  const differences = () => {
    const names = [...new Set(items.flatMap(({ record }) => Object.keys(record.params)))];
    const differing = names.filter((name) => new Set(items.map(({ record }) => record.params[name] ?? "")).size > 1);
    if (!differing.length) return h("p", { className: "quiet" }, text("compare.no_difference"));
    return h("div", { className: "scroll", tabIndex: 0, role: "region", ariaLabel: text("compare.differences") }, h("table", { className: "differences" },
      h("thead", {}, h("tr", {}, h("th", { scope: "col" }, text("compare.differences")), items.map((_, index) => h("th", { scope: "col" }, letter(index))))),
      h("tbody", {}, differing.map((name) => h("tr", {}, h("th", { scope: "row" }, text(`parameters.${name}`)), items.map(({ record }) => h("td", {}, record.params[name] ?? "–")))))));
  };

  const draw = () => {
    clearInterval(timer);
    counted.textContent = items.length ? text("compare.tray_count", { count: items.length }) : "";
    const tab = document.querySelector("#header [data-tab=compare]");
    if (tab) tab.dataset.count = items.length || "";
    if (!place) return;
    const chips = items.map((item, index) => h("span", { className: "held" }, h("img", { src: item.url, alt: item.record.prompt }), letter(index),
      h("button", { type: "button", className: "chip", ariaLabel: text("compare.remove", { letter: letter(index) }), onclick: () => remove(index) }, "✕")));
    const modes = Object.keys(views).map((name) => h("button", { type: "button", className: "chip", id: `tray_${name}_mode`, ariaPressed: String(name === mode), onclick() {
      mode = name;
      draw();
      document.querySelector(`#tray_${name}_mode`).focus();
    } }, text(`compare.${name}`)));
    const next = items.length > 2 && mode === "slider" && h("button", { type: "button", className: "chip", onclick() { first = (first + 1) % items.length; draw(); } }, text("compare.other_pair"));
    place.replaceChildren(h("section", { className: "card" }, h("h2", {}, text("compare.tray")),
      items.length < 2 && h("p", { className: "quiet" }, text("compare.tray_empty")),
      items.length > 0 && h("div", { className: "chips" }, chips),
      items.length > 1 && [h("div", { className: "chips" }, modes, next), views[mode](), differences()]));
  };
  playground.tray = { add };
  draw();
}
