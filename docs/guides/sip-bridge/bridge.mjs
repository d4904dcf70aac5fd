// A small bridge from SIP (RFC 3261, over UDP) to a `standard-webhooks` account: it takes calls, tells of them, and carries what agents write to
// the phone as a message of the call (RFC 3428). Signalling only: it offers no audio. README.md beside this file says what it is for.
import { randomBytes, randomUUID } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { createServer } from 'node:http';
import { Webhook } from 'standardwebhooks';

const { DOOR, SECRET, HOST = '127.0.0.1', SIP_PORT = '5060', HTTP_PORT = '5080' } = process.env;
const maxCalls = 1_000;
const maxEventBytes = 64 * 1024;
/** RFC 3261, 17.1.1.1: what is not answered is said again after half a second, then after twice as long, for half a minute. */
const t1Milliseconds = 500;
const maxWaitMilliseconds = 64 * t1Milliseconds;

const webhook = new Webhook(SECRET);
const calls = new Map();
const socket = createSocket('udp4');

/** One header a line; of those that may stand several times, Via and Route, all. Header names have short forms. */
const shortForms = { i: 'call-id', f: 'from', t: 'to', v: 'via', m: 'contact', l: 'content-length', c: 'content-type' };

function read(packet) {
  const [head, body = ''] = packet.toString('utf8').split('\r\n\r\n', 2);
  const [start, ...lines] = head.split('\r\n');
  const headers = {};
  for (const line of lines) {
    const colon = line.indexOf(':');
    const name = line.slice(0, colon).trim().toLowerCase();
    (headers[shortForms[name] ?? name] ??= []).push(line.slice(colon + 1).trim());
  }

  const [method] = start.split(' ');
  return { start, method, isAnswer: method === 'SIP/2.0', headers, body, one: (name) => headers[name]?.[0] ?? '' };
}

const answer = (request, status, tag, more = [], body = '') =>
  [
    `SIP/2.0 ${status}`,
    ...(request.headers.via ?? []).map((via) => `Via: ${via}`),
    `From: ${request.one('from')}`,
    `To: ${request.one('to')}${tag && !request.one('to').includes(';tag=') ? `;tag=${tag}` : ''}`,
    `Call-ID: ${request.one('call-id')}`,
    `CSeq: ${request.one('cseq')}`,
    ...more,
    `Content-Length: ${Buffer.byteLength(body)}`,
    '',
    body,
  ].join('\r\n');

const say = (text, to) => socket.send(text, to.port, to.address);

const userOf = (header) => /sips?:([^@;>]+)@/.exec(header)?.[1] ?? 'anonymous';

/** The door's word decides whether a call is taken: a call that nobody would ever see is better refused. */
async function tell(call, type, more = {}) {
  const id = `${call.id}:${type}:${call.events++}`;
  const body = JSON.stringify({
    type,
    timestamp: new Date().toISOString(),
    data: { call_id: call.id, conversation_id: call.id, customer_id: call.caller, from: call.caller, to: call.called, ...more },
  });
  const at = new Date();
  try {
    const told = await fetch(DOOR, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'webhook-id': id,
        'webhook-timestamp': String(Math.floor(at / 1000)),
        'webhook-signature': webhook.sign(id, at, body),
      },
      body,
    });
    return told.ok;
  } catch {
    return false;
  }
}

/** Says it again until it is answered, or for half a minute. */
function sayUntilAnswered(call, what, text, to) {
  let wait = t1Milliseconds;
  let waited = 0;
  const again = () => {
    say(text, to);
    waited += wait;
    if (waited < maxWaitMilliseconds) call.unanswered.set(what, setTimeout(again, wait));
    else answered(call, what);
    wait *= 2;
  };
  again();
}

function answered(call, what) {
  clearTimeout(call?.unanswered.get(what));
  call?.unanswered.delete(what);
  if (call?.state === 'ended') calls.delete(call.id);
}

async function invited(request, from) {
  const id = request.one('call-id');
  const known = calls.get(id);
  if (known) {
    if (known.last) say(known.last, from);
    return;
  }

  if (calls.size >= maxCalls) {
    say(answer(request, '486 Busy Here', randomUUID()), from);
    return;
  }

  const call = { id, tag: randomUUID(), caller: userOf(request.one('from')), called: userOf(request.one('to')), invite: request, from, events: 0, sequence: 0, state: 'ringing', unanswered: new Map() };
  calls.set(id, call);
  say(answer(request, '100 Trying'), from);
  say((call.last = answer(request, '180 Ringing', call.tag)), from);
  const taken = await tell(call, 'call.ringing', { direction: 'inbound' });
  if (call.state !== 'ringing') return;
  const session = ['v=0', `o=- 0 0 IN IP4 ${HOST}`, 's=-', `c=IN IP4 ${HOST}`, 't=0 0', 'm=audio 0 RTP/AVP 0', ''].join('\r\n');
  call.state = taken ? 'answered' : 'ended';
  call.last = taken
    ? answer(request, '200 OK', call.tag, [`Contact: <sip:${call.called}@${HOST}:${SIP_PORT}>`, 'Content-Type: application/sdp'], session)
    : answer(request, '503 Service Unavailable', call.tag);
  sayUntilAnswered(call, 'INVITE', call.last, from);
}

