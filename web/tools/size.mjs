// Prints what a first visit to each page downloads, in Brotli bytes, and fails when a page is over its budget.
import { readFileSync } from 'node:fs';
import { brotliCompressSync } from 'node:zlib';

const budgets = {
  desk: { page: 'desk/index.html', scriptBytes: 90_000, styleBytes: 10_000, requests: 8 },
  widget: { page: 'widget/index.html', scriptBytes: 60_000, styleBytes: 10_000, requests: 8 },
};

const dist = new URL('../dist/', import.meta.url);
const manifest = JSON.parse(readFileSync(new URL('.vite/manifest.json', dist), 'utf8'));
const brotliBytes = (file) => brotliCompressSync(readFileSync(new URL(file, dist))).length;

/** Parts that are downloaded when an agent opens them, each with its own limit: nobody waits for them before. */
const onDemand = {
  supervisor: 'src/features/supervisor/Pages.tsx',
  why: 'src/features/why/WhyDialog.tsx',
  content: 'src/features/content/ContentDialog.tsx',
  search: 'src/features/search/SearchPage.tsx',
  phrases: 'src/features/phrases/PhrasesPage.tsx',
  macros: 'src/features/macros/MacroDialog.tsx',
  security: 'src/features/sign-in/SecurityDialog.tsx',
  factor: 'src/features/sign-in/FactorGate.tsx',
};
const onDemandBytes = 14_000;
const isOnDemand = (key) =>
  /^src\/features\/((supervisor|why|content|search|phrases|macros)\/|sign-in\/(SecurityDialog|FactorGate)\.)/.test(key);

/**
 * Every file the page asks for by itself, chunks loaded right after the first paint (the live client, one language)
 * among them: counting only the entry would flatter the figure.
 */
function filesOf(key, seen = new Set()) {
  const chunk = manifest[key];
  if (!chunk || seen.has(chunk.file)) return seen;
  seen.add(chunk.file);
  chunk.css?.forEach((file) => seen.add(file));
  chunk.imports?.forEach((next) => filesOf(next, seen));
  chunk.dynamicImports?.filter((next) => !next.endsWith('/en.ts') && !isOnDemand(next)).forEach((next) => filesOf(next, seen));
  return seen;
}

let over = false;

/** What stands on other people's pages before anybody opens it. */
const loader = { file: 'widget.js', bytes: 5_000 };
const loaderBytes = brotliBytes(loader.file);
over ||= loaderBytes > loader.bytes;
console.log(
  `loader  scriptBytes  ${String(loaderBytes).padStart(7)} of ${String(loader.bytes).padStart(7)}  ${loaderBytes <= loader.bytes ? 'within' : 'OVER'}`,
);

for (const [name, budget] of Object.entries(budgets)) {
  const files = [...filesOf(budget.page)];
  const sum = (suffix) => files.filter((file) => file.endsWith(suffix)).reduce((bytes, file) => bytes + brotliBytes(file), 0);
  const found = { scriptBytes: sum('.js'), styleBytes: sum('.css'), requests: files.length + 1 };
  for (const [measure, limit] of Object.entries(budget)) {
    if (measure === 'page') continue;
    const within = found[measure] <= limit;
    over ||= !within;
    console.log(
      `${name.padEnd(7)} ${measure.padEnd(12)} ${String(found[measure]).padStart(7)} of ${String(limit).padStart(7)}  ${within ? 'within' : 'OVER'}`,
    );
  }
}
for (const [name, key] of Object.entries(onDemand)) {
  const first = filesOf(budgets.desk.page);
  const bytes = [...filesOf(key)].filter((file) => !first.has(file)).reduce((sum, file) => sum + brotliBytes(file), 0);
  over ||= bytes > onDemandBytes;
  console.log(
    `${name.padEnd(12)} on demand    ${String(bytes).padStart(7)} of ${String(onDemandBytes).padStart(7)}  ${bytes <= onDemandBytes ? 'within' : 'OVER'}`,
  );
}
process.exit(over ? 1 : 0);
