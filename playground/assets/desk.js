/* The buttons of the desk: `data-do` sends a message to the server, `data-action` acts on the picture that is shown. */
() => {
  const playground = window.playground, { find, send, shown, text } = playground;

  const say = (key) => {
    const place = document.querySelector(".actions .said");
    if (!place) return;
    place.textContent = text(key);
    setTimeout(() => { place.textContent = ""; }, 4000);
  };

  const copyImage = async ({ url }) => {
    if (!window.ClipboardItem || !navigator.clipboard?.write) return say("said.no_image");
    try {
      const blob = fetch(url).then((answer) => answer.blob());
      await navigator.clipboard.write([new ClipboardItem({ "image/png": blob })]);
      say("said.copied");
    } catch {
      say("said.no_image");
    }
  };

  const asFile = ({ url, filename }) => ({
    path: decodeURIComponent(new URL(url, location.href).pathname.split("file=")[1]), url: new URL(url, location.href).href,
    orig_name: filename, mime_type: "image/png", meta: { _type: "gradio.FileData" },
  });

  const actions = {
    vary: (detail, id) => send({ do: "vary", id }),
    reuse: ({ params }) => { playground.useParameters(params); say("said.reused"); },
    reuse_seed: ({ params }) => { playground.offer({ values: { seed: params.seed, subseed: params.subseed } }); say("said.reused"); },
    reference: (detail) => {
      playground.offer({ values: { reference_image: asFile(detail) } });
      const more = find("more", "button");
      if (more && !more.classList.contains("open")) more.click();
      setTimeout(() => find("reference_image")?.scrollIntoView({ block: "nearest" }), 300);
      say("said.reference");
    },
    copy_link: async ({ link }) => { await playground.copy(new URL(link, location.href).href); say("said.copied"); },
    copy_image: copyImage,
    copy_parameters: async () => { await playground.copy(find("parameters").dataset.text); say("said.copied"); },
    code: () => playground.viewShown(),
    delete: ({ taskId }, id) => {
      send({ do: "delete", id });
      document.dispatchEvent(new CustomEvent("playground:deleted", { detail: { taskId } }));
    },
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-do], [data-action]");
    if (!button) return;
    if (button.dataset.do) return send({ do: button.dataset.do, id: button.dataset.id });
    const detail = shown(), id = button.closest(".actions")?.dataset.id;
    if (button.matches("a")) event.preventDefault();
    if (detail && id) actions[button.dataset.action]?.(detail, id);
  });

  /* In the row of thumbnails, the arrow keys move the focus. */
  document.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const thumb = event.target.closest?.(".thumb");
    if (!step || !thumb) return;
    const thumbs = [...document.querySelectorAll(".thumb")], next = thumbs[thumbs.indexOf(thumb) + step];
    if (next) { next.focus(); next.click(); }
  });
}
