// The house as its build files draw it: what a room does not name it does not include.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";

const root = new URL("../../", import.meta.url).pathname;
const read = (file) => readFileSync(join(root, file), "utf8");

/** All files below a folder with one of the endings, as paths from the root. */
function files(folder, endings) {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return files(path, endings);
    return endings.some((ending) => entry.name.endsWith(ending)) ? [path] : [];
  });
}

const includes = (file) =>
  [...read(file).matchAll(/^#include ["<]([^">]+)[">]/gm)].map((match) => match[1]);

/** room → every room it may include: itself, those it names, and theirs. */
function closure(named) {
  const reach = (room) => new Set([room, ...named.get(room).flatMap((used) => [...reach(used)])]);
  return new Map([...named.keys()].map((room) => [room, reach(room)]));
}

const core = closure(
  new Map(
    [...read("core/CMakeLists.txt").matchAll(/^add_room\(([\w ]+)\)/gm)].map((match) => {
      const [room, ...used] = match[1].split(" ");
      return [room, used];
    }),
  ),
);
const tools = closure(
  new Map(
    [...read("tools/digitlab/CMakeLists.txt").matchAll(/^add_tool_room\((\w+)(?: USES ([a-z ]+))?/gm)]
      .map((match) => [match[1], (match[2] ?? "").split(" ").filter(Boolean)]),
  ),
);

/** Includes of rooms that the file's own room does not name. */
function runningUp(rooms, folder, prefix) {
  return [...rooms].flatMap(([room, allowed]) =>
    files(`${folder}/${room}`, [".hpp", ".cpp", ".inl"]).flatMap((file) =>
      includes(file)
        .map((included) => included.replace(prefix, ""))
        .filter((included) => rooms.has(included.split("/")[0]) && included.includes("/"))
        .filter((included) => !allowed.has(included.split("/")[0]))
        .map((included) => `${file} includes ${included}`),
    ),
  );
}

describe("rooms", () => {
  it("are found where their build files name them", () => {
    assert.deepEqual([...core.keys()].length, 9);
    assert.deepEqual([...tools.keys()].length, 6);
  });

  it("of core include no room that runs up", () => {
    assert.deepEqual(runningUp(core, "core/include/digitlab", /^digitlab\//), []);
    assert.deepEqual(runningUp(core, "core/src", /^digitlab\//), []);
  });

  it("of the tools include no room that runs up", () => {
    assert.deepEqual(runningUp(tools, "tools/digitlab", /^(?!system|pictures|sources|report|train|commands).*/), []);
  });

  it("of core touch no file, clock, thread, printer or browser", () => {
    const foreign = /^(fstream|iostream|filesystem|chrono|thread|mutex|ctime|emscripten.*|matio.*|unistd\.h)$/;
    const found = ["core/include", "core/src"].flatMap((folder) =>
      files(folder, [".hpp", ".cpp", ".inl"]).filter((file) => includes(file).some((name) => foreign.test(name))),
    );
    assert.deepEqual(found, []);
  });

  it("keep matio to the tools' sources and Emscripten to wasm", () => {
    const all = ["core", "tools/digitlab", "wasm"].flatMap((folder) => files(folder, [".hpp", ".cpp"]));
    const users = (name) => all.filter((file) => includes(file).some((one) => one.startsWith(name)));
    assert.ok(users("matio").every((file) => file.startsWith("tools/digitlab/sources/")));
    assert.ok(users("emscripten").every((file) => file.startsWith("wasm/")));
  });

  it("have public headers that include no private one", () => {
    const found = files("core/include", [".hpp"]).flatMap((file) =>
      includes(file).filter((name) => core.has(name.split("/")[0])).map((name) => `${file}: ${name}`),
    );
    assert.deepEqual(found, []);
  });

  it("have files of at most 400 lines, and no more than 16 sources", () => {
    const long = ["core", "tools/digitlab", "wasm"].flatMap((folder) =>
      files(folder, [".hpp", ".cpp", ".inl"]).filter((file) => read(file).split("\n").length > 401),
    );
    assert.deepEqual(long, []);
    for (const room of core.keys()) {
      const sources = files(`core/src/${room}`, [".cpp"]).filter((file) => !file.includes("/templates/"));
      const own = sources.filter((file) => !/\/(layers|optimizers)\//.test(file));
      assert.ok(own.length <= 16, `${room} has ${own.length} sources`);
    }
  });
});
