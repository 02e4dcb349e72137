/* window.playground.zip([{name, time, blob}]): a promise of a ZIP file as Blob, stored without compression. */
() => {
  const LARGEST = 0xffffffff, UTF8 = 0x0800;
  const table = Uint32Array.from({ length: 256 }, (_, n) => {
    for (let bit = 0; bit < 8; bit++) n = n & 1 ? 0xedb88320 ^ (n >>> 1) : n >>> 1;
    return n;
  });
  const crc32 = (bytes) => {
    let crc = -1;
    for (let i = 0; i < bytes.length; i++) crc = table[(crc ^ bytes[i]) & 255] ^ (crc >>> 8);
    return ~crc >>> 0;
  };
  /* Little-endian numbers, each given as [value, bytes]. */
  const numbers = (...fields) => Uint8Array.from(fields.flatMap(([value, size]) =>
    Array.from({ length: size }, (_, byte) => Math.floor(value / 256 ** byte) & 255)));
  const stamp = (time) => {
    const date = new Date(time);
    return [date.getHours() << 11 | date.getMinutes() << 5 | date.getSeconds() >> 1,
      Math.max(0, date.getFullYear() - 1980) << 9 | date.getMonth() + 1 << 5 | date.getDate()];
  };

  window.playground.zip = async (entries) => {
    const parts = [], directory = [], taken = new Set();
    let offset = 0;
    for (const { name, time, blob } of entries) {
      let unique = name;
      for (let n = 2; taken.has(unique); n++) unique = name.replace(/(\.\w+)?$/, `-${n}$1`);
      taken.add(unique);
      const encoded = new TextEncoder().encode(unique), crc = crc32(new Uint8Array(await blob.arrayBuffer()));
      const [hour, day] = stamp(time);
      const common = [[20, 2], [UTF8, 2], [0, 2], [hour, 2], [day, 2], [crc, 4], [blob.size, 4], [blob.size, 4], [encoded.length, 2], [0, 2]];
      parts.push(numbers([0x04034b50, 4], ...common), encoded, blob);
      directory.push(numbers([0x02014b50, 4], [20, 2], ...common, [0, 2], [0, 2], [0, 2], [0, 4], [offset, 4]), encoded);
      offset += 30 + encoded.length + blob.size;
    }
    const size = directory.reduce((sum, part) => sum + part.length, 0);
    if (offset + size > LARGEST || entries.length > 0xffff) throw new RangeError("too much for one ZIP file");
    const end = numbers([0x06054b50, 4], [0, 4], [entries.length, 2], [entries.length, 2], [size, 4], [offset, 4], [0, 2]);
    return new Blob([...parts, ...directory, end], { type: "application/zip" });
  };
}
