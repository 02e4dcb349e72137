/* Notifications when a picture is done, the list of keyboard shortcuts, the lost connection, and their settings. */
() => {
  const playground = window.playground, { h, text, openDialog } = playground;
  const title = document.title;
  const wanted = (name) => { try { return localStorage.getItem(`playground.${name}`) === "yes"; } catch { return false; } };
  const want = (name, is) => { try { localStorage.setItem(`playground.${name}`, is ? "yes" : "no"); } catch { /* until the page is closed only */ } };

  /* After the last picture: a short sound, and the title of the tab until it is looked at. Both are off by default. */
  const chime = () => {
    const audio = new AudioContext(), volume = audio.createGain();
    volume.connect(audio.destination);
    volume.gain.setValueAtTime(0.12, audio.currentTime);
    volume.gain.exponentialRampToValueAtTime(0.001, audio.currentTime + 0.9);
    [660, 880].forEach((pitch, place) => {
      const tone = new OscillatorNode(audio, { frequency: pitch, type: "sine" });
      tone.connect(volume);
      tone.start(audio.currentTime + 0.14 * place);
      tone.stop(audio.currentTime + 0.9);
    });
    setTimeout(() => audio.close(), 1500);
  };
  let wasBusy = false;
  new MutationObserver(() => {
    const isBusy = Boolean(document.querySelector('[data-busy="true"]'));
    const ended = wasBusy && !isBusy;
    wasBusy = isBusy;
    if (!ended) return;
    if (wanted("sound")) chime();
    if (wanted("title") && document.hidden) document.title = `✓ ${text("manner.done")} · ${title}`;
  }).observe(playground.find("queue"), { subtree: true, childList: true, attributeFilter: ["data-busy"] });
  document.addEventListener("visibilitychange", () => { if (!document.hidden) document.title = title; });

  /* The list of shortcuts with the two switches, which `?` opens anywhere but in a field. */
  const mac = document.documentElement.classList.contains("mac") ? "⌘" : "Ctrl";
  const keys = () => [
    [`${mac} ↵`, "manner.key_generate"], ["Esc", "manner.key_stop"], [`${mac} ↑ ↓`, "manner.key_weight"],
    ["← →", "manner.key_pictures"], ["/", "manner.key_prompt"], ["?", "manner.key_help"],
  ];
  const choice = (name) => h("label", { className: "choice" },
    h("input", { type: "checkbox", id: `want_${name}`, checked: wanted(name), onchange(event) { want(name, event.target.checked); if (name === "sound" && event.target.checked) chime(); } }),
    text(`manner.${name}`));
  playground.help = () => openDialog(text("manner.help"),
    h("dl", { className: "keys" }, keys().map(([key, does]) => h("div", {}, h("dt", {}, h("kbd", {}, key)), h("dd", {}, text(does))))),
    h("div", { className: "choices" }, choice("sound"), choice("title")));
  document.addEventListener("click", (event) => { if (event.target.closest?.("#help")) playground.help(); });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
    if (event.target.matches?.("input, textarea, select, [contenteditable]")) return;
    if (event.key === "?") playground.help();
    else if (event.key === "/") {
      event.preventDefault();
      playground.selectTab("create");
      setTimeout(() => playground.find("prompt", "textarea").focus(), 50);
    }
  });

  /* The connection to the server of this page. The form is stored in the browser, so a reload restores everything. */
  let bar = null, app = null, timer = 0;
  const root = window.gradio_config?.root ?? "";
  const ask = async () => {
    const answer = await fetch(`${root}/gradio_api/app_id`, { cache: "no-store" }).catch(() => null);
    return answer?.ok ? (await answer.json()).app_id : null;
  };
  const watch = async () => {
    clearTimeout(timer);
    const now = await ask();
    if (now === null) {
      bar ??= h("div", { id: "offline", role: "alert" }, text("manner.lost"));
      if (!bar.isConnected) document.querySelector(".gradio-container").prepend(bar);
    } else if (bar) {
      bar.textContent = text("manner.found");
      return location.reload();
    } else if (app !== null && now !== app) {
      return location.reload();
    }
    app = now ?? app;
    timer = setTimeout(watch, bar ? 2000 : 5000);
  };
  playground.watchConnection = watch;
  for (const name of ["online", "offline", "focus"]) addEventListener(name, watch);
  watch();
}
