import { noticeServerTime } from './clock';

const requestTimeoutMs = 15_000;

/** Why a request did not do what it asked: the server's problem details, or `unreachable` when no answer came. */
export interface Problem {
  code: string;
  status: number;
  /** The domain's refusal when `code` is `refused`. */
  reason?: string;
  /** Why an identity cannot be linked when `code` is `link-refused`. */
  linkReason?: string;
  holder?: { id: string; name: string };
  /** What is wrong with which field, when the request was not valid. */
  errors?: Record<string, string[]>;
  /** Faults of a document, with line and path. */
  faults?: { line: number | null; column: number | null; path: string; message: string; severity?: 'fault' | 'warning' }[];
  retryAfterSeconds?: number;
}

export type Result<T> = { ok: true; value: T } | { ok: false; problem: Problem };

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

/**
 * One request. The outside world's failures are values here, so each caller says what they mean in its own place.
 * `X-Omni` shows the server that a script of this origin asks: a form of another site cannot send it.
 */
export async function request<T>(method: Method, path: string, body?: unknown, bearer?: string): Promise<Result<T>> {
  const headers: Record<string, string> = { Accept: 'application/json' };
  if (method !== 'GET') {
    headers['X-Omni'] = '1';
    headers['Content-Type'] = 'application/json';
  }
  if (bearer) headers['Authorization'] = `Bearer ${bearer}`;
  try {
    const response = await fetch(path, {
      method,
      headers,
      credentials: bearer ? 'omit' : 'same-origin',
      cache: 'no-store',
      signal: AbortSignal.timeout(requestTimeoutMs),
      ...(method === 'GET' ? {} : sent(JSON.stringify(body ?? {}))),
    });
    noticeServerTime(response.headers.get('Date'));
    return response.ok ? { ok: true, value: await valueOf<T>(response) } : { ok: false, problem: await problemOf(response) };
  } catch {
    return { ok: false, problem: { code: 'unreachable', status: 0 } };
  }
}

/** Brings a file as it is. It takes as long as it takes: a slow line is no reason to give up. */
export async function bring<T>(path: string, file: Blob, bearer?: string): Promise<Result<T>> {
  try {
    const response = await fetch(path, {
      method: 'POST',
      headers: {
        Accept: 'application/json',
        'X-Omni': '1',
        'Content-Type': 'application/octet-stream',
        ...(bearer ? { Authorization: `Bearer ${bearer}` } : {}),
      },
      credentials: bearer ? 'omit' : 'same-origin',
      body: file,
    });
    return response.ok ? { ok: true, value: await valueOf<T>(response) } : { ok: false, problem: await problemOf(response) };
  } catch {
    return { ok: false, problem: { code: 'unreachable', status: 0 } };
  }
}

/** Browsers keep a request of a page that goes away only while its body is small. */
const keptBytes = 16_384;

const sent = (body: string) => (body.length < keptBytes ? { body, keepalive: true } : { body });

async function valueOf<T>(response: Response): Promise<T> {
  const text = await response.text();
  return (text === '' ? undefined : JSON.parse(text)) as T;
}

async function problemOf(response: Response): Promise<Problem> {
  const details = (await response.json().catch(() => ({}))) as Partial<Problem> & { type?: string };
  const retryAfter = Number(response.headers.get('Retry-After'));
  return {
    ...details,
    code: details.code ?? details.type?.split('/').pop() ?? `http-${response.status}`,
    status: response.status,
    ...(retryAfter > 0 ? { retryAfterSeconds: retryAfter } : {}),
  };
}
