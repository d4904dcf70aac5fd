// Makes the client's types from the description of the API: `npm run api-types`. With --check nothing is written, and what is out of date is an error.
// The description, src/lib/api/openapi.json, is drawn by the server's own specs (OMNI_DRAW=1), which fail when it is not that of the server.
import { readFile, writeFile } from 'node:fs/promises';

const description = new URL('../src/lib/api/openapi.json', import.meta.url);
const types = new URL('../src/lib/api/types.ts', import.meta.url);
const place = '#/components/schemas/';

const api = JSON.parse(await readFile(description, 'utf8'));
const wanted = write(api);
if (process.argv.includes('--check')) {
  const held = await readFile(types, 'utf8').catch(() => '');
  if (held !== wanted) {
    console.error('src/lib/api/types.ts is not what src/lib/api/openapi.json says. Run npm run api-types.');
    process.exit(1);
  }
} else {
  await writeFile(types, wanted);
}

function write({ components, 'x-pushes': pushes }) {
  const named = Object.entries(components.schemas).map(([name, schema]) => `export type ${name} = ${typeOf(schema, '')};\n`);
  return [
    '// Made by tools/api-types.mjs from openapi.json. Times are ISO 8601 in UTC.\n',
    ...named,
    "/** The client methods of the live connection and their one argument: those of the desk, and those of customers' pages. */",
    `export interface DeskPushes ${methodsOf(pushes.desk)}\n`,
    `export interface PagePushes ${methodsOf(pushes.page)}\n`,
  ].join('\n');
}

function methodsOf(methods) {
  return `{\n${Object.entries(methods)
    .map(([method, schema]) => `  ${method}: ${typeOf(schema, '  ')};`)
    .join('\n')}\n}`;
}

function typeOf(schema, indent) {
  if (schema === true || Object.keys(schema).length === 0) return 'unknown';
  if (schema.$ref) {
    if (!schema.$ref.startsWith(place)) throw new Error(`${schema.$ref} points to no named type.`);
    return schema.$ref.slice(place.length);
  }
  if ('const' in schema) return JSON.stringify(schema.const);
  if (schema.enum) return union(schema.enum.map((value) => JSON.stringify(value)));
  // The cases of a union; what stands beside them every case has.
  if (schema.anyOf) return union(schema.anyOf.map((one) => typeOf(merged(schema, one), indent)));
  const kinds = [schema.type].flat();
  return union(kinds.map((kind) => typeOfKind(kind, schema, indent)));
}

/** A case of a union says only what is its own. */
function merged(common, one) {
  if (!common.properties || one.$ref) return { ...one, ...(one.properties && !one.type ? { type: 'object' } : {}) };
  return {
    ...one,
    type: 'object',
    properties: { ...common.properties, ...one.properties },
    required: [...(common.required ?? []), ...(one.required ?? [])],
  };
}

function typeOfKind(kind, schema, indent) {
  switch (kind) {
    case 'string':
    case 'boolean':
    case 'null':
      return kind;
    case 'integer':
    case 'number':
      return 'number';
    case 'array': {
      const item = typeOf(schema.items ?? true, indent);
      return /[|&{]/.test(item) ? `(${item})[]` : `${item}[]`;
    }
    case 'object':
      return schema.properties
        ? membersOf(schema, indent)
        : `Record<string, ${typeOf(schema.additionalProperties ?? true, indent)}>`;
    case undefined:
      if (schema.properties) return membersOf(schema, indent);
  }
  throw new Error(`What is ${JSON.stringify(schema)}?`);
}

function membersOf({ properties, required = [] }, indent) {
  const members = Object.entries(properties).map(
    ([name, schema]) => `${indent}  ${name}${required.includes(name) ? '' : '?'}: ${typeOf(schema, `${indent}  `)};`,
  );
  return members.length === 0 ? 'Record<string, never>' : `{\n${members.join('\n')}\n${indent}}`;
}

function union(cases) {
  return [...new Set(cases)].join(' | ');
}