async function acknowledged(request) {
  const call = calls.get(request.one('call-id'));
  answered(call, 'INVITE');
  if (call?.state !== 'answered') return;
  call.state = 'connected';
  await tell(call, 'call.answered');
}

async function ended(request, from, reason) {
  say(answer(request, '200 OK', calls.get(request.one('call-id'))?.tag), from);
  const call = calls.get(request.one('call-id'));
  if (!call || call.state === 'ended') return;
  if (reason === 'cancelled') say(answer(call.invite, '487 Request Terminated', call.tag), from);
  call.state = 'ended';
  for (const what of [...call.unanswered.keys()]) answered(call, what);
  calls.delete(call.id);
  await tell(call, 'call.ended', { reason });
}

async function informed(request, from) {
  const call = calls.get(request.one('call-id'));
  say(answer(request, call ? '200 OK' : '481 Call/Transaction Does Not Exist', call?.tag), from);
  const digit = /Signal\s*=\s*([0-9*#A-D])/i.exec(request.body)?.[1];
  if (call && digit) await tell(call, 'call.dtmf', { digits: digit });
}

/** A request of ours within the call. */
function within(call, method, body = '', type = '') {
  call.sequence += 1;
  const target = /<([^>]+)>/.exec(call.invite.one('contact'))?.[1] ?? `sip:${call.caller}@${call.from.address}:${call.from.port}`;
  const text = [
    `${method} ${target} SIP/2.0`,
    `Via: SIP/2.0/UDP ${HOST}:${SIP_PORT};branch=z9hG4bK${randomBytes(8).toString('hex')}`,
    'Max-Forwards: 70',
    `From: ${call.invite.one('to')};tag=${call.tag}`,
    `To: ${call.invite.one('from')}`,
    `Call-ID: ${call.id}`,
    `CSeq: ${call.sequence} ${method}`,
    ...(type ? [`Content-Type: ${type}`] : []),
    `Content-Length: ${Buffer.byteLength(body)}`,
    '',
    body,
  ].join('\r\n');
  sayUntilAnswered(call, `${call.sequence} ${method}`, text, call.from);
}

/** What the system sends: an agent's text, or that the call is to end. */
function carry(event) {
  const call = calls.get(event.data.conversation_id);
  if (call?.state !== 'connected') return false;
  if (event.type === 'message.created') {
    if (event.data.kind !== 'text') return false;
    within(call, 'MESSAGE', event.data.text, 'text/plain;charset=UTF-8');
  } else if (event.type === 'call.hangup') {
    call.state = 'ended';
    within(call, 'BYE');
  }

  return true;
}

socket.on('message', (packet, from) => {
  const message = read(packet);
  if (message.isAnswer) {
    answered(calls.get(message.one('call-id')), message.one('cseq'));
    return;
  }

  const acts = {
    INVITE: () => invited(message, from),
    ACK: () => acknowledged(message),
    BYE: () => ended(message, from, 'completed'),
    CANCEL: () => ended(message, from, 'cancelled'),
    INFO: () => informed(message, from),
    OPTIONS: () => say(answer(message, '200 OK', randomUUID(), ['Allow: INVITE, ACK, BYE, CANCEL, INFO, MESSAGE, OPTIONS']), from),
  };
  (acts[message.method] ?? (() => say(answer(message, '501 Not Implemented', randomUUID()), from)))();
});

const events = createServer(async (request, response) => {
  let body = '';
  for await (const part of request) if ((body += part).length > maxEventBytes) break;
  try {
    const event = webhook.verify(body, request.headers);
    // 410 would end all sending to this bridge; a call that is over is only this one's end.
    response.statusCode = carry(event) ? 204 : 404;
  } catch {
    response.statusCode = 401;
  }

  response.end();
});

socket.bind(Number(SIP_PORT), HOST, () => events.listen(Number(HTTP_PORT), HOST, () => console.log(`sip:${HOST}:${SIP_PORT} http://${HOST}:${HTTP_PORT}`)));
