/*
 * The pictures stored in this browser: window.playground.kept.
 *
 *   add(record, file), put(item, file), remove(id), clear(), all() (the newest first, without files), file(id)
 *
 * A record is the detail of `playground:done`; an item is a record with time, size, favourite and thumb. Files are kept
 * byte for byte, in IndexedDB, and never leave the browser. A deleted picture is not stored again when its event repeats.
 */
() => {
  const LIMIT = 500, THUMB = 320, GONE = "playground.gone";
  let opened;
  const open = () => opened ??= new Promise((resolve, reject) => {
    const request = indexedDB.open("imagelabs-playground", 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore("items", { keyPath: "taskId" });
      request.result.createObjectStore("files");
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => { opened = undefined; reject(request.error); };
  });

  /* Run `work` on both stores in one transaction; it returns a request, of whose result this is a promise. */
  const run = async (mode, work) => {
    const database = await open();
    return new Promise((resolve, reject) => {
      const transaction = database.transaction(["items", "files"], mode);
      const request = work(transaction.objectStore("items"), transaction.objectStore("files"));
      transaction.oncomplete = () => resolve(request?.result);
      transaction.onabort = transaction.onerror = () => reject(transaction.error ?? request?.error);
    });
  };

  const gone = () => { try { return JSON.parse(localStorage.getItem(GONE)) ?? []; } catch { return []; } };
  const setGone = (ids) => { try { localStorage.setItem(GONE, JSON.stringify(ids.slice(-200))); } catch { /* storage is full */ } };

  const thumbOf = async (file) => {
    try {
      const picture = await createImageBitmap(file), scale = Math.min(1, THUMB / Math.min(picture.width, picture.height));
      const canvas = new OffscreenCanvas(Math.round(picture.width * scale), Math.round(picture.height * scale));
      canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
      return await canvas.convertToBlob({ type: "image/webp", quality: 0.8 });
    } catch {
      return file;
    }
  };

  const all = async () => (await run("readonly", (items) => items.getAll())).sort((a, b) => b.time - a.time);
  const put = (item, file) => run("readwrite", (items, files) => { items.put(item); return files.put(file, item.taskId); });
  const remove = async (ids) => {
    setGone([...gone(), ...ids]);
    await run("readwrite", (items, files) => { for (const id of ids) { items.delete(id); files.delete(id); } });
  };

  window.playground.kept = {
    all, put,
    async add(record, file) {
      if (gone().includes(record.taskId)) return;
      if (await run("readonly", (items) => items.get(record.taskId))) return;
      await put({ ...record, time: Date.now(), size: file.size, favourite: false, thumb: await thumbOf(file) }, file);
      const items = await all(), old = items.filter((item) => !item.favourite).slice(LIMIT);
      if (items.length > LIMIT && old.length) await run("readwrite", (rows, files) => {
        for (const { taskId } of old) { rows.delete(taskId); files.delete(taskId); }
      });
    },
    favourite: (item) => run("readwrite", (items) => items.put(item)),
    file: (id) => run("readonly", (_items, files) => files.get(id)),
    async restore(item, file) { setGone(gone().filter((id) => id !== item.taskId)); await put(item, file); },
    remove: (id) => remove([id]),
    clear: async () => remove((await all()).map((item) => item.taskId)),
  };
}
