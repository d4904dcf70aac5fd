// Runs the platforms' own libraries for the specs: a line of JSON in names the library's file here, a function of it, and its arguments;
// a line of JSON out has the same id and what the function gives, or how it failed. Ends when the input does.
import { createInterface } from 'node:readline';

// Some libraries talk on standard output, which is for answers.
console.log = console.info = console.debug = console.error;

const answer = (line) => process.stdout.write(`${JSON.stringify(line)}\n`);

createInterface({ input: process.stdin, crlfDelay: Infinity })
  .on('line', async (line) => {
    const { id, sdk, function: name, arguments: given } = JSON.parse(line);
    try {
      const library = await import(`./${sdk}.mjs`);
      answer({ id, gives: await library[name](given) });
    } catch (fault) {
      answer({ id, fault: `${sdk}.${name}: ${fault?.stack ?? fault}` });
    }
  })
  .on('close', () => process.exit(0));
