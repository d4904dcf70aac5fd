// Prints the trees of Bicep files, one JSON object a line. The grammar knows syntax only, no types, and takes a little more than the compiler does.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Language, Parser } from 'web-tree-sitter';

await Parser.init();
const parser = new Parser();
parser.setLanguage(await Language.load(fileURLToPath(import.meta.resolve('tree-sitter-bicep/tree-sitter-bicep.wasm'))));

const tree = (node, field) => ({
  type: node.type,
  field,
  line: node.startPosition.row + 1,
  start: node.startIndex,
  end: node.endIndex,
  broken: node.isError || node.isMissing,
  children: node.children.flatMap((child, index) =>
    child && (child.isNamed || child.isError || child.isMissing) ? [tree(child, node.fieldNameForChild(index))] : [],
  ),
});

for (const file of process.argv.slice(2)) {
  const text = readFileSync(file, 'utf8');
  // The grammar has no files of parameters: their `param x = 1` is read as the `var x = 1` that it looks like, at the same places.
  const source = file.endsWith('.bicepparam') ? text.replace(/^param (?=\w+ =)/gm, 'var   ') : text;
  console.log(JSON.stringify({ file, root: tree(parser.parse(source).rootNode, null) }));
}
