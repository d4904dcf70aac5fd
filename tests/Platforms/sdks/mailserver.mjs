// A mail server that takes what a company's own would, by a library that is one; and what it took, as another library for mail reads it.
import PostalMime from 'postal-mime';
import { SMTPServer } from 'smtp-server';

const taken = [];

export const start = ({ user, password }) =>
  new Promise((done) => {
    const server = new SMTPServer({
      disabledCommands: ['STARTTLS'],
      allowInsecureAuth: true,
      onAuth: ({ username, password: given }, _, answer) => (username === user && given === password ? answer(null, { user }) : answer(new Error('no'))),
      onData: (stream, { envelope }, answer) => {
        const parts = [];
        stream.on('data', (part) => parts.push(part));
        stream.on('end', async () => {
          taken.push({ from: envelope.mailFrom.address, to: envelope.rcptTo.map(({ address }) => address), mail: await PostalMime.parse(Buffer.concat(parts)) });
          answer();
        });
      },
    });
    server.listen(0, '127.0.0.1', () => done(server.server.address().port));
  });

/** The mail in which this was said; null while there is none. */
export const find = ({ text }) => taken.find(({ mail }) => mail.text?.includes(text)) ?? null;
