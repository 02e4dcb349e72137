/*
 * Nothing is lost on reload: neither the form nor the desk with this browser's pictures.
 *
 * The key of a desk is a random text that only this browser knows. Each open tab has a desk of its own, held by a lock; a
 * new tab takes over the last desk that no other tab holds. In case the server forgets the desk (it was restarted), the
 * browser stores which jobs were on their way.
 */
() => {
  const playground = window.playground, { find } = playground;
  const read = (store, name, other) => {
    try { return JSON.parse(store.getItem(`playground.${name}`)) ?? other; } catch { return other; }
  };
  const write = (store, name, value) => {
    try {
      if (value === null) store.removeItem(`playground.${name}`);
      else store.setItem(`playground.${name}`, JSON.stringify(value));
    } catch { /* storage is full or blocked: nothing is remembered */ }
  };
  const stores = (() => {
    try { return [sessionStorage, localStorage]; } catch { return [{ getItem: () => null, setItem() {}, removeItem() {} }]; }
  })();
  const own = stores[0], shared = stores.at(-1);

  /*
   * The form: the tab's own, else the one that was left last. While the page still fills itself (`isFilled` is false), what
   * a person types meanwhile is kept apart in `typed`: it wins over what is restored and over what the address asks for.
   */
  let form = null, values = {}, typed = {}, isFilled = false, timer = 0;
  const keepForm = () => {
    clearTimeout(timer);
    if (form) for (const store of stores) write(store, "form", form);
  };
  const keepSoon = () => {
    clearTimeout(timer);
    timer = setTimeout(keepForm, 200);
  };
  addEventListener("pagehide", keepForm);
  const fieldsOf = (name) => [...document.querySelectorAll(`#${name} :is(input, textarea)`)];
  const insist = () => {
    for (const [name, value] of Object.entries(typed)) {
      for (const field of fieldsOf(name)) if (field.type !== "checkbox" && field.value !== String(value)) playground.type(field, value);
    }
  };

  /* Parameters in the address are filled in by the server; from then on the form has them like any others. */
  const linkKeys = () => [...new URL(location.href).searchParams.keys()].filter((key) => window.playgroundFields.includes(key));
  playground.linkOpened = () => {
    const url = new URL(location.href);
    for (const key of linkKeys()) url.searchParams.delete(key);
    history.replaceState(history.state, "", url);
    insist();
    settled("link");
  };
  /* Changing the language reloads the page; parameters that the address still has are kept. */
  document.addEventListener("click", ({ target }) => {
    const link = target.closest?.("[data-language]");
    if (!link) return;
    const url = new URL(location.href);
    if (linkKeys().length) for (const [name, value] of Object.entries(typed)) url.searchParams.set(name, value);
    for (const [key, value] of new URL(link.href).searchParams) url.searchParams.set(key, value);
    link.href = url;
  });

  const restoreForm = async () => {
    if (!linkKeys().length) values = read(own, "form", null) ?? read(shared, "form", {});
    const picture = values.reference_image;
    if (picture && !(await fetch(picture.url, { method: "HEAD" }).catch(() => null))?.ok) values.reference_image = null;
    // Read as late as possible, so that what is typed until then is included.
    if (Object.keys(values).length) await playground.offer({ get values() { return { ...values, ...typed }; } });
    form = { ...values, ...typed };
    isFilled = true;
    setTimeout(() => { insist(); settled("form"); }, 50); // until the fields show the restored values
  };
  /* Changes that Gradio reports before the form is restored are the form's own initial values. */
  playground.remember = (names, now) => {
    if (!isFilled) return;
    form = Object.fromEntries(names.map((name, place) => [name, now[place]]));
    keepSoon();
  };
  /* Gradio reports nothing while the connection is lost, so the fields themselves are listened to as well. */
  const hear = (target) => {
    const name = target.closest?.("#form [id]") && window.playgroundFields.find((id) => target.closest(`#${id}`));
    if (!name || ["file", "search"].includes(target.type) || name === "model") return;
    const bounded = (number) => Math.min(Math.max(number, target.min || -Infinity), target.max || Infinity);
    const plain = ["number", "range"].includes(target.type) ? bounded(Number(target.value)) : target.value;
    const value = target.type === "checkbox" ? target.checked : plain;
    if (awaited.size) typed[name] = value;
    form = { ...(form ?? values), [name]: value };
    keepSoon();
  };
  document.addEventListener("input", ({ target }) => hear(target));

  /* `html[data-ready]`: the page has loaded completely. */
  const awaited = new Set(["link", "form", "desk"]);
  const settled = (what) => {
    if (!awaited.delete(what) || awaited.size) return;
    typed = {};
    document.documentElement.dataset.ready = "true";
    document.dispatchEvent(new CustomEvent("playground:ready"));
  };
  playground.sent = () => { settled("desk"); playground.heard(); };

  /* Messages to the desk. */
  const outbox = [];
  const post = (message) => {
    outbox.push(message);
    find("send").click();
  };
  playground.send = (message) => { playground.expectAnswer(); post(message); };

  /*
   * Gradio ends its stream of answers with the last one that is due. The answer to what is asked at that very moment stays
   * at the server until the next question opens the stream again. So where nothing is heard for a while, the page asks once
   * more to be shown its desk; ever more seldom, and not for ever, since the server may only be busy.
   */
  const FIRST_PAUSE = 5000, LAST_PAUSE = 160_000; // milliseconds; each is twice the one before
  let deskKey = null, jobsBefore = [], patience = 0; // what was on its way when the page was loaded counts until the desk is here
  const jobsOf = (key) => read(shared, `jobs.${key}`, []);
  const attachment = () => ({ do: "attach", desk: deskKey, jobs: awaited.has("desk") ? jobsBefore : jobsOf(deskKey) });
  const askAgain = (pause) => {
    patience = pause > LAST_PAUSE ? 0 : setTimeout(() => {
      if (deskKey && !find("offline")) post(attachment());
      askAgain(2 * pause);
    }, pause);
  };
  playground.expectAnswer = () => { if (!patience) askAgain(FIRST_PAUSE); };
  playground.heard = () => {
    if (awaited.size) return;
    clearTimeout(patience);
    patience = 0;
  };
  new MutationObserver((changes) => {
    if (changes.some(({ target }) => !target.closest("#right .wrap"))) playground.heard(); // those are Gradio's own clocks
  }).observe(find("right"), { subtree: true, childList: true });
  document.addEventListener("click", ({ target }) => {
    if (target.closest?.("#generate, #enqueue, #retry")) playground.expectAnswer();
  });
  playground.message = () => JSON.stringify(outbox.shift() ?? {});

  const newKey = () => [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  const claim = (key, patience) => new Promise((resolve) => {
    if (!navigator.locks) return resolve(true);
    // While a page reloads, its own lock may not be released yet; another tab's lock is requested only once.
    const how = patience ? { signal: AbortSignal.timeout(patience) } : { ifAvailable: true };
    navigator.locks.request(`playground.${key}`, how, (lock) => {
      resolve(lock !== null);
      return lock && new Promise(() => {});
    }).catch(() => resolve(false));
  });
  const findDesk = async () => {
    const mine = read(own, "desk", null), known = read(shared, "desks", []);
    for (const key of new Set([mine, ...known])) {
      if (key && await claim(key, key === mine ? 3000 : 0)) return key;
    }
    const key = newKey();
    await claim(key, 0);
    return key;
  };

  const attach = async () => {
    const key = await findDesk();
    write(own, "desk", key);
    write(shared, "desks", [key, ...read(shared, "desks", []).filter((other) => other !== key)].slice(0, 8));
    deskKey = key;
    jobsBefore = jobsOf(key);
    new MutationObserver(() => {
      const open = [...document.querySelectorAll("[data-job]")].map((element) => JSON.parse(element.dataset.job));
      write(shared, `jobs.${key}`, open.length ? open : null);
    }).observe(find("tab_create"), { subtree: true, childList: true, attributeFilter: ["data-job"] });
    playground.send(attachment());
  };

  for (const field of fieldsOf("prompt")) if (field.value) hear(field); // typed before this script ran
  restoreForm();
  attach();
}
