/*
 * Nothing is lost on reload: the form as it was left, and the desk where this browser's pictures are painted.
 *
 * The desk's key is a random number that only this browser knows. Each open tab has a desk of its own, held by a lock;
 * a new tab takes up the last desk that no other tab holds. For a server that forgot the desk (it was restarted), the
 * browser keeps which jobs were on their way.
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
    } catch { /* storage is full or blocked: the page works, and forgets */ }
  };
  const stores = (() => {
    try { return [sessionStorage, localStorage]; } catch { return [{ getItem: () => null, setItem() {}, removeItem() {} }]; }
  })();
  const own = stores[0], shared = stores.at(-1);

  /* The form: the tab's own, else the one that was left last. */
  let form = null, values = {}, timer = 0;
  const keepForm = () => {
    clearTimeout(timer);
    if (form) for (const store of stores) write(store, "form", form);
  };
  addEventListener("pagehide", keepForm);
  /* An address that asks for parameters is opened by the server; after that they live in the form like everything else. */
  const linkKeys = () => [...new URL(location.href).searchParams.keys()].filter((key) => window.playgroundFields.includes(key));
  playground.linkOpened = () => {
    settled("link");
    const url = new URL(location.href);
    for (const key of linkKeys()) url.searchParams.delete(key);
    history.replaceState(history.state, "", url);
  };

  const restoreForm = async () => {
    if (!linkKeys().length) values = read(own, "form", null) ?? read(shared, "form", {});
    const picture = values.reference_image;
    if (picture && !(await fetch(picture.url, { method: "HEAD" }).catch(() => null))?.ok) values.reference_image = null;
    // What Gradio reports before the form has taken them is the form still filling itself.
    if (Object.keys(values).length) await playground.offer({ values: form ?? values });
    form ??= values;
    settled("form");
  };
  const keepSoon = () => {
    clearTimeout(timer);
    timer = setTimeout(keepForm, 200);
  };
  playground.remember = (names, values) => {
    if (form === null) return;
    form = Object.fromEntries(names.map((name, place) => [name, values[place]]));
    keepSoon();
  };
  /* Gradio reports nothing while the connection is lost, so what is typed is also heard from the fields themselves. */
  document.addEventListener("input", ({ target }) => {
    const name = target.closest?.("#form [id]") && window.playgroundFields.find((id) => target.closest(`#${id}`));
    if (!name || ["file", "search"].includes(target.type) || name === "model") return;
    const plain = ["number", "range"].includes(target.type) ? Number(target.value) : target.value;
    form = { ...(form ?? values), [name]: target.type === "checkbox" ? target.checked : plain };
    keepSoon();
  });

  /* `html[data-ready]`: the page has done what it does by itself. */
  const awaited = new Set(["link", "form", "desk"]);
  const settled = (what) => {
    awaited.delete(what);
    if (!awaited.size) document.documentElement.dataset.ready = "true";
  };
  playground.sent = () => settled("desk");

  /* Messages to the desk. */
  const outbox = [];
  playground.send = (message) => {
    outbox.push(message);
    find("send").click();
  };
  playground.message = () => JSON.stringify(outbox.shift() ?? {});

  const newKey = () => [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  const claim = (key, patience) => new Promise((resolve) => {
    if (!navigator.locks) return resolve(true);
    // While a page reloads, its own lock may still be on its way out; another tab's is asked for once.
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
    const jobs = read(shared, `jobs.${key}`, []);
    new MutationObserver(() => {
      const open = [...document.querySelectorAll("[data-job]")].map((element) => JSON.parse(element.dataset.job));
      write(shared, `jobs.${key}`, open.length ? open : null);
    }).observe(find("tab_create"), { subtree: true, childList: true, attributeFilter: ["data-job"] });
    playground.send({ do: "attach", desk: key, jobs });
  };

  restoreForm();
  attach();
}
