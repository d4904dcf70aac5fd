import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { chineseOf, faultText } from './fault-words';

const root = new URL('../../../../../shared/', import.meta.url);

/** Where the server says what is wrong with a document. */
function sources(): string[] {
  const policies = readdirSync(new URL('Core/Policies/', root)).filter((name) =>
    /(Sense|Validation|Reading|OverflowLoops|Trees|ConditionFormat)\.cs$/.test(name),
  );
  return [
    ...policies.map((name) => `Core/Policies/${name}`),
    'Core/Documents/ShapeReading.cs',
    'Core/Documents/JsonText.cs',
    'Core/ServiceLevels/BusinessHoursValidation.cs',
    'Core/ServiceLevels/ExemptionValidation.cs',
    'Core/ServiceLevels/ServiceTargetValidation.cs',
    'Runtime/Documents/YamlText.cs',
    'Runtime/Policies/PolicyDocument.cs',
    'Runtime/Policies/PolicyRegister.cs',
  ];
}

/** The strings of a C# source, with something in place of each hole: `{x}` may itself hold strings, and doubled braces are braces. */
function stringsOf(source: string): string[] {
  const found: string[] = [];
  const code = source.replace(/^\s*\/\/.*$/gm, '');
  for (let at = 0; at < code.length; at++) {
    if (code[at] !== '"') continue;
    const isInterpolated = code[at - 1] === '$';
    let text = '';
    for (at++; at < code.length && code[at] !== '"'; at++) {
      const two = code.slice(at, at + 2);
      if (code[at] === '\\') text += code[++at];
      else if (isInterpolated && (two === '{{' || two === '}}')) text += code[at++];
      else if (isInterpolated && code[at] === '{') {
        let depth = 1;
        const from = at + 1;
        while (depth > 0) {
          at++;
          if (code[at] === '{') depth++;
          if (code[at] === '}') depth--;
        }
        const hole = code.slice(from, at);
        // What may follow or not, as "did you mean", is a sentence of its own.
        text += /\?|Meant\(|On\(/.test(hole) ? '' : 'x';
      } else text += code[at];
    }
    found.push(text);
  }
  return found;
}

/** Sentences to an author, and not to whoever reads the program. */
const isSentence = (text: string): boolean => /^['A-Zx].* .*[.?:]$/.test(text) || /^['A-Z]\S* .*x$/.test(text);
const notFaults: readonly RegExp[] = [
  /^There is no (shape|node) x\.$/,
  /^A condition as data/,
  /does not go on with/,
  /^There is no such/,
  /^x: /,
  // One entry, or several: both are there.
  /^It takes at least x \.$/,
];

test('every sentence with which the server names a fault has a Chinese one', () => {
  const sentences = sources()
    .flatMap((path) => stringsOf(readFileSync(new URL(path, root), 'utf8')))
    .filter((text) => isSentence(text) && notFaults.every((other) => !other.test(text)));
  expect(sentences.length).toBeGreaterThan(60);
  const missing = sentences.filter((sentence) => chineseOf(sentence) === null);
  expect(missing).toEqual([]);
});

test('what is filled in stays, and words among it are in Chinese too', () => {
  expect(chineseOf("'queues' is missing.")).toBe('缺少“queues”。');
  expect(chineseOf('It takes a text, and this is a map.')).toBe('这里应为文本，现在是映射。');
  expect(chineseOf("There is no queue 'servise'. Did you mean 'service'?")).toBe('没有队列“servise”。');
  expect(chineseOf("'a' is already there, on line 7.")).toBe('“a”已在第 7 行出现。');
});

test('a sentence that is not known is shown as the server says it, and what was meant is said once', () => {
  expect(faultText('Something new.', 'zh-CN')).toBe('Something new.');
  expect(faultText("There is no 'maxTransfer' here. Did you mean 'maxTransfers'?", 'en')).toBe("There is no 'maxTransfer' here.");
});
