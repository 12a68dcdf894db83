// saxes and its tables are CommonJS, the only such dependency of the engine; a bundler would do what is done here.
const folder = '/node_modules/';
const tables = await Promise.all(
  ['xml/1.0/ed5', 'xml/1.1/ed2', 'xmlns/1.0/ed3'].map(async (name) => {
    const path = `xmlchars/${name}`;
    return [path, await evaluate(`${path}.js`, {})];
  }),
);

export const { SaxesParser } = await evaluate('saxes/saxes.js', Object.fromEntries(tables));

async function evaluate(path, modules) {
  const source = await (await fetch(folder + path)).text();
  const exports = {};
  new Function('exports', 'require', source)(exports, (name) => modules[name]);
  return exports;
}
